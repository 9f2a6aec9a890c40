package dev.carousel.kernel;

/**
 * Matrix products that add to what is there. Every output element is one chain
 *
 * <pre>  acc = out[r, c];  for k ascending: acc = fma(a[r, k], b[k, c], acc);  out[r, c] = acc
 * </pre>
 *
 * so that cutting K into calls, rows or columns over threads, or columns over lanes changes no bit.
 */
public interface Matmul {

  /** Columns of one panel of the packed matrices this kernel reads. */
  int panelWidth();

  /**
   * {@code out (M, N) += a (M, K) * b (K, N)}, for the panels {@code [firstPanel, lastPanel)} of
   * each group of b's columns.
   *
   * @param rows M
   * @param aStride distance between rows of a
   * @param outStride distance between rows of out
   */
  void multiply(
      int rows,
      float[] a,
      int aOffset,
      int aStride,
      PackedMatrix b,
      int firstPanel,
      int lastPanel,
      float[] out,
      int outOffset,
      int outStride);

  /**
   * {@code out (M, N) += a^T * b} with a (K, M) and b (K, N), both row-major: the sum runs over
   * rows, as weight gradients need it.
   */
  void multiplyTransposed(
      int k,
      int m,
      int n,
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      int bOffset,
      int bStride,
      float[] out,
      int outOffset,
      int outStride);

  /**
   * All panels of {@link #multiply(int, float[], int, int, PackedMatrix, int, int, float[], int,
   * int)}.
   */
  default void multiply(
      int rows,
      float[] a,
      int aOffset,
      int aStride,
      PackedMatrix b,
      float[] out,
      int outOffset,
      int outStride) {
    multiply(rows, a, aOffset, aStride, b, 0, b.panelsPerGroup(), out, outOffset, outStride);
  }

  /** A row-major K x N matrix, packed, its columns in one group. */
  default PackedMatrix pack(int k, int n, float[] source, int offset, int stride) {
    PackedMatrix packed = new PackedMatrix(k, n, panelWidth());
    packed.pack(source, offset, stride);
    return packed;
  }
}
