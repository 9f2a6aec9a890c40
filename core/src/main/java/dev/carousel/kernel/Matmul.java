package dev.carousel.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
   * What stands on the left of a transposed product, and its result.
   *
   * @param m columns of a (K, M), rows of out (M, N)
   * @param aStride distance between rows of a
   * @param outStride distance between rows of out
   */
  record Left(
      int m, float[] a, int aOffset, int aStride, float[] out, int outOffset, int outStride) {

    /** Columns {@code [from, to)} of a. */
    public Left rows(int from, int to) {
      int outFrom = outOffset + from * outStride;
      return new Left(to - from, a, aOffset + from, aStride, out, outFrom, outStride);
    }

    /** The columns of out from that one on. */
    public Left from(int column) {
      return new Left(m, a, aOffset, aStride, out, outOffset + column, outStride);
    }
  }

  /**
   * What stands on the right of transposed products.
   *
   * @param n columns of b (K, N)
   * @param stride distance between rows of b
   * @param sums N values to which the rows of b are added, the first row first; null for none
   */
  record Right(int n, float[] b, int offset, int stride, float @Nullable [] sums, int sumsOffset) {
    /** Without sums. */
    public static Right of(int n, float[] b, int offset, int stride) {
      return new Right(n, b, offset, stride, null, 0);
    }

    /** Columns {@code [from, to)}. */
    public Right columns(int from, int to) {
      return new Right(to - from, b, offset + from, stride, sums, sumsOffset + from);
    }

    /** The same without sums. */
    Right alone() {
      return of(n, b, offset, stride);
    }
  }

  /**
   * {@code out (M, N) += a^T * b} for each left operand, all matrices row-major: the sum runs over
   * the K rows, as weight gradients need it, and bias gradients, which are the sums of b.
   */
  void multiplyTransposed(int k, Right right, List<Left> lefts);

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

  /** {@link PackedMatrix#pack(float[], int, int, int, int)}, as fast as these kernels can. */
  default void pack(
      PackedMatrix packed, float[] source, int offset, int stride, int firstPanel, int lastPanel) {
    packed.pack(source, offset, stride, firstPanel, lastPanel);
  }

  /**
   * {@link PackedMatrix#packTransposed(float[], int, int, int, int)}, as fast as these kernels can.
   */
  default void packTransposed(
      PackedMatrix packed, float[] source, int offset, int stride, int firstPanel, int lastPanel) {
    packed.packTransposed(source, offset, stride, firstPanel, lastPanel);
  }

  /** A row-major K x N matrix, packed, its columns in one group. */
  default PackedMatrix pack(int k, int n, float[] source, int offset, int stride) {
    PackedMatrix packed = new PackedMatrix(k, n, panelWidth());
    packed.pack(source, offset, stride);
    return packed;
  }
}
