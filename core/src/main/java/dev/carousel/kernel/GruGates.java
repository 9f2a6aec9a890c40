package dev.carousel.kernel;

/**
 * The elementwise half of a GRU step, for one row (one sequence at one time step) and the units
 * {@code [from, to)}, in both reset forms.
 *
 * <p>A row of gates holds 3H values in the order r, z, n (see {@link GruGate}). The scalar
 * implementation is the definition; every other one equals it to the bit. The row of states before
 * may be the row after, and the gradients of gates and term may lie in the arrays of gates and
 * term.
 *
 * <p>In both forms {@code h = fma(z, hPrev, fma(-z, n, n))}: exactly hPrev where z is 1, exactly n
 * where z is 0.
 */
public interface GruGates {

  /**
   * What forward writes and backward reads, of one row or of many; or the gradients of it.
   *
   * @param gates rows of 3H: pre-activations, then activations
   * @param term rows of H, where the candidate meets the recurrent product: its result u = U_n
   *     hPrev + b_u if the reset comes after it, what it reads, r * hPrev, if the reset comes
   *     before
   * @param h rows of H: hidden states
   */
  record Rows(float[] gates, float[] term, float[] h) {}

  /**
   * Forward, reset after the recurrent product (cuDNN, PyTorch, Keras): {@code r,z = sigmoid(pre);
   * n = tanh(fma(r, u, pre)); h = (1 - z) n + z hPrev}.
   *
   * @param gatesAt start of the row of gates: pre-activations of r and z and the input's part of n
   *     in, activations out
   * @param termAt start of the row of u, which is read
   * @param before start of the row of states before the step: read
   * @param after start of the row of states after it: written
   */
  void forwardResetAfter(
      int hidden, int from, int to, Rows rows, int gatesAt, int termAt, int before, int after);

  /**
   * Backward of {@link #forwardResetAfter}:
   *
   * <pre>
   *   dn = dh (1 - z)            dPre_n = dn (1 - n^2)      du = dPre_n r
   *   dz = dh (hPrev - n)        dPre_z = dz (z - z^2)
   *   dr = dPre_n u              dPre_r = dr (r - r^2)      dhPrev += dh z
   * </pre>
   *
   * as the definition in {@code ScalarGruGates} orders the operations.
   *
   * @param gradients the gates' and the term's are written, h's is read at {@code after} and added
   *     to at {@code before}
   */
  void backwardResetAfter(
      int hidden,
      int from,
      int to,
      Rows rows,
      Rows gradients,
      int gatesAt,
      int termAt,
      int before,
      int after);

  /**
   * First half of forward, reset before the recurrent product (Cho et al. 2014): {@code r,z =
   * sigmoid(pre); term = r hPrev}.
   *
   * @param gatesAt start of the row of gates: pre-activations of r and z in, r and z out
   * @param termAt start of the row of r * hPrev, written
   * @param before start of the row of states before the step: read
   */
  void forwardReset(int hidden, int from, int to, Rows rows, int gatesAt, int termAt, int before);

  /**
   * Second half of forward, reset before: {@code n = tanh(pre); h = (1 - z) n + z hPrev}.
   *
   * @param gatesAt start of the row of gates: z, and the pre-activation of n in, n out
   */
  void forwardUpdate(int hidden, int from, int to, Rows rows, int gatesAt, int before, int after);

  /**
   * Backward of {@link #forwardUpdate}:
   *
   * <pre>
   *   dn = dh (1 - z)        dPre_n = dn (1 - n^2)
   *   dz = dh (hPrev - n)    dPre_z = dz (z - z^2)     dhPrev += dh z
   * </pre>
   *
   * @param gradients of the gates, z and n are written; h's is read at {@code after} and added to
   *     at {@code before}
   */
  void backwardUpdate(
      int hidden, int from, int to, Rows rows, Rows gradients, int gatesAt, int before, int after);

  /**
   * Backward of {@link #forwardReset}:
   *
   * <pre>
   *   dr = dTerm hPrev       dPre_r = dr (r - r^2)     dhPrev += dTerm r
   * </pre>
   *
   * @param gradients of the gates, r is written; the term's is read; h's is added to at {@code
   *     before}
   */
  void backwardReset(
      int hidden, int from, int to, Rows rows, Rows gradients, int gatesAt, int termAt, int before);
}
