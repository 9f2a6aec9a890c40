package dev.carousel.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A block of the left operand of a product as {@link RegisterTiles} read it: its rows in groups,
 * each the rows of one tile, and of a group, for each k, the values of its rows side by side; of a
 * tile of eight rows the first four and then the others, of one of six with room for eight.
 *
 * <p>A block, at most 256 KB, stays in L2 while the panels of the right operand pass over it.
 */
final class PackedRows {
  /** Inner dimension of a block at most. */
  static final int DEPTH = 1024;

  private static final int ROWS = 240; // where k is small: the result of many rows leaves L2
  private static final int SIZE = 1 << 16;
  private static final int TALLEST = RegisterTiles.TALLEST;
  private static final int SIX = SixRows.SIDE;
  private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;

  private final float[] data = new float[SIZE + SIX * DEPTH];
  private final float[] edge = new float[TALLEST * RegisterTiles.WIDTH];
  private final int[] four = new int[4];
  private int rows;
  private int depth;

  /** Rows of a block of that depth at most. */
  static int rowsOfBlock(int depth) {
    return Math.min(ROWS, SIZE / (depth * SIX) * TALLEST);
  }

  /**
   * Rows of the next tile when {@code left} rows are left. Tiles may be taller than what is left: a
   * tile of four takes no longer than one row does, whose chains cannot fill the fma units. With
   * eights and sixes all even numbers but ten come out even.
   */
  private static int height(int left) {
    if (TALLEST == 6) {
      return left <= 4 || left == 7 || left == 8 || left == 10 ? 4 : 6;
    }
    int even = left + left % 2;
    if (even <= 4) {
      return 4;
    }
    return even % 8 == 0 ? 8 : 6;
  }

  /** Values of a tile of that many rows, those of no meaning too. */
  private int size(int height) {
    return depth * (height == 6 ? SIX : height);
  }

  /** Takes rows of a row-major matrix. */
  void packRows(int rows, int depth, float[] a, int offset, int stride) {
    this.rows = rows;
    this.depth = depth;
    int to = 0;
    for (int r = 0; r < rows; ) {
      int height = height(rows - r);
      int from = offset + r * stride;
      if (rows - r < height) {
        interleave(rows - r, height, depth, a, from, stride, data, to);
      } else if (height == 6) {
        SixRows.interleave(depth, a, from, stride, data, to);
      } else {
        for (int four = 0; four < height; four += 4) {
          FourRows.interleave(depth, a, from + four * stride, stride, data, to + four * depth);
        }
      }
      to += size(height);
      r += height;
    }
  }

  /** Fewer rows than the tile has, whose others hold anything. */
  private static void interleave(
      int rows, int height, int depth, float[] a, int from, int stride, float[] data, int to) {
    int side = height == 6 ? SIX : 4;
    for (int r = 0; r < rows; r++) {
      int first = to + r / side * side * depth + r % side;
      for (int k = 0; k < depth; k++) {
        data[first + k * side] = a[from + r * stride + k];
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
      int existing = Math.min(height, columns - c);
      if (existing == 6 && height == 6) {
        copySix(depth, a, from, stride, data, to);
      } else if (height == 6) {
        copy(depth, existing, a, from, stride, data, to, SIX);
      } else {
        for (int four = 0; four < existing; four += 4) {
          int n = Math.min(4, existing - four);
          copyFour(depth, n, a, from + four, stride, data, to + four * depth);
        }
      }
      to += size(height);
      c += height;
    }
  }

  /** Vectors take two values more a row, which the last row may not have. */
  private static void copySix(int depth, float[] a, int from, int stride, float[] data, int to) {
    int k = 0;
    for (; SixRows.WIDE && k < depth - 1; k++) {
      FloatVector.fromArray(EIGHT, a, from + k * stride).intoArray(data, to + k * SIX);
    }
    for (; k < depth; k++) {
      int at = from + k * stride;
      data[to + k * SIX] = a[at];
      data[to + k * SIX + 1] = a[at + 1];
      data[to + k * SIX + 2] = a[at + 2];
      data[to + k * SIX + 3] = a[at + 3];
      data[to + k * SIX + 4] = a[at + 4];
      data[to + k * SIX + 5] = a[at + 5];
    }
  }

  private static void copyFour(
      int depth, int existing, float[] a, int from, int stride, float[] data, int to) {
    if (existing < 4) {
      copy(depth, existing, a, from, stride, data, to, 4);
      return;
    }
    for (int k = 0; k < depth; k++) {
      int at = from + k * stride;
      data[to + k * 4] = a[at];
      data[to + k * 4 + 1] = a[at + 1];
      data[to + k * 4 + 2] = a[at + 2];
      data[to + k * 4 + 3] = a[at + 3];
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
      group += size(height);
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
