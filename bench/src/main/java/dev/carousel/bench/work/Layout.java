package dev.carousel.bench.work;

/** Moves of matrix elements between the layouts of the sides. */
public final class Layout {
  private Layout() {}

  /** (rows, columns) to (columns, rows). */
  public static float[] transposed(float[] matrix, int rows, int columns) {
    float[] out = new float[matrix.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        out[c * rows + r] = matrix[r * columns + c];
      }
    }
    return out;
  }

  /** (a, b, n) to (b, a, n): batch-major to time-major, or back with a and b exchanged. */
  public static float[] swapped(float[] values, int a, int b, int n) {
    float[] out = new float[values.length];
    for (int i = 0; i < a; i++) {
      for (int j = 0; j < b; j++) {
        System.arraycopy(values, (i * b + j) * n, out, (j * a + i) * n, n);
      }
    }
    return out;
  }

  /**
   * Columns rearranged gate by gate: block g of the result is block {@code order[g]} of the given.
   *
   * @param matrix (rows, GH)
   */
  public static float[] gates(float[] matrix, int rows, int hidden, int... order) {
    float[] out = new float[matrix.length];
    int columns = order.length * hidden;
    for (int r = 0; r < rows; r++) {
      for (int g = 0; g < order.length; g++) {
        System.arraycopy(
            matrix, r * columns + order[g] * hidden, out, r * columns + g * hidden, hidden);
      }
    }
    return out;
  }

  /** The order that takes {@link #gates} back. */
  public static int[] inverse(int... order) {
    int[] back = new int[order.length];
    for (int g = 0; g < order.length; g++) {
      back[order[g]] = g;
    }
    return back;
  }
}
