package dev.carousel.kernel.vector;

/**
 * A block of the left operand of a product as {@link RegisterTiles} read it: its rows in groups,
 * each the rows of one tile, and of a group, for each k, the values of its rows side by side.
 *
 * <p>A block, at most 256 KB, stays in L2 while the panels of the right operand pass over it.
 */
final class PackedRows {
  /** Inner dimension of a block at most. */
  static final int DEPTH = 1024;

  private static final int ROWS = 240; // where k is small: the result of many rows leaves L2
  private static final int SIZE = 1 << 16;
  private static final int TALLEST = 6;

  private final float[] data = new float[SIZE + TALLEST * DEPTH];
  private final float[] edge = new float[TALLEST * RegisterTiles.WIDTH];
  private final int[] four = new int[4];
  private int rows;
  private int depth;

  /** Rows of a block of that depth at most. */
  static int rowsOfBlock(int depth) {
    return Math.min(ROWS, SIZE / depth / TALLEST * TALLEST);
  }

  /**
   * Rows of the next tile when {@code left} rows are left. Tiles may be taller than what is left: a
   * tile of four takes no longer than one row does, whose chains cannot fill the fma units.
   */
  private static int height(int left) {
    return left <= 4 || left == 7 || left == 8 || left == 10 ? 4 : TALLEST;
  }

  /** Takes rows of a row-major matrix. */
  void packRows(int rows, int depth, float[] a, int offset, int stride) {
    this.rows = rows;
    this.depth = depth;
    int to = 0;
    for (int r = 0; r < rows; ) {
      int height = height(rows - r);
      int from = offset + r * stride;
      if (height == 6 && rows - r >= 6) {
        SixRows.interleave(depth, a, from, stride, data, to);
      } else {
        interleave(Math.min(height, rows - r), height, depth, a, from, stride, data, to);
      }
      to += depth * height;
      r += height;
    }
  }

  private static void interleave(
      int rows, int height, int depth, float[] a, int from, int stride, float[] data, int to) {
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < depth; k++) {
        data[to + k * height + r] = a[from + r * stride + k];
      }
    }
  }

  /** Takes columns of a row-major matrix as rows. */
  void packColumns(int columns, int depth, float[] a, int offset, int stride) {
    this.rows = columns;
    this.depth = depth;
    int to = 0;
    for (int c = 0; c < columns; ) {
      int height = height(columns - c);
      int from = offset + c;
      if (height == 6 && columns - c >= 6) {
        copySix(depth, a, from, stride, data, to);
      } else {
        copy(depth, Math.min(height, columns - c), a, from, stride, data, to, height);
      }
      to += depth * height;
      c += height;
    }
  }

  private static void copySix(int depth, float[] a, int from, int stride, float[] data, int to) {
    for (int k = 0; k < depth; k++) {
      int at = from + k * stride;
      data[to + k * 6] = a[at];
      data[to + k * 6 + 1] = a[at + 1];
      data[to + k * 6 + 2] = a[at + 2];
      data[to + k * 6 + 3] = a[at + 3];
      data[to + k * 6 + 4] = a[at + 4];
      data[to + k * 6 + 5] = a[at + 5];
    }
  }

  /**
   * {@code out += rows * panel}.
   *
   * @param columns columns of the panel that exist
   */
  void multiply(
      float[] panel, int panelOffset, int columns, float[] out, int outOffset, int outStride) {
    int group = 0;
    for (int r = 0; r < rows; ) {
      int height = height(rows - r);
      int corner = outOffset + r * outStride;
      if (rows - r >= height && columns == RegisterTiles.WIDTH) {
        RegisterTiles.run(height, depth, data, group, panel, panelOffset, out, corner, outStride);
      } else {
        int existing = Math.min(height, rows - r);
        int width = RegisterTiles.WIDTH;
        copy(existing, columns, out, corner, outStride, edge, 0, width);
        RegisterTiles.run(height, depth, data, group, panel, panelOffset, edge, 0, width);
        copy(existing, columns, edge, 0, width, out, corner, outStride);
      }
      group += depth * height;
      r += height;
    }
  }

  /** A buffer of one row of a panel, for products of single rows. */
  float[] edge() {
    return edge;
  }

  /** A buffer of four panels' numbers, for the same. */
  int[] four() {
    return four;
  }

  static void copy(
      int rows, int n, float[] from, int f, int fStride, float[] to, int t, int tStride) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(from, f + r * fStride, to, t + r * tStride, n);
    }
  }
}
