package dev.carousel.kernel.scalar;

import dev.carousel.kernel.GruGate;
import dev.carousel.kernel.GruGates;

/** The GRU's gate equations, one unit at a time. */
public final class ScalarGruGates implements GruGates {

  @Override
  public void forwardResetAfter(
      int hidden, int from, int to, Rows rows, int gatesAt, int termAt, int before, int after) {
    float[] gates = rows.gates();
    for (int j = from; j < to; j++) {
      int rAt = gatesAt + GruGate.RESET.column(hidden) + j;
      int zAt = gatesAt + GruGate.UPDATE.column(hidden) + j;
      int nAt = gatesAt + GruGate.CANDIDATE.column(hidden) + j;
      float r = ScalarMath.sigmoid(gates[rAt]);
      float z = ScalarMath.sigmoid(gates[zAt]);
      float n = ScalarMath.tanh(Math.fma(r, rows.term()[termAt + j], gates[nAt]));
      gates[rAt] = r;
      gates[zAt] = z;
      gates[nAt] = n;
      rows.h()[after + j] = between(z, n, rows.h()[before + j]);
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
      int from,
      int to,
      Rows rows,
      Rows gradients,
      int gatesAt,
      int termAt,
      int before,
      int after) {
    for (int j = from; j < to; j++) {
      int rAt = gatesAt + GruGate.RESET.column(hidden) + j;
      int zAt = gatesAt + GruGate.UPDATE.column(hidden) + j;
      int nAt = gatesAt + GruGate.CANDIDATE.column(hidden) + j;
      float r = rows.gates()[rAt];
      float z = rows.gates()[zAt];
      float n = rows.gates()[nAt];
      float u = rows.term()[termAt + j];
      float dh = gradients.h()[after + j];
      // h = (1 - z) n + z hPrev
      float dN = Math.fma(-dh, z, dh);
      float dZ = dh * (rows.h()[before + j] - n);
      gradients.h()[before + j] = Math.fma(dh, z, gradients.h()[before + j]);
      // n = tanh(pre + r u)
      float dPreN = dN * Math.fma(-n, n, 1f);
      float dR = dPreN * u;
      gradients.term()[termAt + j] = dPreN * r;
      // r, z = sigmoid(pre)
      gradients.gates()[rAt] = dR * Math.fma(-r, r, r);
      gradients.gates()[zAt] = dZ * Math.fma(-z, z, z);
      gradients.gates()[nAt] = dPreN;
    }
  }

  @Override
  public void forwardReset(
      int hidden, int from, int to, Rows rows, int gatesAt, int termAt, int before) {
    float[] gates = rows.gates();
    for (int j = from; j < to; j++) {
      int rAt = gatesAt + GruGate.RESET.column(hidden) + j;
      int zAt = gatesAt + GruGate.UPDATE.column(hidden) + j;
      float r = ScalarMath.sigmoid(gates[rAt]);
      gates[rAt] = r;
      gates[zAt] = ScalarMath.sigmoid(gates[zAt]);
      rows.term()[termAt + j] = r * rows.h()[before + j];
    }
  }

  @Override
  public void forwardUpdate(
      int hidden, int from, int to, Rows rows, int gatesAt, int before, int after) {
    float[] gates = rows.gates();
    for (int j = from; j < to; j++) {
      int zAt = gatesAt + GruGate.UPDATE.column(hidden) + j;
      int nAt = gatesAt + GruGate.CANDIDATE.column(hidden) + j;
      float n = ScalarMath.tanh(gates[nAt]);
      gates[nAt] = n;
      rows.h()[after + j] = between(gates[zAt], n, rows.h()[before + j]);
    }
  }

  /** {@inheritDoc} The operations are ordered as in {@link #backwardResetAfter}. */
  @Override
  public void backwardUpdate(
      int hidden, int from, int to, Rows rows, Rows gradients, int gatesAt, int before, int after) {
    for (int j = from; j < to; j++) {
      int zAt = gatesAt + GruGate.UPDATE.column(hidden) + j;
      int nAt = gatesAt + GruGate.CANDIDATE.column(hidden) + j;
      float z = rows.gates()[zAt];
      float n = rows.gates()[nAt];
      float dh = gradients.h()[after + j];
      // h = (1 - z) n + z hPrev
      float dN = Math.fma(-dh, z, dh);
      float dZ = dh * (rows.h()[before + j] - n);
      gradients.h()[before + j] = Math.fma(dh, z, gradients.h()[before + j]);
      // z = sigmoid(pre), n = tanh(pre)
      gradients.gates()[zAt] = dZ * Math.fma(-z, z, z);
      gradients.gates()[nAt] = dN * Math.fma(-n, n, 1f);
    }
  }

  /** {@inheritDoc} The sum {@code dhPrev + dTerm r} is one fma. */
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
    for (int j = from; j < to; j++) {
      int rAt = gatesAt + GruGate.RESET.column(hidden) + j;
      float r = rows.gates()[rAt];
      float dTerm = gradients.term()[termAt + j];
      // term = r hPrev
      float dR = dTerm * rows.h()[before + j];
      gradients.h()[before + j] = Math.fma(dTerm, r, gradients.h()[before + j]);
      // r = sigmoid(pre)
      gradients.gates()[rAt] = dR * Math.fma(-r, r, r);
    }
  }
}
