package dev.carousel.kernel.scalar;

import dev.carousel.kernel.GruGate;
import dev.carousel.kernel.GruGates;

/** The GRU's gate equations, one unit at a time. */
public final class ScalarGruGates implements GruGates {

  @Override
  public void forwardResetAfter(
      int hidden,
      float[] gates,
      int gatesOffset,
      float[] hPrev,
      int hPrevOffset,
      float[] h,
      int hOffset) {
    int rAt = gatesOffset + GruGate.RESET.column(hidden);
    int zAt = gatesOffset + GruGate.UPDATE.column(hidden);
    int nAt = gatesOffset + GruGate.CANDIDATE.column(hidden);
    int uAt = gatesOffset + GruGate.recurrentColumn(hidden);
    for (int j = 0; j < hidden; j++) {
      float r = ScalarMath.sigmoid(gates[rAt + j]);
      float z = ScalarMath.sigmoid(gates[zAt + j]);
      float n = ScalarMath.tanh(Math.fma(r, gates[uAt + j], gates[nAt + j]));
      gates[rAt + j] = r;
      gates[zAt + j] = z;
      gates[nAt + j] = n;
      h[hOffset + j] = between(z, n, hPrev[hPrevOffset + j]);
    }
  }

  /** {@code (1 - z) n + z hPrev}, exact at both ends. */
  private static float between(float z, float n, float hPrev) {
    return Math.fma(z, hPrev, Math.fma(-z, n, n));
  }

  /**
   * {@inheritDoc}
   *
   * <p>The slopes {@code s - s^2} and {@code 1 - n^2}, the factor {@code dh (1 - z) = dh - dh z}
   * and the sum {@code dhPrev + dh z} are one fma each.
   */
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
    backwardResetAfter(
        0,
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

  /** {@link #backwardResetAfter} of the units from {@code first} on. */
  public static void backwardResetAfter(
      int first,
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
    int rAt = GruGate.RESET.column(hidden);
    int zAt = GruGate.UPDATE.column(hidden);
    int nAt = GruGate.CANDIDATE.column(hidden);
    int uAt = GruGate.recurrentColumn(hidden);
    for (int j = first; j < hidden; j++) {
      int gate = gatesOffset + j;
      int dGate = dGatesOffset + j;
      int prev = dhPrevOffset + j;
      float r = gates[gate + rAt];
      float z = gates[gate + zAt];
      float n = gates[gate + nAt];
      float u = gates[gate + uAt];
      float dhHere = dh[dhOffset + j];
      // h = (1 - z) n + z hPrev
      float dN = Math.fma(-dhHere, z, dhHere);
      float dZ = dhHere * (hPrev[hPrevOffset + j] - n);
      dhPrev[prev] = Math.fma(dhHere, z, dhPrev[prev]);
      // n = tanh(pre + r u)
      float dPreN = dN * Math.fma(-n, n, 1f);
      float dR = dPreN * u;
      // r, z = sigmoid(pre)
      dGates[dGate + rAt] = dR * Math.fma(-r, r, r);
      dGates[dGate + zAt] = dZ * Math.fma(-z, z, z);
      dGates[dGate + nAt] = dPreN;
      dGates[dGate + uAt] = dPreN * r;
    }
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
    int rAt = gatesOffset + GruGate.RESET.column(hidden);
    int zAt = gatesOffset + GruGate.UPDATE.column(hidden);
    for (int j = 0; j < hidden; j++) {
      float r = ScalarMath.sigmoid(gates[rAt + j]);
      gates[rAt + j] = r;
      gates[zAt + j] = ScalarMath.sigmoid(gates[zAt + j]);
      resetH[resetHOffset + j] = r * hPrev[hPrevOffset + j];
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
    for (int j = 0; j < hidden; j++) {
      float n = ScalarMath.tanh(gates[nAt + j]);
      gates[nAt + j] = n;
      h[hOffset + j] = between(gates[zAt + j], n, hPrev[hPrevOffset + j]);
    }
  }

  /** {@inheritDoc} The operations are ordered as in {@link #backwardResetAfter}. */
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
    backwardUpdate(
        0,
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

  /** {@link #backwardUpdate} of the units from {@code first} on. */
  public static void backwardUpdate(
      int first,
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
    int zAt = GruGate.UPDATE.column(hidden);
    int nAt = GruGate.CANDIDATE.column(hidden);
    for (int j = first; j < hidden; j++) {
      int prev = dhPrevOffset + j;
      float z = gates[gatesOffset + zAt + j];
      float n = gates[gatesOffset + nAt + j];
      float dhHere = dh[dhOffset + j];
      // h = (1 - z) n + z hPrev
      float dN = Math.fma(-dhHere, z, dhHere);
      float dZ = dhHere * (hPrev[hPrevOffset + j] - n);
      dhPrev[prev] = Math.fma(dhHere, z, dhPrev[prev]);
      // z = sigmoid(pre), n = tanh(pre)
      dGates[dGatesOffset + zAt + j] = dZ * Math.fma(-z, z, z);
      dGates[dGatesOffset + nAt + j] = dN * Math.fma(-n, n, 1f);
    }
  }

  /** {@inheritDoc} The sum {@code dhPrev + dResetH r} is one fma. */
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
    backwardReset(
        0,
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

  /** {@link #backwardReset} of the units from {@code first} on. */
  public static void backwardReset(
      int first,
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
    int rAt = GruGate.RESET.column(hidden);
    for (int j = first; j < hidden; j++) {
      int prev = dhPrevOffset + j;
      float r = gates[gatesOffset + rAt + j];
      float dHere = dResetH[dResetHOffset + j];
      // resetH = r hPrev
      float dR = dHere * hPrev[hPrevOffset + j];
      dhPrev[prev] = Math.fma(dHere, r, dhPrev[prev]);
      // r = sigmoid(pre)
      dGates[dGatesOffset + rAt + j] = dR * Math.fma(-r, r, r);
    }
  }
}
