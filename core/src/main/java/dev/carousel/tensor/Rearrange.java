package dev.carousel.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Operations that move elements and compute nothing. */
final class Rearrange {
  private Rearrange() {}

  /** Columns {@code [from, to)} of the last axis. */
  static FloatTensor columns(Tape tape, FloatTensor a, int from, int to) {
    int width = a.shape().last();
    Objects.checkFromToIndex(from, to, width);
    int n = to - from;
    FloatTensor y = tape.output(a.shape().withLast(n), a.needsGradient);
    int rows = a.shape().rows();
    for (int r = 0; r < rows; r++) {
      System.arraycopy(a.data, a.offset + r * width + from, y.data, r * n, n);
    }
    return tape.record(
        y,
        () -> {
          float[] da = a.gradient();
          for (int r = 0; r < rows; r++) {
            int at = a.gradientOffset() + r * width + from;
            Elementwise.axpy(1, y.gradient(), r * n, da, at, n);
          }
        });
  }

  /** Side by side along the last axis. */
  static FloatTensor concat(Tape tape, List<FloatTensor> parts) {
    Shape first = parts.getFirst().shape();
    int width = 0;
    boolean needsGradient = false;
    for (FloatTensor part : parts) {
      if (!part.shape().dropLast().equals(first.dropLast())) {
        throw new IllegalArgumentException(
            "concat: shapes %s and %s differ before the last axis".formatted(first, part.shape()));
      }
      width += part.shape().last();
      needsGradient |= part.needsGradient;
    }
    FloatTensor y = tape.output(first.withLast(width), needsGradient);
    int rows = first.rows();
    int total = width;
    int from = 0;
    for (FloatTensor part : parts) {
      int n = part.shape().last();
      for (int r = 0; r < rows; r++) {
        System.arraycopy(part.data, part.offset + r * n, y.data, r * total + from, n);
      }
      from += n;
    }
    return tape.record(
        y,
        () -> {
          int at = 0;
          for (FloatTensor part : parts) {
            int n = part.shape().last();
            for (int r = 0; part.needsGradient && r < rows; r++) {
              int to = part.gradientOffset() + r * n;
              Elementwise.axpy(1, y.gradient(), r * total + at, part.gradient(), to, n);
            }
            at += n;
          }
        });
  }

  /** Time step t of (B, T, F). */
  static FloatTensor step(Tape tape, FloatTensor a, int t) {
    int batch = a.shape().at(0);
    int time = a.shape().at(1);
    int n = a.shape().at(2);
    Objects.checkIndex(t, time);
    FloatTensor y = tape.output(Shape.of(batch, n), a.needsGradient);
    for (int b = 0; b < batch; b++) {
      System.arraycopy(a.data, a.offset + (b * time + t) * n, y.data, b * n, n);
    }
    return tape.record(
        y,
        () -> {
          for (int b = 0; b < batch; b++) {
            int at = a.gradientOffset() + (b * time + t) * n;
            Elementwise.axpy(1, y.gradient(), b * n, a.gradient(), at, n);
          }
        });
  }

  /** T tensors (B, F) as (B, T, F). */
  static FloatTensor stack(Tape tape, List<FloatTensor> steps) {
    Shape one = steps.getFirst().shape();
    for (FloatTensor step : steps) {
      if (one.rank() != 2 || !step.shape().equals(one)) {
        throw new IllegalArgumentException(
            "stack: shapes %s and %s, expected equal ones (B, F)".formatted(one, step.shape()));
      }
    }
    int batch = one.at(0);
    int n = one.at(1);
    int time = steps.size();
    boolean needsGradient = steps.stream().anyMatch(s -> s.needsGradient);
    FloatTensor y = tape.output(Shape.of(batch, time, n), needsGradient);
    for (int t = 0; t < time; t++) {
      FloatTensor s = steps.get(t);
      for (int b = 0; b < batch; b++) {
        System.arraycopy(s.data, s.offset + b * n, y.data, (b * time + t) * n, n);
      }
    }
    return tape.record(
        y,
        () -> {
          for (int t = 0; t < time; t++) {
            FloatTensor s = steps.get(t);
            for (int b = 0; s.needsGradient && b < batch; b++) {
              int at = s.gradientOffset() + b * n;
              Elementwise.axpy(1, y.gradient(), (b * time + t) * n, s.gradient(), at, n);
            }
          }
        });
  }

  /** Rows of a (B, F) where the mask (B, 1) is not 0, else of b. */
  static FloatTensor select(Tape tape, FloatTensor mask, FloatTensor a, FloatTensor b) {
    int rows = a.shape().at(0);
    if (a.shape().rank() != 2
        || !a.shape().equals(b.shape())
        || !mask.shape().equals(Shape.of(rows, 1))) {
      throw new IllegalArgumentException(
          "select: mask %s, a %s, b %s; expected (B, 1), (B, F), (B, F)"
              .formatted(mask.shape(), a.shape(), b.shape()));
    }
    int n = a.shape().at(1);
    FloatTensor y = tape.output(a.shape(), a.needsGradient || b.needsGradient);
    for (int r = 0; r < rows; r++) {
      FloatTensor from = mask.element(r) == 0 ? b : a;
      System.arraycopy(from.data, from.offset + r * n, y.data, r * n, n);
    }
    return tape.record(
        y,
        () -> {
          for (int r = 0; r < rows; r++) {
            FloatTensor from = mask.element(r) == 0 ? b : a;
            if (from.needsGradient) {
              int at = from.gradientOffset() + r * n;
              Elementwise.axpy(1, y.gradient(), r * n, from.gradient(), at, n);
            }
          }
        });
  }

  /** Another shape over the same elements. */
  static FloatTensor reshape(Tape tape, FloatTensor a, Shape shape) {
    if (shape.size() != a.size()) {
      throw new IllegalArgumentException(
          "reshape: %s holds %d elements, %s holds %d"
              .formatted(a.shape(), a.size(), shape, shape.size()));
    }
    return FloatTensor.view(tape, a, shape);
  }

  /** Each element {@code times} times, side by side: (..., N) becomes (..., N * times). */
  static FloatTensor repeat(Tape tape, FloatTensor a, int times) {
    FloatTensor y = tape.output(a.shape().withLast(a.shape().last() * times), a.needsGradient);
    for (int i = 0; i < a.size(); i++) {
      Arrays.fill(y.data, i * times, (i + 1) * times, a.data[a.offset + i]);
    }
    return tape.record(
        y,
        () -> { // da_i += the sum of its copies' dy, in their order
          for (int j = 0; j < y.size(); j++) {
            a.gradient()[a.gradientOffset() + j / times] += y.gradient()[j];
          }
        });
  }

  /** The same elements as data: nothing flows back. */
  static FloatTensor stopGradient(Tape tape, FloatTensor a) {
    return new FloatTensor(tape, a.shape(), a.data, a.offset, false);
  }
}
