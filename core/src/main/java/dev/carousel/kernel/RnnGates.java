package dev.carousel.kernel;

/**
 * The elementwise half of a simple RNN's step, over any number of units: rows that lie together
 * count as one.
 *
 * <p>The scalar implementation is the definition; every other one equals it to the bit. Output and
 * input may be the same array at the same offset.
 */
public interface RnnGates {

  /**
   * Forward: {@code h = tanh(pre)} or {@code h = max(pre, 0)}, which is NaN where pre is.
   *
   * @param pre n values
   * @param h n values, written
   */
  void forward(RnnActivation activation, int n, float[] pre, int preOffset, float[] h, int hOffset);

  /**
   * Backward of {@link #forward}: {@code dPre = dh (1 - h^2)}, or {@code dPre = dh} where h is
   * above 0, and 0 elsewhere.
   *
   * @param h n values of forward
   * @param dh n values: gradient of h
   * @param dPre n values, written
   */
  void backward(
      RnnActivation activation,
      int n,
      float[] h,
      int hOffset,
      float[] dh,
      int dhOffset,
      float[] dPre,
      int dPreOffset);
}
