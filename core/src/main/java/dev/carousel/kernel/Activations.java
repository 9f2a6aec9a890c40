package dev.carousel.kernel;

/**
 * Elementwise transcendental functions over array ranges. {@code in} and {@code out} may be the
 * same array at the same offset.
 *
 * <p>The scalar implementation is the definition; every other one equals it to the bit. NaN goes in
 * and comes out as NaN.
 */
public interface Activations {

  /**
   * {@code out[i] = e^in[i]}, n elements; 0 below the smallest normal result, +Inf on overflow. At
   * most 0.93 ulp off.
   */
  void exp(float[] in, int inOffset, float[] out, int outOffset, int n);

  /** {@code out[i] = ln(in[i])}, n elements; -Inf at 0, NaN below 0. At most 0.93 ulp off. */
  void log(float[] in, int inOffset, float[] out, int outOffset, int n);

  /**
   * {@code out[i] = 1 / (1 + e^-in[i])}, n elements; 0 below the smallest normal result. At most
   * 2.0 ulp off, in both tails.
   */
  void sigmoid(float[] in, int inOffset, float[] out, int outOffset, int n);

  /**
   * {@code out[i] = tanh(in[i])}, n elements; odd to the bit, also at -0. At most 1.97 ulp off,
   * near 0 as well.
   */
  void tanh(float[] in, int inOffset, float[] out, int outOffset, int n);
}
