package dev.carousel.kernel.vector;

import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;

/**
 * Matrix products in register tiles of up to six rows by two vectors. A panel of the right operand
 * is walked by all rows before the next panel is touched, so large weights are read once a call.
 *
 * <p>Panels that reach past the last column go through a small buffer of the calling thread.
 */
public final class VectorMatmul implements Matmul {
  private static final int WIDTH = RowTiles.WIDTH;

  private static final ThreadLocal<float[]> EDGE =
      ThreadLocal.withInitial(() -> new float[RowTiles.ROWS * WIDTH]);

  private static final ThreadLocal<TransposedProduct> TRANSPOSED =
      ThreadLocal.withInitial(TransposedProduct::new);

  @Override
  public int panelWidth() {
    return WIDTH;
  }

  @Override
  public void multiply(
      int rows,
      float[] a,
      int aOffset,
      int aStride,
      PackedMatrix b,
      int firstPanel,
      int lastPanel,
      float[] out,
      int outOffset,
      int outStride) {
    for (int p = firstPanel; p < lastPanel; ) {
      int column = outOffset + b.column(p);
      if (b.valid(p) < WIDTH) {
        multiplyEdge(rows, a, aOffset, aStride, b, p, out, column, outStride);
        p++;
      } else if (rows == 1) {
        int whole = wholePanels(b, p, lastPanel);
        multiplyRow(a, aOffset, b, p, whole, out, column);
        p += whole;
      } else {
        multiplyPanel(rows, a, aOffset, aStride, b, p, out, column, outStride);
        p++;
      }
    }
  }

  /** Number of panels from p on, before {@code last}, without a gap in their columns. */
  private static int wholePanels(PackedMatrix b, int p, int last) {
    int n = 0;
    while (p + n < last && b.valid(p + n) == WIDTH && b.column(p + n) == b.column(p) + n * WIDTH) {
      n++;
    }
    return n;
  }

  private static void multiplyPanel(
      int rows,
      float[] a,
      int aOffset,
      int aStride,
      PackedMatrix b,
      int p,
      float[] out,
      int column,
      int outStride) {
    for (int r = 0; r < rows; ) {
      int tile = RowTiles.rowsOfTile(rows - r);
      RowTiles.run(
          tile,
          b.rows(),
          a,
          aOffset + r * aStride,
          aStride,
          b.data(),
          b.at(p, 0),
          out,
          column + r * outStride,
          outStride);
      r += tile;
    }
  }

  /** One row: four panels at a time, for the chains of one panel cannot fill the fma units. */
  private static void multiplyRow(
      float[] a, int aOffset, PackedMatrix b, int first, int count, float[] out, int column) {
    int p = 0;
    int panel = b.rows() * WIDTH;
    for (; p + 4 <= count; p += 4) {
      RowTiles.row4(
          b.rows(), a, aOffset, b.data(), b.at(first + p, 0), panel, out, column + p * WIDTH);
    }
    for (; p < count; p++) {
      RowTiles.run(
          1, b.rows(), a, aOffset, 0, b.data(), b.at(first + p, 0), out, column + p * WIDTH, 0);
    }
  }

  /** A panel part of whose columns do not exist. */
  private static void multiplyEdge(
      int rows,
      float[] a,
      int aOffset,
      int aStride,
      PackedMatrix b,
      int p,
      float[] out,
      int column,
      int outStride) {
    int valid = b.valid(p);
    float[] edge = EDGE.get();
    for (int r = 0; r < rows; ) {
      int tile = RowTiles.rowsOfTile(rows - r);
      int corner = column + r * outStride;
      copy(tile, valid, out, corner, outStride, edge, 0, WIDTH);
      RowTiles.run(
          tile, b.rows(), a, aOffset + r * aStride, aStride, b.data(), b.at(p, 0), edge, 0, WIDTH);
      copy(tile, valid, edge, 0, WIDTH, out, corner, outStride);
      r += tile;
    }
  }

  @Override
  public void multiplyTransposed(
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
      int outStride) {
    TRANSPOSED
        .get()
        .run(k, m, n, a, aOffset, aStride, b, bOffset, bStride, out, outOffset, outStride);
  }

  static void copy(
      int rows, int n, float[] from, int f, int fStride, float[] to, int t, int tStride) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(from, f + r * fStride, to, t + r * tStride, n);
    }
  }
}
