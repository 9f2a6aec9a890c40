package dev.carousel.kernel.vector;

import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;

/**
 * Matrix products in register tiles of up to six rows by two vectors. A panel of the right operand
 * is walked by all rows before the next panel is touched, so large weights are read once a call.
 *
 * <p>Panels that reach past the last column, and the right operand of a transposed product, go
 * through a small buffer of the calling thread.
 */
public final class VectorMatmul implements Matmul {
  private static final int WIDTH = RowTiles.WIDTH;

  /**
   * Rows of the right operand that a transposed product packs at a time: 256 x 16 floats fit L1.
   */
  private static final int CHUNK = 256;

  private static final ThreadLocal<float[]> PANEL =
      ThreadLocal.withInitial(() -> new float[CHUNK * WIDTH]);
  private static final ThreadLocal<float[]> EDGE =
      ThreadLocal.withInitial(() -> new float[RowTiles.ROWS * WIDTH]);

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
    int full = Math.min(lastPanel, b.columns() / WIDTH);
    int k = b.rows();
    if (rows == 1) {
      multiplyRow(a, aOffset, b, firstPanel, full, out, outOffset);
    } else {
      for (int p = firstPanel; p < full; p++) {
        int column = outOffset + p * WIDTH;
        for (int r = 0; r < rows; ) {
          int tile = RowTiles.rowsOfTile(rows - r);
          int aRow = aOffset + r * aStride;
          int outRow = column + r * outStride;
          RowTiles.run(tile, k, a, aRow, aStride, b.data(), b.at(p, 0), out, outRow, outStride);
          r += tile;
        }
      }
    }
    if (firstPanel < lastPanel && full < lastPanel) {
      multiplyEdge(rows, a, aOffset, aStride, b, out, outOffset, outStride);
    }
  }

  /** One row: four panels at a time, for the chains of one panel cannot fill the fma units. */
  private static void multiplyRow(
      float[] a, int aOffset, PackedMatrix b, int first, int last, float[] out, int outOffset) {
    int p = first;
    int panel = b.rows() * WIDTH;
    for (; p + 4 <= last; p += 4) {
      RowTiles.row4(b.rows(), a, aOffset, b.data(), b.at(p, 0), panel, out, outOffset + p * WIDTH);
    }
    for (; p < last; p++) {
      RowTiles.run(1, b.rows(), a, aOffset, 0, b.data(), b.at(p, 0), out, outOffset + p * WIDTH, 0);
    }
  }

  /** The last panel, part of whose columns do not exist. */
  private static void multiplyEdge(
      int rows,
      float[] a,
      int aOffset,
      int aStride,
      PackedMatrix b,
      float[] out,
      int outOffset,
      int outStride) {
    int p = b.panels() - 1;
    int valid = b.columns() - p * WIDTH;
    float[] edge = EDGE.get();
    for (int r = 0; r < rows; ) {
      int tile = RowTiles.rowsOfTile(rows - r);
      int corner = outOffset + p * WIDTH + r * outStride;
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
    float[] panel = PANEL.get();
    float[] edge = EDGE.get();
    for (int from = 0; from < k; from += CHUNK) {
      int chunk = Math.min(CHUNK, k - from);
      int aChunk = aOffset + from * aStride;
      int bChunk = bOffset + from * bStride;
      for (int column = 0; column < n; column += WIDTH) {
        int valid = Math.min(WIDTH, n - column);
        copy(chunk, valid, b, bChunk + column, bStride, panel, 0, WIDTH);
        for (int r = 0; r < m; ) {
          int tile = RowTiles.rowsOfTile(m - r);
          int corner = outOffset + column + r * outStride;
          if (valid == WIDTH) {
            ColumnTiles.run(tile, chunk, a, aChunk + r, aStride, panel, out, corner, outStride);
          } else {
            copy(tile, valid, out, corner, outStride, edge, 0, WIDTH);
            ColumnTiles.run(tile, chunk, a, aChunk + r, aStride, panel, edge, 0, WIDTH);
            copy(tile, valid, edge, 0, WIDTH, out, corner, outStride);
          }
          r += tile;
        }
      }
    }
  }

  private static void copy(
      int rows, int n, float[] from, int f, int fStride, float[] to, int t, int tStride) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(from, f + r * fStride, to, t + r * tStride, n);
    }
  }
}
