package dev.carousel.kernel.vector;

import static dev.carousel.kernel.vector.VectorMath.SPECIES;
import static dev.carousel.kernel.vector.VectorMath.WIDTH;

import dev.carousel.kernel.LstmGates;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** {@code ScalarLstmGates} by vectors of units; the last, partial vector through masks. */
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
    int j = 0;
    for (; j <= hidden - WIDTH; j += WIDTH) {
      int at = gatesOffset + j;
      FloatVector i = VectorMath.sigmoid(load(gates, at));
      FloatVector f = VectorMath.sigmoid(load(gates, at + hidden));
      FloatVector g = VectorMath.tanh(load(gates, at + 2 * hidden));
      FloatVector o = VectorMath.sigmoid(load(gates, at + 3 * hidden));
      FloatVector cell = i.fma(g, f.mul(load(cPrev, cPrevOffset + j)));
      FloatVector tanh = VectorMath.tanh(cell);
      i.intoArray(gates, at);
      f.intoArray(gates, at + hidden);
      g.intoArray(gates, at + 2 * hidden);
      o.intoArray(gates, at + 3 * hidden);
      cell.intoArray(c, cOffset + j);
      tanh.intoArray(tanhC, tanhCOffset + j);
      o.mul(tanh).intoArray(h, hOffset + j);
    }
    if (j < hidden) {
      VectorMask<Float> rest = SPECIES.indexInRange(j, hidden);
      int at = gatesOffset + j;
      FloatVector i = VectorMath.sigmoid(load(gates, at, rest));
      FloatVector f = VectorMath.sigmoid(load(gates, at + hidden, rest));
      FloatVector g = VectorMath.tanh(load(gates, at + 2 * hidden, rest));
      FloatVector o = VectorMath.sigmoid(load(gates, at + 3 * hidden, rest));
      FloatVector cell = i.fma(g, f.mul(load(cPrev, cPrevOffset + j, rest)));
      FloatVector tanh = VectorMath.tanh(cell);
      i.intoArray(gates, at, rest);
      f.intoArray(gates, at + hidden, rest);
      g.intoArray(gates, at + 2 * hidden, rest);
      o.intoArray(gates, at + 3 * hidden, rest);
      cell.intoArray(c, cOffset + j, rest);
      tanh.intoArray(tanhC, tanhCOffset + j, rest);
      o.mul(tanh).intoArray(h, hOffset + j, rest);
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
      FloatVector i = load(gates, at);
      FloatVector f = load(gates, at + hidden);
      FloatVector g = load(gates, at + 2 * hidden);
      FloatVector o = load(gates, at + 3 * hidden);
      FloatVector tanh = load(tanhC, tanhCOffset + j);
      FloatVector dhHere = load(dh, dhOffset + j);
      FloatVector dO = dhHere.mul(tanh);
      FloatVector dcTotal = dhHere.mul(o).fma(tanhSlope(tanh), load(dc, dcOffset + j));
      FloatVector dI = dcTotal.mul(g);
      FloatVector dF = dcTotal.mul(load(cPrev, cPrevOffset + j));
      FloatVector dG = dcTotal.mul(i);
      int to = dGatesOffset + j;
      dcTotal.mul(f).intoArray(dc, dcOffset + j);
      dI.mul(sigmoidSlope(i)).intoArray(dGates, to);
      dF.mul(sigmoidSlope(f)).intoArray(dGates, to + hidden);
      dG.mul(tanhSlope(g)).intoArray(dGates, to + 2 * hidden);
      dO.mul(sigmoidSlope(o)).intoArray(dGates, to + 3 * hidden);
    }
    if (j < hidden) {
      VectorMask<Float> rest = SPECIES.indexInRange(j, hidden);
      int at = gatesOffset + j;
      FloatVector i = load(gates, at, rest);
      FloatVector f = load(gates, at + hidden, rest);
      FloatVector g = load(gates, at + 2 * hidden, rest);
      FloatVector o = load(gates, at + 3 * hidden, rest);
      FloatVector tanh = load(tanhC, tanhCOffset + j, rest);
      FloatVector dhHere = load(dh, dhOffset + j, rest);
      FloatVector dO = dhHere.mul(tanh);
      FloatVector dcTotal = dhHere.mul(o).fma(tanhSlope(tanh), load(dc, dcOffset + j, rest));
      FloatVector dI = dcTotal.mul(g);
      FloatVector dF = dcTotal.mul(load(cPrev, cPrevOffset + j, rest));
      FloatVector dG = dcTotal.mul(i);
      int to = dGatesOffset + j;
      dcTotal.mul(f).intoArray(dc, dcOffset + j, rest);
      dI.mul(sigmoidSlope(i)).intoArray(dGates, to, rest);
      dF.mul(sigmoidSlope(f)).intoArray(dGates, to + hidden, rest);
      dG.mul(tanhSlope(g)).intoArray(dGates, to + 2 * hidden, rest);
      dO.mul(sigmoidSlope(o)).intoArray(dGates, to + 3 * hidden, rest);
    }
  }

  private static FloatVector sigmoidSlope(FloatVector s) {
    return s.neg().fma(s, s);
  }

  private static FloatVector tanhSlope(FloatVector y) {
    return y.neg().fma(y, FloatVector.broadcast(SPECIES, 1f));
  }

  private static FloatVector load(float[] a, int at) {
    return FloatVector.fromArray(SPECIES, a, at);
  }

  private static FloatVector load(float[] a, int at, VectorMask<Float> mask) {
    return FloatVector.fromArray(SPECIES, a, at, mask);
  }
}
