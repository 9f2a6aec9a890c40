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
      int hidden, int from, int to, Saved saved, int gatesAt, int before, int after, int hAt) {
    float[] gates = saved.gates();
    float[] p = saved.peepholes();
    for (int j = from; j < to; j++) {
      int iAt = gatesAt + Gate.INPUT.column(hidden) + j;
      int fAt = gatesAt + Gate.FORGET.column(hidden) + j;
      int gAt = gatesAt + Gate.CANDIDATE.column(hidden) + j;
      int oAt = gatesAt + Gate.OUTPUT.column(hidden) + j;
      float cPrev = saved.c()[before + j];
      float i = ScalarMath.sigmoid(p == null ? gates[iAt] : Math.fma(p[j], cPrev, gates[iAt]));
      float f =
          ScalarMath.sigmoid(p == null ? gates[fAt] : Math.fma(p[hidden + j], cPrev, gates[fAt]));
      float g = ScalarMath.tanh(gates[gAt]);
      float c = Math.fma(i, g, f * cPrev);
      float o =
          ScalarMath.sigmoid(p == null ? gates[oAt] : Math.fma(p[2 * hidden + j], c, gates[oAt]));
      float tanh = ScalarMath.tanh(c);
      gates[iAt] = i;
      gates[fAt] = f;
      gates[gAt] = g;
      gates[oAt] = o;
      saved.c()[after + j] = c;
      saved.tanhC()[after + j] = tanh;
      saved.h()[hAt + j] = o * tanh;
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
      int from,
      int to,
      Saved saved,
      int gatesAt,
      int before,
      int after,
      float[] dh,
      float[] dc,
      int dcAt,
      float[] dGates) {
    float[] gates = saved.gates();
    float[] p = saved.peepholes();
    for (int j = from; j < to; j++) {
      int iAt = gatesAt + Gate.INPUT.column(hidden) + j;
      int fAt = gatesAt + Gate.FORGET.column(hidden) + j;
      int gAt = gatesAt + Gate.CANDIDATE.column(hidden) + j;
      int oAt = gatesAt + Gate.OUTPUT.column(hidden) + j;
      float i = gates[iAt];
      float f = gates[fAt];
      float g = gates[gAt];
      float o = gates[oAt];
      float tanh = saved.tanhC()[after + j];
      float dhHere = dh[after + j];
      // h = o tanh(c), o = sigmoid(pre + p_o c)
      float dO = dhHere * tanh * Math.fma(-o, o, o);
      float dcTotal = Math.fma(dhHere * o, Math.fma(-tanh, tanh, 1f), dc[dcAt + j]);
      if (p != null) {
        dcTotal = Math.fma(p[2 * hidden + j], dO, dcTotal);
      }
      // c = i g + f cPrev, i, f = sigmoid(pre + p cPrev), g = tanh(pre)
      float dI = dcTotal * g * Math.fma(-i, i, i);
      float dF = dcTotal * saved.c()[before + j] * Math.fma(-f, f, f);
      float dcPrev = dcTotal * f;
      if (p != null) {
        dcPrev = Math.fma(p[hidden + j], dF, Math.fma(p[j], dI, dcPrev));
      }
      dc[dcAt + j] = dcPrev;
      dGates[iAt] = dI;
      dGates[fAt] = dF;
      dGates[gAt] = dcTotal * i * Math.fma(-g, g, 1f);
      dGates[oAt] = dO;
    }
  }

  @Override
  public void peepholeGradient(
      int hidden,
      int from,
      int to,
      Saved saved,
      float[] dGates,
      int gatesAt,
      int before,
      int after,
      float[] dPeepholes,
      int at) {
    float[] c = saved.c();
    for (int j = from; j < to; j++) {
      float dI = dGates[gatesAt + Gate.INPUT.column(hidden) + j];
      float dF = dGates[gatesAt + Gate.FORGET.column(hidden) + j];
      float dO = dGates[gatesAt + Gate.OUTPUT.column(hidden) + j];
      int i = at + j;
      int f = at + hidden + j;
      int o = at + 2 * hidden + j;
      dPeepholes[i] = Math.fma(dI, c[before + j], dPeepholes[i]);
      dPeepholes[f] = Math.fma(dF, c[before + j], dPeepholes[f]);
      dPeepholes[o] = Math.fma(dO, c[after + j], dPeepholes[o]);
    }
  }
}
