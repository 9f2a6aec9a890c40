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

  @Override
  public void forwardResetAfter(
      int hidden,
      float[] gates,
      int gatesOffset,
      float[] hPrev,
      int hPrevOffset,
      float[] h,
      int hOffset) {
    VectorMath.sigmoid(gates, gatesOffset, gates, gatesOffset, 2 * hidden);
    addResetTerm(hidden, gates, gatesOffset);
    forwardUpdate(hidden, gates, gatesOffset, hPrev, hPrevOffset, h, hOffset);
  }

  /** {@code n = fma(r, u, n)}. */
  private static void addResetTerm(int hidden, float[] gates, int gatesOffset) {
    int nAt = GruGate.CANDIDATE.column(hidden);
    int uAt = GruGate.recurrentColumn(hidden);
    int j = 0;
    for (; j <= hidden - WIDTH; j += WIDTH) {
      int at = gatesOffset + j;
      FloatVector r = fromArray(SPECIES, gates, at);
      FloatVector u = fromArray(SPECIES, gates, at + uAt);
      r.fma(u, fromArray(SPECIES, gates, at + nAt)).intoArray(gates, at + nAt);
    }
    for (; j < hidden; j++) {
      int at = gatesOffset + j;
      gates[at + nAt] = Math.fma(gates[at], gates[at + uAt], gates[at + nAt]);
    }
  }

  @Override
  public void backwardResetAfter(
      int hidden,
      float[] gates,
      int gatesOffset,
      float[] hPrev,
      int hPrevOffset,
      float[] dh,
      int dhOffset,
      float[] dhPrev,
      int dhPrevOffset,
      float[] dGates,
      int dGatesOffset) {
    int j = 0;
    for (; j <= hidden - WIDTH; j += WIDTH) {
      int at = gatesOffset + j;
      int to = dGatesOffset + j;
      FloatVector r = fromArray(SPECIES, gates, at);
      FloatVector z = fromArray(SPECIES, gates, at + hidden);
      FloatVector n = fromArray(SPECIES, gates, at + 2 * hidden);
      FloatVector u = fromArray(SPECIES, gates, at + 3 * hidden);
      FloatVector previous = fromArray(SPECIES, hPrev, hPrevOffset + j);
      FloatVector dhHere = fromArray(SPECIES, dh, dhOffset + j);
      FloatVector dN = dhHere.neg().fma(z, dhHere);
      FloatVector dZ = dhHere.mul(previous.sub(n));
      dhHere
          .fma(z, fromArray(SPECIES, dhPrev, dhPrevOffset + j))
          .intoArray(dhPrev, dhPrevOffset + j);
      FloatVector dPreN = dN.mul(n.neg().fma(n, broadcast(SPECIES, 1f)));
      FloatVector dR = dPreN.mul(u);
      dR.mul(r.neg().fma(r, r)).intoArray(dGates, to);
      dZ.mul(z.neg().fma(z, z)).intoArray(dGates, to + hidden);
      dPreN.intoArray(dGates, to + 2 * hidden);
      dPreN.mul(r).intoArray(dGates, to + 3 * hidden);
    }
    ScalarGruGates.backwardResetAfter(
        j,
        hidden,
        gates,
        gatesOffset,
        hPrev,
        hPrevOffset,
        dh,
        dhOffset,
        dhPrev,
        dhPrevOffset,
        dGates,
        dGatesOffset);
  }

  @Override
  public void forwardReset(
      int hidden,
      float[] gates,
      int gatesOffset,
      float[] hPrev,
      int hPrevOffset,
      float[] resetH,
      int resetHOffset) {
    VectorMath.sigmoid(gates, gatesOffset, gates, gatesOffset, 2 * hidden);
    int j = 0;
    for (; j <= hidden - WIDTH; j += WIDTH) {
      fromArray(SPECIES, gates, gatesOffset + j)
          .mul(fromArray(SPECIES, hPrev, hPrevOffset + j))
          .intoArray(resetH, resetHOffset + j);
    }
    for (; j < hidden; j++) {
      resetH[resetHOffset + j] = gates[gatesOffset + j] * hPrev[hPrevOffset + j];
    }
  }

  @Override
  public void forwardUpdate(
      int hidden,
      float[] gates,
      int gatesOffset,
      float[] hPrev,
      int hPrevOffset,
      float[] h,
      int hOffset) {
    int zAt = gatesOffset + GruGate.UPDATE.column(hidden);
    int nAt = gatesOffset + GruGate.CANDIDATE.column(hidden);
    VectorMath.tanh(gates, nAt, gates, nAt, hidden);
    int j = 0;
    for (; j <= hidden - WIDTH; j += WIDTH) {
      FloatVector z = fromArray(SPECIES, gates, zAt + j);
      FloatVector n = fromArray(SPECIES, gates, nAt + j);
      FloatVector previous = fromArray(SPECIES, hPrev, hPrevOffset + j);
      z.fma(previous, z.neg().fma(n, n)).intoArray(h, hOffset + j);
    }
    for (; j < hidden; j++) {
      float z = gates[zAt + j];
      float n = gates[nAt + j];
      h[hOffset + j] = Math.fma(z, hPrev[hPrevOffset + j], Math.fma(-z, n, n));
    }
  }

  @Override
  public void backwardUpdate(
      int hidden,
      float[] gates,
      int gatesOffset,
      float[] hPrev,
      int hPrevOffset,
      float[] dh,
      int dhOffset,
      float[] dhPrev,
      int dhPrevOffset,
      float[] dGates,
      int dGatesOffset) {
    int j = 0;
    for (; j <= hidden - WIDTH; j += WIDTH) {
      int at = gatesOffset + j;
      int to = dGatesOffset + j;
      FloatVector z = fromArray(SPECIES, gates, at + hidden);
      FloatVector n = fromArray(SPECIES, gates, at + 2 * hidden);
      FloatVector previous = fromArray(SPECIES, hPrev, hPrevOffset + j);
      FloatVector dhHere = fromArray(SPECIES, dh, dhOffset + j);
      FloatVector dN = dhHere.neg().fma(z, dhHere);
      FloatVector dZ = dhHere.mul(previous.sub(n));
      dhHere
          .fma(z, fromArray(SPECIES, dhPrev, dhPrevOffset + j))
          .intoArray(dhPrev, dhPrevOffset + j);
      dZ.mul(z.neg().fma(z, z)).intoArray(dGates, to + hidden);
      dN.mul(n.neg().fma(n, broadcast(SPECIES, 1f))).intoArray(dGates, to + 2 * hidden);
    }
    ScalarGruGates.backwardUpdate(
        j,
        hidden,
        gates,
        gatesOffset,
        hPrev,
        hPrevOffset,
        dh,
        dhOffset,
        dhPrev,
        dhPrevOffset,
        dGates,
        dGatesOffset);
  }

  @Override
  public void backwardReset(
      int hidden,
      float[] gates,
      int gatesOffset,
      float[] hPrev,
      int hPrevOffset,
      float[] dResetH,
      int dResetHOffset,
      float[] dhPrev,
      int dhPrevOffset,
      float[] dGates,
      int dGatesOffset) {
    int j = 0;
    for (; j <= hidden - WIDTH; j += WIDTH) {
      FloatVector r = fromArray(SPECIES, gates, gatesOffset + j);
      FloatVector previous = fromArray(SPECIES, hPrev, hPrevOffset + j);
      FloatVector dHere = fromArray(SPECIES, dResetH, dResetHOffset + j);
      dHere
          .fma(r, fromArray(SPECIES, dhPrev, dhPrevOffset + j))
          .intoArray(dhPrev, dhPrevOffset + j);
      dHere.mul(previous).mul(r.neg().fma(r, r)).intoArray(dGates, dGatesOffset + j);
    }
    ScalarGruGates.backwardReset(
        j,
        hidden,
        gates,
        gatesOffset,
        hPrev,
        hPrevOffset,
        dResetH,
        dResetHOffset,
        dhPrev,
        dhPrevOffset,
        dGates,
        dGatesOffset);
  }
}
