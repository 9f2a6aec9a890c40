package dev.carousel.kernel;

/**
 * Rows of a table by number: read (an embedding) and added to (its gradient). The numbers are whole
 * numbers carried as floats, and not checked here.
 */
public final class Rows {
  /** What moving one float costs, in the multiply-adds that {@link Workers#split} counts in. */
  public static final int MOVE = 8;

  private Rows() {}

  /** {@code out row r = table row numbers[r]}, n rows of {@code width}, split by rows. */
  public static void gather(
      Engine engine,
      float[] numbers,
      int numbersAt,
      int n,
      int width,
      float[] table,
      int tableAt,
      float[] out,
      int outAt) {
    engine
        .workers()
        .split(
            n,
            1,
            (long) MOVE * n * width,
            (from, to) -> {
              for (int r = from; r < to; r++) {
                int row = (int) numbers[numbersAt + r];
                System.arraycopy(table, tableAt + row * width, out, outAt + r * width, width);
              }
            });
  }

  /**
   * {@code table row numbers[r] += rows r}. Split by columns: rows may meet in the same row of the
   * table, and there the order of the additions counts: that of time, as in every weight gradient.
   *
   * @param time T: row r is step {@code r % T} of sequence {@code r / T}
   */
  public static void scatterAdd(
      Engine engine,
      float[] numbers,
      int numbersAt,
      int n,
      int time,
      int width,
      float[] rows,
      int rowsAt,
      float[] table,
      int tableAt) {
    int batch = n / time;
    Reductions reductions = engine.kernels().reductions();
    engine
        .workers()
        .split(
            width,
            16,
            (long) MOVE * n * width,
            (from, to) -> {
              for (int i = 0; i < n; i++) { // t, then b ascending
                int r = i % batch * time + i / batch;
                int row = (int) numbers[numbersAt + r];
                int at = tableAt + row * width + from;
                reductions.add(rows, rowsAt + r * width + from, table, at, to - from);
              }
            });
  }
}
