package dev.carousel.kernel.vector;

import static dev.carousel.kernel.vector.VectorMath.SPECIES;
import static dev.carousel.kernel.vector.VectorMath.WIDTH;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.carousel.kernel.Gate;
import dev.carousel.kernel.LstmGates;
import dev.carousel.kernel.scalar.ScalarLstmGates;
import jdk.incubator.vector.FloatVector;

/**
 * {@code ScalarLstmGates} by vectors of units. Forward goes over the row once for each function, so
 * that every loop stays within what C2 compiles without boxing; the row is in L1 meanwhile.
 */
public final class VectorLstmGates implements LstmGates {

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
    int g = gatesOffset + Gate.CANDIDATE.column(hidden);
    int o = gatesOffset + Gate.OUTPUT.column(hidden);
    VectorMath.sigmoid(gates, gatesOffset, gates, gatesOffset, 2 * hidden);
    VectorMath.tanh(gates, g, gates, g, hidden);
    VectorMath.sigmoid(gates, o, gates, o, hidden);
    cell(hidden, gates, gatesOffset, cPrev, cPrevOffset, c, cOffset);
    VectorMath.tanh(c, cOffset, tanhC, tanhCOffset, hidden);
    multiply(hidden, gates, o, tanhC, tanhCOffset, h, hOffset);
  }

  /** {@code c = fma(i, g, f * cPrev)}. */
  private static void cell(
      int hidden,
      float[] gates,
      int gatesOffset,
      float[] cPrev,
      int cPrevOffset,
      float[] c,
      int cOffset) {
    int j = 0;
    for (; j <= hidden - WIDTH; j += WIDTH) {
      int at = gatesOffset + j;
      FloatVector i = fromArray(SPECIES, gates, at);
      FloatVector f = fromArray(SPECIES, gates, at + hidden);
      FloatVector g = fromArray(SPECIES, gates, at + 2 * hidden);
      FloatVector previous = fromArray(SPECIES, cPrev, cPrevOffset + j);
      i.fma(g, f.mul(previous)).intoArray(c, cOffset + j);
    }
    for (; j < hidden; j++) {
      int at = gatesOffset + j;
      float kept = gates[at + hidden] * cPrev[cPrevOffset + j];
      c[cOffset + j] = Math.fma(gates[at], gates[at + 2 * hidden], kept);
    }
  }

  /** {@code out = a * b}. */
  private static void multiply(
      int hidden, float[] a, int aOffset, float[] b, int bOffset, float[] out, int outOffset) {
    int j = 0;
    for (; j <= hidden - WIDTH; j += WIDTH) {
      fromArray(SPECIES, a, aOffset + j)
          .mul(fromArray(SPECIES, b, bOffset + j))
          .intoArray(out, outOffset + j);
    }
    for (; j < hidden; j++) {
      out[outOffset + j] = a[aOffset + j] * b[bOffset + j];
    }
  }

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
    int j = 0;
    for (; j <= hidden - WIDTH; j += WIDTH) {
      int at = gatesOffset + j;
      int to = dGatesOffset + j;
      FloatVector i = fromArray(SPECIES, gates, at);
      FloatVector f = fromArray(SPECIES, gates, at + hidden);
      FloatVector g = fromArray(SPECIES, gates, at + 2 * hidden);
      FloatVector o = fromArray(SPECIES, gates, at + 3 * hidden);
      FloatVector tanh = fromArray(SPECIES, tanhC, tanhCOffset + j);
      FloatVector dhHere = fromArray(SPECIES, dh, dhOffset + j);
      FloatVector dcLater = fromArray(SPECIES, dc, dcOffset + j);
      FloatVector one = broadcast(SPECIES, 1f);
      FloatVector dO = dhHere.mul(tanh);
      FloatVector dcTotal = dhHere.mul(o).fma(tanh.neg().fma(tanh, one), dcLater);
      FloatVector dI = dcTotal.mul(g);
      FloatVector dF = dcTotal.mul(fromArray(SPECIES, cPrev, cPrevOffset + j));
      FloatVector dG = dcTotal.mul(i);
      dcTotal.mul(f).intoArray(dc, dcOffset + j);
      dI.mul(i.neg().fma(i, i)).intoArray(dGates, to);
      dF.mul(f.neg().fma(f, f)).intoArray(dGates, to + hidden);
      dG.mul(g.neg().fma(g, one)).intoArray(dGates, to + 2 * hidden);
      dO.mul(o.neg().fma(o, o)).intoArray(dGates, to + 3 * hidden);
    }
    ScalarLstmGates.backward(
        j,
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
}
