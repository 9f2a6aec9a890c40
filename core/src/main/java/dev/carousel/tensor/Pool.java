package dev.carousel.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code y} (B, F) of x (B, T, F), over the steps that a mask (B, T) says are there. Of a sequence
 * without any the result is zero.
 */
final class Pool {
  private static final float NOWHERE = -1;

  private Pool() {}

  static FloatTensor apply(Tape tape, Pooling pooling, FloatTensor x, @Nullable FloatTensor mask) {
    check(x, mask);
    return pooling == Pooling.AVERAGE ? average(tape, x, mask) : pick(tape, pooling, x, mask);
  }

  /** {@code y = (x_1 + ... + x_n) / n}, steps ascending. */
  private static FloatTensor average(Tape tape, FloatTensor x, @Nullable FloatTensor mask) {
    int batch = x.shape().at(0);
    int time = x.shape().at(1);
    int n = x.shape().at(2);
    FloatTensor y = tape.output(Shape.of(batch, n), x.needsGradient);
    float[] factors = tape.workspace().take(batch); // 1 over the number of steps
    for (int b = 0; b < batch; b++) {
      Arrays.fill(y.data, b * n, (b + 1) * n, 0f);
      int count = 0;
      for (int t = 0; t < time; t++) {
        if (there(mask, b * time + t)) {
          count++;
          Elementwise.axpy(1, x.data, x.offset + (b * time + t) * n, y.data, b * n, n);
        }
      }
      factors[b] = count == 0 ? 0 : 1f / count;
      for (int i = b * n; i < (b + 1) * n; i++) {
        y.data[i] *= factors[b];
      }
    }
    return tape.record(
        y,
        () -> { // dx_t += dy / n
          for (int row = 0; row < batch * time; row++) {
            if (there(mask, row)) {
              int b = row / time;
              int to = x.gradientOffset() + row * n;
              Elementwise.axpy(factors[b], y.gradient(), b * n, x.gradient(), to, n);
            }
          }
        });
  }

  /** {@code y = x_t}, t being the last step, or that of the first largest value. */
  private static FloatTensor pick(
      Tape tape, Pooling pooling, FloatTensor x, @Nullable FloatTensor mask) {
    int time = x.shape().at(1);
    int n = x.shape().at(2);
    FloatTensor y = tape.output(Shape.of(x.shape().at(0), n), x.needsGradient);
    float[] steps = tape.workspace().take(y.size()); // t of each value
    Arrays.fill(steps, 0, y.size(), NOWHERE);
    Arrays.fill(y.data, 0, y.size(), 0f);
    for (int row = 0; row < x.shape().rows(); row++) {
      if (there(mask, row)) {
        for (int f = 0; f < n; f++) {
          int i = row / time * n + f;
          float value = x.data[x.offset + row * n + f];
          boolean taken = pooling == Pooling.LAST || steps[i] == NOWHERE;
          if (taken || value > y.data[i] || Float.isNaN(value)) {
            y.data[i] = value;
            steps[i] = row % time;
          }
        }
      }
    }
    return tape.record(
        y,
        () -> { // dx_t += dy
          for (int i = 0; i < y.size(); i++) {
            if (steps[i] != NOWHERE) {
              int row = i / n * time + (int) steps[i];
              x.gradient()[x.gradientOffset() + row * n + i % n] += y.gradient()[i];
            }
          }
        });
  }

  private static boolean there(@Nullable FloatTensor mask, int row) {
    return mask == null || mask.data[mask.offset + row] != 0;
  }

  private static void check(FloatTensor x, @Nullable FloatTensor mask) {
    boolean fits =
        x.shape().rank() == 3
            && (mask == null || mask.shape().equals(x.shape().dropLast()))
            && x.shape().at(1) < 1 << 24; // steps are kept as floats
    if (!fits) {
      throw new IllegalArgumentException(
          "pool: x %s, mask %s; expected (B, T, F), (B, T)"
              .formatted(x.shape(), mask == null ? "none" : mask.shape()));
    }
  }
}
