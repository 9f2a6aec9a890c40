package dev.carousel.kernel;

/**
 * The right operand of a matrix product, K x N, laid out in panels of {@link #width} columns: panel
 * p holds columns {@code [p * width, (p + 1) * width)} row after row, so that a tile reads it front
 * to back. Columns past N are zero.
 */
public final class PackedMatrix {
  private final int rows; // K
  private final int columns; // N
  private final int width;
  private final float[] data; // (panels, K, width)

  /** An all-zero K x N matrix for tiles of the given width. */
  public PackedMatrix(int rows, int columns, int width) {
    this.rows = rows;
    this.columns = columns;
    this.width = width;
    this.data = new float[Math.multiplyExact(Math.multiplyExact(panels(), rows), width)];
  }

  /** Fills this from a row-major K x N matrix whose rows are {@code stride} apart. */
  public void pack(float[] source, int offset, int stride) {
    for (int p = 0; p < panels(); p++) {
      int valid = Math.min(width, columns - p * width);
      for (int k = 0; k < rows; k++) {
        System.arraycopy(source, offset + k * stride + p * width, data, at(p, k), valid);
      }
    }
  }

  /**
   * Fills this with the transpose of a row-major N x K matrix whose rows are {@code stride} apart.
   */
  public void packTransposed(float[] source, int offset, int stride) {
    for (int p = 0; p < panels(); p++) {
      int valid = Math.min(width, columns - p * width);
      for (int j = 0; j < valid; j++) {
        int from = offset + (p * width + j) * stride;
        for (int k = 0; k < rows; k++) {
          data[at(p, k) + j] = source[from + k];
        }
      }
    }
  }

  /** K. */
  public int rows() {
    return rows;
  }

  /** N. */
  public int columns() {
    return columns;
  }

  /** Columns of one panel. */
  public int width() {
    return width;
  }

  /** Number of panels, the last one perhaps part zero. */
  public int panels() {
    return (columns + width - 1) / width;
  }

  /** The storage: element (k, c) is at {@code at(c / width, k) + c % width}. */
  public float[] data() {
    return data;
  }

  /** Start of row k in panel p. */
  public int at(int panel, int k) {
    return (panel * rows + k) * width;
  }
}
