package dev.carousel.kernel;

/**
 * The right operand of a matrix product, K x N, laid out in panels of {@link #width} columns, each
 * row after row, so that a tile reads it front to back.
 *
 * <p>The columns may fall into groups of equal size, the gates of a cell: every group starts a
 * panel of its own, so that the same units of all gates can be computed by one thread. Columns past
 * the end of a group are zero.
 */
public final class PackedMatrix {
  private static final int BLOCK = 64;

  private final int rows; // K
  private final int columns; // N
  private final int groups;
  private final int width;
  private final int panelsPerGroup;
  private final int[] column; // of each panel; a single row's product asks often, dividing is slow
  private final int[] valid; // of each panel
  private final float[] data; // (panels, K, width)

  /** An all-zero K x N matrix for tiles of the given width. */
  public PackedMatrix(int rows, int columns, int width) {
    this(rows, columns, 1, width);
  }

  /**
   * An all-zero K x N matrix for tiles of the given width.
   *
   * @param groups number of groups the columns fall into
   */
  public PackedMatrix(int rows, int columns, int groups, int width) {
    if (columns % groups != 0) {
      throw new IllegalArgumentException(
          "%d columns do not fall into %d equal groups".formatted(columns, groups));
    }
    this.rows = rows;
    this.columns = columns;
    this.groups = groups;
    this.width = width;
    int size = columns / groups;
    this.panelsPerGroup = (size + width - 1) / width;
    this.column = new int[panels()];
    this.valid = new int[panels()];
    for (int p = 0; p < panels(); p++) {
      int from = p % panelsPerGroup * width;
      column[p] = p / panelsPerGroup * size + from;
      valid[p] = Math.min(width, size - from);
    }
    this.data = new float[Math.multiplyExact(Math.multiplyExact(panels(), rows), width)];
  }

  /** Fills panels from a row-major K x N matrix whose rows are {@code stride} apart. */
  public void pack(float[] source, int offset, int stride, int firstPanel, int lastPanel) {
    for (int p = firstPanel; p < lastPanel; p++) {
      int from = offset + column(p);
      int valid = valid(p);
      for (int k = 0; k < rows; k++) {
        System.arraycopy(source, from + k * stride, data, at(p, k), valid);
      }
    }
  }

  /**
   * Fills panels with the transpose of a row-major N x K matrix whose rows are {@code stride}
   * apart. The rows go in blocks that stay in L1 while the columns of the panel pass over them.
   */
  public void packTransposed(
      float[] source, int offset, int stride, int firstPanel, int lastPanel) {
    for (int p = firstPanel; p < lastPanel; p++) {
      int valid = valid(p);
      for (int block = 0; block < rows; block += BLOCK) {
        int last = Math.min(rows, block + BLOCK);
        for (int j = 0; j < valid; j++) {
          int from = offset + (column(p) + j) * stride;
          for (int k = block; k < last; k++) {
            data[at(p, k) + j] = source[from + k];
          }
        }
      }
    }
  }

  /** All panels of {@link #pack(float[], int, int, int, int)}. */
  public void pack(float[] source, int offset, int stride) {
    pack(source, offset, stride, 0, panels());
  }

  /** All panels of {@link #packTransposed(float[], int, int, int, int)}. */
  public void packTransposed(float[] source, int offset, int stride) {
    packTransposed(source, offset, stride, 0, panels());
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

  /** Number of groups of columns. */
  public int groups() {
    return groups;
  }

  /** Number of panels of one group, the last one perhaps part zero. */
  public int panelsPerGroup() {
    return panelsPerGroup;
  }

  /** Number of panels. */
  public int panels() {
    return groups * panelsPerGroup;
  }

  /** First column of a panel. */
  public int column(int panel) {
    return column[panel];
  }

  /** First column within its group of the panel that is number {@code panelOfGroup} there. */
  public int from(int panelOfGroup) {
    return Math.min(columns / groups, panelOfGroup * width);
  }

  /** Columns of a panel that exist. */
  public int valid(int panel) {
    return valid[panel];
  }

  /** The storage: element (k, column(p) + j) is at {@code at(p, k) + j}. */
  public float[] data() {
    return data;
  }

  /** Start of row k in panel p. */
  public int at(int panel, int k) {
    return (panel * rows + k) * width;
  }
}
