package dev.carousel.kernel;

/**
 * The elementwise half of a GRU step, for one row (one sequence at one time step), in both reset
 * forms.
 *
 * <p>A row of gates holds r, z, n (see {@link GruGate}): 3H values. In the reset-after form it has
 * H more, u = U_n hPrev + b_hn, the candidate's recurrent term. The scalar implementation is the
 * definition; every other one equals it to the bit. {@code h} may be {@code hPrev}, and {@code
 * dGates} may be {@code gates}, at the same offset.
 *
 * <p>In both forms {@code h = fma(z, hPrev, fma(-z, n, n))}: exactly hPrev where z is 1, exactly n
 * where z is 0.
 */
public interface GruGates {

  /**
   * Forward, reset after the recurrent product (cuDNN, PyTorch, Keras): {@code r,z = sigmoid(pre);
   * n = tanh(fma(r, u, pre)); h = (1 - z) n + z hPrev}.
   *
   * @param gates 4H values at {@code gatesOffset}: pre-activations of r and z, the input's part of
   *     n, and u in; r, z, n and u out
   * @param hPrev H values
   * @param h H values, written
   */
  void forwardResetAfter(
      int hidden,
      float[] gates,
      int gatesOffset,
      float[] hPrev,
      int hPrevOffset,
      float[] h,
      int hOffset);

  /**
   * Backward of {@link #forwardResetAfter}:
   *
   * <pre>
   *   dn = dh (1 - z)            dPre_n = dn (1 - n^2)      du = dPre_n r
   *   dz = dh (hPrev - n)        dPre_z = dz (z - z^2)
   *   dr = dPre_n u              dPre_r = dr (r - r^2)      dhPrev += dh z
   * </pre>
   *
   * @param gates 4H values at {@code gatesOffset}: r, z, n, u
   * @param dh H values: gradient of h
   * @param dhPrev H values; gets what flows past the products added
   * @param dGates 4H values, written: gradients of the pre-activations of r, z, n, and of u
   */
  void backwardResetAfter(
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
      int dGatesOffset);

  /**
   * First half of forward, reset before the recurrent product (Cho et al. 2014): {@code r,z =
   * sigmoid(pre); resetH = r hPrev}.
   *
   * @param gates 3H values at {@code gatesOffset}: pre-activations of r and z in, r and z out
   * @param hPrev H values
   * @param resetH H values, written: what the candidate's recurrent product reads
   */
  void forwardReset(
      int hidden,
      float[] gates,
      int gatesOffset,
      float[] hPrev,
      int hPrevOffset,
      float[] resetH,
      int resetHOffset);

  /**
   * Second half of forward, reset before: {@code n = tanh(pre); h = (1 - z) n + z hPrev}.
   *
   * @param gates 3H values at {@code gatesOffset}: z, and the pre-activation of n in, n out
   * @param hPrev H values
   * @param h H values, written
   */
  void forwardUpdate(
      int hidden,
      float[] gates,
      int gatesOffset,
      float[] hPrev,
      int hPrevOffset,
      float[] h,
      int hOffset);

  /**
   * Backward of {@link #forwardUpdate}:
   *
   * <pre>
   *   dn = dh (1 - z)        dPre_n = dn (1 - n^2)
   *   dz = dh (hPrev - n)    dPre_z = dz (z - z^2)     dhPrev += dh z
   * </pre>
   *
   * @param gates 3H values at {@code gatesOffset}: z and n are read
   * @param dh H values: gradient of h
   * @param dhPrev H values, added to
   * @param dGates 3H values: gradients of the pre-activations of z and n, written
   */
  void backwardUpdate(
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
      int dGatesOffset);

  /**
   * Backward of {@link #forwardReset}:
   *
   * <pre>
   *   dr = dResetH hPrev     dPre_r = dr (r - r^2)     dhPrev += dResetH r
   * </pre>
   *
   * @param gates 3H values at {@code gatesOffset}: r is read
   * @param dResetH H values: gradient of resetH
   * @param dhPrev H values, added to
   * @param dGates 3H values: gradient of the pre-activation of r, written
   */
  void backwardReset(
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
      int dGatesOffset);
}
