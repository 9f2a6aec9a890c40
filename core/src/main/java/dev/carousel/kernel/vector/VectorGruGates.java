package dev.carousel.kernel.vector;

import static dev.carousel.kernel.vector.VectorMath.SPECIES;
import static dev.carousel.kernel.vector.VectorMath.WIDTH;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.carousel.kernel.GruGate;
import dev.carousel.kernel.GruGates;
import dev.carousel.kernel.scalar.ScalarGruGates;
import jdk.incubator.vector.FloatVector;

/**
 * {@code ScalarGruGates} by vectors of units. Forward goes over the row once for each function, so
 * that every loop stays within what C2 compiles without boxing; the row is in L1 meanwhile.
 */
public final class VectorGruGates implements GruGates {
  private static final ScalarGruGates REST = new ScalarGruGates();

  @Override
  public void forwardResetAfter(
      int hidden, int from, int to, Rows rows, int gatesAt, int termAt, int before, int after) {
    float[] gates = rows.gates();
    int n = to - from;
    int r = gatesAt + GruGate.RESET.column(hidden) + from;
    resetAndUpdate(hidden, from, to, gates, gatesAt);
    addProduct(
        n, gates, r, rows.term(), termAt + from, gatesAt + from + GruGate.CANDIDATE.column(hidden));
    forwardUpdate(hidden, from, to, rows, gatesAt, before, after);
  }

  /** {@code r, z = sigmoid(pre)}: one run of values where all units are wanted. */
  private static void resetAndUpdate(int hidden, int from, int to, float[] gates, int gatesAt) {
    int r = gatesAt + GruGate.RESET.column(hidden) + from;
    int z = gatesAt + GruGate.UPDATE.column(hidden) + from;
    int n = to - from;
    if (n == hidden) {
      VectorMath.sigmoid(gates, r, gates, r, 2 * n);
    } else {
      VectorMath.sigmoid(gates, r, gates, r, n);
      VectorMath.sigmoid(gates, z, gates, z, n);
    }
  }

  /** {@code out = fma(out[a], b, out)}: a and the result lie in one array. */
  private static void addProduct(int n, float[] out, int aAt, float[] b, int bAt, int outAt) {
    int j = 0;
    for (; j <= n - WIDTH; j += WIDTH) {
      fromArray(SPECIES, out, aAt + j)
          .fma(fromArray(SPECIES, b, bAt + j), fromArray(SPECIES, out, outAt + j))
          .intoArray(out, outAt + j);
    }
    for (; j < n; j++) {
      out[outAt + j] = Math.fma(out[aAt + j], b[bAt + j], out[outAt + j]);
    }
  }

  @Override
  public void backwardResetAfter(
      int hidden,
      int from,
      int to,
      Rows rows,
      Rows gradients,
      int gatesAt,
      int termAt,
      int before,
      int after) {
    float[] gates = rows.gates();
    float[] dGates = gradients.gates();
    float[] dh = gradients.h();
    int j = from;
    for (; j <= to - WIDTH; j += WIDTH) {
      int at = gatesAt + j;
      FloatVector r = fromArray(SPECIES, gates, at);
      FloatVector z = fromArray(SPECIES, gates, at + hidden);
      FloatVector n = fromArray(SPECIES, gates, at + 2 * hidden);
      FloatVector u = fromArray(SPECIES, rows.term(), termAt + j);
      FloatVector hPrev = fromArray(SPECIES, rows.h(), before + j);
      FloatVector dhHere = fromArray(SPECIES, dh, after + j);
      FloatVector dN = dhHere.neg().fma(z, dhHere);
      FloatVector dZ = dhHere.mul(hPrev.sub(n));
      dhHere.fma(z, fromArray(SPECIES, dh, before + j)).intoArray(dh, before + j);
      FloatVector dPreN = dN.mul(n.neg().fma(n, broadcast(SPECIES, 1f)));
      FloatVector dR = dPreN.mul(u);
      dPreN.mul(r).intoArray(gradients.term(), termAt + j);
      dR.mul(r.neg().fma(r, r)).intoArray(dGates, at);
      dZ.mul(z.neg().fma(z, z)).intoArray(dGates, at + hidden);
      dPreN.intoArray(dGates, at + 2 * hidden);
    }
    REST.backwardResetAfter(hidden, j, to, rows, gradients, gatesAt, termAt, before, after);
  }

