package dev.carousel.kernel;

/**
 * Reductions along one row. Element i goes to lane i mod 16, absent elements are the identity, then
 * the lanes fold in the tree 8-4-2-1. A row longer than {@value #BLOCK} is cut into blocks by index
 * and the block totals are added ascending in double.
 */
public interface Reductions {

  /** Longest row that is folded in one piece. */
  int BLOCK = 4096;

  /** Number of lanes of the fold. */
  int LANES = 16;

  /** Sum of {@code a[offset .. offset+n)}; up to {@value #BLOCK} elements it is a float's value. */
  double sum(float[] a, int offset, int n);

  /** {@code out[i] += a[i]}, n elements: one row more in a sum over rows. */
  void add(float[] a, int aOffset, float[] out, int outOffset, int n);

  /** Sum of {@code a[i] * b[i]}: each lane is the chain {@code fma(a, b, lane)}. */
  double dot(float[] a, int aOffset, float[] b, int bOffset, int n);

  /** Largest element, NaN if one is NaN; -Inf for n = 0. */
  float max(float[] a, int offset, int n);

  /**
   * {@code out[i] = e^(in[i] - max) / sum}, one row of n: maximum, then exponentials, then their
   * {@link #sum}, then one multiplication by the reciprocal. {@code in} and {@code out} may be the
   * same array at the same offset. NaN or +Inf anywhere, or -Inf everywhere, makes the whole row
   * NaN.
   */
  void softmax(float[] in, int inOffset, float[] out, int outOffset, int n);

  /** {@link #sum} of {@code e^(in[i] - max)}: what {@link #softmax} divides by. */
  double sumExp(float[] in, int inOffset, int n, float max);

  /**
   * {@code out[i] = e^(in[i] - max) * reciprocal * factor}, multiplied from the left: with the
   * reciprocal of {@link #sumExp} softmax times a factor, computed again without having been kept.
   */
  void expScaled(
      float[] in,
      int inOffset,
      float[] out,
      int outOffset,
      int n,
      float max,
      float reciprocal,
      float factor);

  /**
   * {@code max + ln(sum(e^(in[i] - max)))} of one row of n; the sum is rounded to float before the
   * logarithm. An infinite maximum is the result itself, so -Inf for n = 0.
   */
  float logSumExp(float[] in, int inOffset, int n);
}
