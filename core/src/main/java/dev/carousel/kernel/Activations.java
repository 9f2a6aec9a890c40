package dev.carousel.kernel;

/**
 * Elementwise transcendental functions over array ranges. {@code in} and {@code out} may be the
 * same array at the same offset.
 *
 * <p>The scalar implementation is the definition; every other one equals it to the bit. NaN goes in
 * and comes out as NaN.
 */
public interface Activations {

  /** {@code out[i] = e^in[i]}, n elements; 0 below the smallest normal result, +Inf on overflow. */
  void exp(float[] in, int inOffset, float[] out, int outOffset, int n);

  /** {@code out[i] = ln(in[i])}, n elements; -Inf at 0, NaN below 0. */
  void log(float[] in, int inOffset, float[] out, int outOffset, int n);

  /** {@code out[i] = 1 / (1 + e^-in[i])}, n elements. */
  void sigmoid(float[] in, int inOffset, float[] out, int outOffset, int n);

  /** {@code out[i] = tanh(in[i])}, n elements. */
  void tanh(float[] in, int inOffset, float[] out, int outOffset, int n);
}
