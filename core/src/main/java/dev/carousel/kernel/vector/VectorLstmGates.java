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
  private static final ScalarLstmGates REST = new ScalarLstmGates();

  @Override
  public void forward(
      int hidden, int from, int to, Saved saved, int gatesAt, int before, int after, int hAt) {
    float[] gates = saved.gates();
    float[] p = saved.peepholes();
    int n = to - from;
    int i = gatesAt + Gate.INPUT.column(hidden) + from;
    int f = gatesAt + Gate.FORGET.column(hidden) + from;
    int g = gatesAt + Gate.CANDIDATE.column(hidden) + from;
    int o = gatesAt + Gate.OUTPUT.column(hidden) + from;
    int now = after + from;
    if (p != null) {
      addProduct(n, p, from, saved.c(), before + from, gates, i);
      addProduct(n, p, hidden + from, saved.c(), before + from, gates, f);
    }
    VectorMath.sigmoid(gates, i, gates, i, n);
    VectorMath.sigmoid(gates, f, gates, f, n);
    VectorMath.tanh(gates, g, gates, g, n);
    cell(n, gates, i, f, g, saved.c(), before + from, now);
    if (p != null) {
      addProduct(n, p, 2 * hidden + from, saved.c(), now, gates, o);
    }
    VectorMath.sigmoid(gates, o, gates, o, n);
    VectorMath.tanh(saved.c(), now, saved.tanhC(), now, n);
    multiply(n, gates, o, saved.tanhC(), now, saved.h(), hAt + from);
  }

  /** {@code c = fma(i, g, f * cPrev)}. */
  private static void cell(
      int n, float[] gates, int i, int f, int g, float[] c, int before, int after) {
    int j = 0;
    for (; j <= n - WIDTH; j += WIDTH) {
      FloatVector kept = fromArray(SPECIES, gates, f + j).mul(fromArray(SPECIES, c, before + j));
      fromArray(SPECIES, gates, i + j)
          .fma(fromArray(SPECIES, gates, g + j), kept)
          .intoArray(c, after + j);
    }
    for (; j < n; j++) {
      c[after + j] = Math.fma(gates[i + j], gates[g + j], gates[f + j] * c[before + j]);
    }
  }

  /** {@code h = o * tanhC}. */
  private static void multiply(
      int n, float[] gates, int o, float[] tanhC, int now, float[] h, int at) {
    int j = 0;
    for (; j <= n - WIDTH; j += WIDTH) {
      fromArray(SPECIES, gates, o + j).mul(fromArray(SPECIES, tanhC, now + j)).intoArray(h, at + j);
    }
    for (; j < n; j++) {
      h[at + j] = gates[o + j] * tanhC[now + j];
    }
  }

  /** {@code out = fma(a, b, out)}. */
  private static void addProduct(
      int n, float[] a, int aAt, float[] b, int bAt, float[] out, int to) {
    int j = 0;
    for (; j <= n - WIDTH; j += WIDTH) {
      fromArray(SPECIES, a, aAt + j)
          .fma(fromArray(SPECIES, b, bAt + j), fromArray(SPECIES, out, to + j))
          .intoArray(out, to + j);
    }
    for (; j < n; j++) {
      out[to + j] = Math.fma(a[aAt + j], b[bAt + j], out[to + j]);
    }
  }

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
    int j = from;
    for (; j <= to - WIDTH; j += WIDTH) {
      int at = gatesAt + j;
      FloatVector i = fromArray(SPECIES, gates, at);
      FloatVector f = fromArray(SPECIES, gates, at + hidden);
      FloatVector g = fromArray(SPECIES, gates, at + 2 * hidden);
      FloatVector o = fromArray(SPECIES, gates, at + 3 * hidden);
      FloatVector tanh = fromArray(SPECIES, saved.tanhC(), after + j);
      FloatVector dhHere = fromArray(SPECIES, dh, after + j);
      FloatVector one = broadcast(SPECIES, 1f);
      FloatVector dO = dhHere.mul(tanh).mul(o.neg().fma(o, o));
      FloatVector dcTotal =
          dhHere.mul(o).fma(tanh.neg().fma(tanh, one), fromArray(SPECIES, dc, dcAt + j));
      if (p != null) {
        dcTotal = fromArray(SPECIES, p, 2 * hidden + j).fma(dO, dcTotal);
      }
      FloatVector dI = dcTotal.mul(g).mul(i.neg().fma(i, i));
      FloatVector cPrev = fromArray(SPECIES, saved.c(), before + j);
      FloatVector dF = dcTotal.mul(cPrev).mul(f.neg().fma(f, f));
      FloatVector dcPrev = dcTotal.mul(f);
      if (p != null) {
        dcPrev = fromArray(SPECIES, p, j).fma(dI, dcPrev);
        dcPrev = fromArray(SPECIES, p, hidden + j).fma(dF, dcPrev);
      }
      dcPrev.intoArray(dc, dcAt + j);
      dI.intoArray(dGates, at);
      dF.intoArray(dGates, at + hidden);
      dcTotal.mul(i).mul(g.neg().fma(g, one)).intoArray(dGates, at + 2 * hidden);
      dO.intoArray(dGates, at + 3 * hidden);
    }
    REST.backward(hidden, j, to, saved, gatesAt, before, after, dh, dc, dcAt, dGates);
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
    int n = to - from;
    int i = gatesAt + Gate.INPUT.column(hidden) + from;
    int f = gatesAt + Gate.FORGET.column(hidden) + from;
    int o = gatesAt + Gate.OUTPUT.column(hidden) + from;
    int p = at + from;
    addProduct(n, dGates, i, saved.c(), before + from, dPeepholes, p);
    addProduct(n, dGates, f, saved.c(), before + from, dPeepholes, p + hidden);
    addProduct(n, dGates, o, saved.c(), after + from, dPeepholes, p + 2 * hidden);
  }
}