  @Override
  public void forwardReset(
      int hidden, int from, int to, Rows rows, int gatesAt, int termAt, int before) {
    float[] gates = rows.gates();
    resetAndUpdate(hidden, from, to, gates, gatesAt);
    int j = from;
    for (; j <= to - WIDTH; j += WIDTH) {
      fromArray(SPECIES, gates, gatesAt + j)
          .mul(fromArray(SPECIES, rows.h(), before + j))
          .intoArray(rows.term(), termAt + j);
    }
    for (; j < to; j++) {
      rows.term()[termAt + j] = gates[gatesAt + j] * rows.h()[before + j];
    }
  }

  @Override
  public void forwardUpdate(
      int hidden, int from, int to, Rows rows, int gatesAt, int before, int after) {
    float[] gates = rows.gates();
    float[] h = rows.h();
    int zAt = gatesAt + GruGate.UPDATE.column(hidden);
    int nAt = gatesAt + GruGate.CANDIDATE.column(hidden);
    VectorMath.tanh(gates, nAt + from, gates, nAt + from, to - from);
    int j = from;
    for (; j <= to - WIDTH; j += WIDTH) {
      FloatVector z = fromArray(SPECIES, gates, zAt + j);
      FloatVector n = fromArray(SPECIES, gates, nAt + j);
      z.fma(fromArray(SPECIES, h, before + j), z.neg().fma(n, n)).intoArray(h, after + j);
    }
    for (; j < to; j++) {
      float z = gates[zAt + j];
      float n = gates[nAt + j];
      h[after + j] = Math.fma(z, h[before + j], Math.fma(-z, n, n));
    }
  }

  @Override
  public void backwardUpdate(
      int hidden, int from, int to, Rows rows, Rows gradients, int gatesAt, int before, int after) {
    float[] gates = rows.gates();
    float[] dGates = gradients.gates();
    float[] dh = gradients.h();
    int j = from;
    for (; j <= to - WIDTH; j += WIDTH) {
      int at = gatesAt + j;
      FloatVector z = fromArray(SPECIES, gates, at + hidden);
      FloatVector n = fromArray(SPECIES, gates, at + 2 * hidden);
      FloatVector hPrev = fromArray(SPECIES, rows.h(), before + j);
      FloatVector dhHere = fromArray(SPECIES, dh, after + j);
      FloatVector dN = dhHere.neg().fma(z, dhHere);
      FloatVector dZ = dhHere.mul(hPrev.sub(n));
      dhHere.fma(z, fromArray(SPECIES, dh, before + j)).intoArray(dh, before + j);
      dZ.mul(z.neg().fma(z, z)).intoArray(dGates, at + hidden);
      dN.mul(n.neg().fma(n, broadcast(SPECIES, 1f))).intoArray(dGates, at + 2 * hidden);
    }
    REST.backwardUpdate(hidden, j, to, rows, gradients, gatesAt, before, after);
  }

  @Override
  public void backwardReset(
      int hidden,
      int from,
      int to,
      Rows rows,
      Rows gradients,
      int gatesAt,
      int termAt,
      int before) {
    float[] dh = gradients.h();
    int j = from;
    for (; j <= to - WIDTH; j += WIDTH) {
      FloatVector r = fromArray(SPECIES, rows.gates(), gatesAt + j);
      FloatVector hPrev = fromArray(SPECIES, rows.h(), before + j);
      FloatVector dTerm = fromArray(SPECIES, gradients.term(), termAt + j);
      dTerm.fma(r, fromArray(SPECIES, dh, before + j)).intoArray(dh, before + j);
      dTerm.mul(hPrev).mul(r.neg().fma(r, r)).intoArray(gradients.gates(), gatesAt + j);
    }
    REST.backwardReset(hidden, j, to, rows, gradients, gatesAt, termAt, before);
  }
}
