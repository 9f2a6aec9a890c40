package dev.carousel.tensor;

import dev.carousel.kernel.Engine;
import org.jspecify.annotations.Nullable;

/**
 * Between (B, T, n), as tensors have it, and (T, B, n), as sweeps read it: there the rows of one
 * step lie side by side.
 */
record TimeMajor(Engine engine, int batch, int time) {

  /** {@code to (T, B, n) = from (B, T, n)}. */
  void from(float[] from, int fromAt, int n, float[] to, int toAt) {
    overSteps(
        n,
        (t, b) ->
            System.arraycopy(from, fromAt + (b * time + t) * n, to, toAt + (t * batch + b) * n, n));
  }

  /** {@code to (B, T, n) = from (T, B, n)}. */
  void back(float[] from, int fromAt, int n, float[] to, int toAt) {
    overSteps(
        n,
        (t, b) ->
            System.arraycopy(from, fromAt + (t * batch + b) * n, to, toAt + (b * time + t) * n, n));
  }

  /** {@code to (B, T, n) += from (T, B, n)}. */
  void addBack(float[] from, int fromAt, int n, float[] to, int toAt) {
    overSteps(
        n,
        (t, b) ->
            Elementwise.axpy(
                1, from, fromAt + (t * batch + b) * n, to, toAt + (b * time + t) * n, n));
  }

  /** A mask (B, T) of zeros and ones as the sweeps want it; null for none. */
  boolean @Nullable [] mask(@Nullable FloatTensor mask) {
    if (mask == null) {
      return null;
    }
    boolean[] rows = new boolean[batch * time];
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < time; t++) {
        rows[t * batch + b] = mask.data[mask.offset + b * time + t] != 0;
      }
    }
    return rows;
  }

  private interface Row {
    void run(int t, int b);
  }

  private void overSteps(int n, Row row) {
    engine
        .workers()
        .split(
            time,
            1,
            (long) time * batch * n,
            (first, last) -> {
              for (int t = first; t < last; t++) {
                for (int b = 0; b < batch; b++) {
                  row.run(t, b);
                }
              }
            });
  }
}
