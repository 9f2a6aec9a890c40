package dev.carousel.kernel.scalar;

import dev.carousel.kernel.Gate;
import dev.carousel.kernel.LstmGates;

/** The LSTM's gate equations, one unit at a time. */
public final class ScalarLstmGates implements LstmGates {

  /**
   * {@inheritDoc}
   *
   * <pre>
   *   i, f, o = sigmoid(pre)     g = tanh(pre)
   *   c = i g + f cPrev          one fma over the rounded f cPrev
   *   h = o tanh(c)
   * </pre>
   */
  @Override
  public void forward(
      int hidden,
      float[] gates,
      int gatesOffset,
      float[] cPrev,
      int cPrevOffset,
      float[] c,
      int cOffset,
      float[] tanhC,
      int tanhCOffset,
      float[] h,
      int hOffset) {
    int iAt = gatesOffset + Gate.INPUT.column(hidden);
    int fAt = gatesOffset + Gate.FORGET.column(hidden);
    int gAt = gatesOffset + Gate.CANDIDATE.column(hidden);
    int oAt = gatesOffset + Gate.OUTPUT.column(hidden);
    for (int j = 0; j < hidden; j++) {
      float i = ScalarMath.sigmoid(gates[iAt + j]);
      float f = ScalarMath.sigmoid(gates[fAt + j]);
      float g = ScalarMath.tanh(gates[gAt + j]);
      float o = ScalarMath.sigmoid(gates[oAt + j]);
      float cell = Math.fma(i, g, f * cPrev[cPrevOffset + j]);
      float tanh = ScalarMath.tanh(cell);
      gates[iAt + j] = i;
      gates[fAt + j] = f;
      gates[gAt + j] = g;
      gates[oAt + j] = o;
      c[cOffset + j] = cell;
      tanhC[tanhCOffset + j] = tanh;
      h[hOffset + j] = o * tanh;
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>The order of the operations: {@code dcTotal = fma(dh o, 1 - tanhC^2, dc)}, then each {@code
   * dPre = (gradient of the gate) * (slope)}, where the slopes {@code s - s^2} and {@code 1 - g^2}
   * are one fma each.
   */
  @Override
  public void backward(
      int hidden,
      float[] gates,
      int gatesOffset,
      float[] cPrev,
      int cPrevOffset,
      float[] tanhC,
      int tanhCOffset,
      float[] dh,
      int dhOffset,
      float[] dc,
      int dcOffset,
      float[] dGates,
      int dGatesOffset) {
    backward(
        0,
        hidden,
        gates,
        gatesOffset,
        cPrev,
        cPrevOffset,
        tanhC,
        tanhCOffset,
        dh,
        dhOffset,
        dc,
        dcOffset,
        dGates,
        dGatesOffset);
  }

  /** {@link #backward} of the units from {@code first} on. */
  public static void backward(
      int first,
      int hidden,
      float[] gates,
      int gatesOffset,
      float[] cPrev,
      int cPrevOffset,
      float[] tanhC,
      int tanhCOffset,
      float[] dh,
      int dhOffset,
      float[] dc,
      int dcOffset,
      float[] dGates,
      int dGatesOffset) {
    int iAt = Gate.INPUT.column(hidden);
    int fAt = Gate.FORGET.column(hidden);
    int gAt = Gate.CANDIDATE.column(hidden);
    int oAt = Gate.OUTPUT.column(hidden);
    for (int j = first; j < hidden; j++) {
      int gate = gatesOffset + j;
      int dGate = dGatesOffset + j;
      float i = gates[gate + iAt];
      float f = gates[gate + fAt];
      float g = gates[gate + gAt];
      float o = gates[gate + oAt];
      float tanh = tanhC[tanhCOffset + j];
      float dhHere = dh[dhOffset + j];
      // h = o tanh(c)
      float dO = dhHere * tanh;
      float dcTotal = Math.fma(dhHere * o, Math.fma(-tanh, tanh, 1f), dc[dcOffset + j]);
      // c = i g + f cPrev
      float dI = dcTotal * g;
      float dF = dcTotal * cPrev[cPrevOffset + j];
      float dG = dcTotal * i;
      dc[dcOffset + j] = dcTotal * f;
      // i, f, o = sigmoid(pre), g = tanh(pre)
      dGates[dGate + iAt] = dI * Math.fma(-i, i, i);
      dGates[dGate + fAt] = dF * Math.fma(-f, f, f);
      dGates[dGate + gAt] = dG * Math.fma(-g, g, 1f);
      dGates[dGate + oAt] = dO * Math.fma(-o, o, o);
    }
  }
}
