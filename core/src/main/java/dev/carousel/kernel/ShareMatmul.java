package dev.carousel.kernel;

import dev.carousel.kernel.Recurrence.Share;

/** Products of which each thread computes its share of rows or columns. */
record ShareMatmul(Matmul matmul) {

  /**
   * {@code out += a * w}, of the share's rows and, in each group of columns, units.
   *
   * @param aAt start of the share's first row of a
   * @param outAt start of the share's first row of out
   */
  void multiply(
      Share share,
      float[] a,
      int aAt,
      int aStride,
      PackedMatrix w,
      float[] out,
      int outAt,
      int outStride) {
    int panels = w.panelsPerGroup();
    int first = share.first(panels);
    int last = share.last(panels);
    matmul.multiply(share.rows(), a, aAt, aStride, w, first, last, out, outAt, outStride);
  }
}
