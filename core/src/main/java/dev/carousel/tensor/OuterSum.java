package dev.carousel.tensor;

import dev.carousel.kernel.Rows;

/** {@code y[b, t, s] = a[b, t] + m[b, s]}: a (B, T, F), m (B, S, F), y (B, T, S, F). */
final class OuterSum {
  private OuterSum() {}

  static FloatTensor apply(Tape tape, FloatTensor a, FloatTensor m) {
    check(a.shape(), m.shape());
    int batch = a.shape().at(0);
    int time = a.shape().at(1);
    int steps = m.shape().at(1);
    int n = a.shape().at(2);
    FloatTensor y =
        tape.output(Shape.of(batch, time, steps, n), a.needsGradient || m.needsGradient);
    rows(
        tape,
        y.shape(),
        batch * time,
        row -> {
          for (int s = 0; s < steps; s++) {
            int from = m.offset + (row / time * steps + s) * n;
            int to = (row * steps + s) * n;
            for (int i = 0; i < n; i++) {
              y.data[to + i] = a.data[a.offset + row * n + i] + m.data[from + i];
            }
          }
        });
    return tape.record(
        y,
        () -> {
          float[] dy = y.gradient();
          if (a.needsGradient) { // da[b, t] += dy[b, t, s], s ascending
            float[] da = a.gradient();
            rows(
                tape,
                y.shape(),
                batch * time,
                row -> {
                  for (int s = 0; s < steps; s++) {
                    int to = a.gradientOffset() + row * n;
                    Elementwise.axpy(1, dy, (row * steps + s) * n, da, to, n);
                  }
                });
          }
          if (m.needsGradient) { // dm[b, s] += dy[b, t, s], t ascending
            float[] dm = m.gradient();
            rows(
                tape,
                y.shape(),
                batch,
                b -> {
                  for (int row = b * time; row < (b + 1) * time; row++) {
                    int to = m.gradientOffset() + b * steps * n;
                    Elementwise.axpy(1, dy, row * steps * n, dm, to, steps * n);
                  }
                });
          }
        });
  }

  private interface Row {
    void run(int row);
  }

  private static void rows(Tape tape, Shape y, int rows, Row body) {
    tape.engine()
        .workers()
        .split(
            rows,
            1,
            (long) Rows.MOVE * y.size(),
            (from, to) -> {
              for (int row = from; row < to; row++) {
                body.run(row);
              }
            });
  }

  private static void check(Shape a, Shape m) {
    boolean fits = a.rank() == 3 && m.rank() == 3 && a.at(0) == m.at(0) && a.at(2) == m.at(2);
    if (!fits) {
      throw new IllegalArgumentException(
          "outer sum: %s and %s, expected (B, T, F) and (B, S, F)".formatted(a, m));
    }
  }
}
