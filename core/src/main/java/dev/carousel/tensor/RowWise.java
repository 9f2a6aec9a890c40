package dev.carousel.tensor;

import dev.carousel.kernel.Workers;

/** A {@link RowFunction} of every row. Rows are split over the workers. */
final class RowWise {
  /** What a number of a row costs, in the multiply-adds that {@link Workers#split} counts in. */
  private static final int COST = 64;

  private RowWise() {}

  /** {@code y_r = f(a_r; given_r)}: a (..., N), given (..., G), giving (..., f.outputs). */
  static FloatTensor apply(Tape tape, RowFunction f, FloatTensor a, FloatTensor given) {
    if (a.shape().rank() < 1 || !a.shape().dropLast().equals(given.shape().dropLast())) {
      throw new IllegalArgumentException(
          "rows %s, beside them %s: expected the same number of rows"
              .formatted(a.shape(), given.shape()));
    }
    int n = a.shape().last();
    int g = given.shape().last();
    int m = f.outputs(n, g);
    FloatTensor y = tape.output(a.shape().withLast(m), a.needsGradient);
    split(
        tape,
        a.shape().rows(),
        n + g + m,
        (from, to) -> {
          for (int r = from; r < to; r++) {
            double[] out = new double[m];
            f.value(row(a, r, n), row(given, r, g), out);
            for (int j = 0; j < m; j++) {
              y.data[r * m + j] = (float) out[j];
            }
          }
        });
    return tape.record(
        y,
        () -> {
          float[] dy = y.gradient();
          float[] da = a.gradient();
          split(
              tape,
              a.shape().rows(),
              n + g + m,
              (from, to) -> {
                for (int r = from; r < to; r++) {
                  double[] dx = new double[n];
                  f.gradient(row(a, r, n), row(given, r, g), row(dy, r * m, m), dx);
                  for (int i = 0; i < n; i++) {
                    da[a.gradientOffset() + r * n + i] += (float) dx[i];
                  }
                }
              });
        });
  }

  private static double[] row(FloatTensor a, int r, int n) {
    return row(a.data, a.offset + r * n, n);
  }

  private static double[] row(float[] data, int at, int n) {
    double[] row = new double[n];
    for (int i = 0; i < n; i++) {
      row[i] = data[at + i];
    }
    return row;
  }

  private static void split(Tape tape, int rows, int width, Workers.Range body) {
    tape.engine().workers().split(rows, 1, (long) COST * rows * width, body);
  }
}
