package dev.carousel.tensor;

import dev.carousel.kernel.Rows;
import dev.carousel.kernel.Workers;

/**
 * Elementwise operations; a smaller second operand is used again for every row. Large ones are
 * split over the workers.
 */
final class Elementwise {
  private Elementwise() {}

  /** Elements {@code [at, at + n)} of the first operand, which lie in one row of the second. */
  @FunctionalInterface
  interface Piece {
    /** Computes the piece; {@code i} is where it begins in the row. */
    void run(int at, int i, int n);
  }

  /** Runs over {@code size} elements in rows, by elements. */
  static void split(Tape tape, int size, int row, Piece piece) {
    Workers workers = tape.engine().workers();
    workers.split(
        size,
        16,
        (long) Rows.MOVE * size,
        (from, to) -> {
          int n;
          for (int at = from; at < to; at += n) {
            n = Math.min(row - at % row, to - at);
            piece.run(at, at % row, n);
          }
        });
  }

  /** {@code y = a + sign * b}. */
  static FloatTensor add(Tape tape, FloatTensor a, FloatTensor b, int sign) {
    check("add", a, b);
    FloatTensor y = tape.output(a.shape(), a.needsGradient || b.needsGradient);
    int n = b.size();
    split(
        tape,
        a.size(),
        n,
        (at, i, m) -> add(a.data, a.offset + at, sign, b.data, b.offset + i, y.data, at, m));
    return tape.record(
        y,
        () -> {
          if (a.needsGradient) { // da += dy
            int at = a.gradientOffset();
            tape.engine().addRows(1, a.size(), y.gradient(), 0, a.gradient(), at);
          }
          if (b.needsGradient) { // db += sign * dy, rows ascending
            for (int row = 0; row < a.size(); row += n) {
              axpy(sign, y.gradient(), row, b.gradient(), b.gradientOffset(), n);
            }
          }
        });
  }

  /** {@code y = a * b}. */
  static FloatTensor multiply(Tape tape, FloatTensor a, FloatTensor b) {
    check("multiply", a, b);
    FloatTensor y = tape.output(a.shape(), a.needsGradient || b.needsGradient);
    int n = b.size();
    split(
        tape,
        a.size(),
        n,
        (at, i, m) -> multiply(a.data, a.offset + at, b.data, b.offset + i, y.data, at, m));
    return tape.record(
        y,
        () -> {
          float[] dy = y.gradient();
          if (a.needsGradient) { // da += dy * b
            float[] d = tape.workspace().take(a.size());
            split(
                tape, a.size(), n, (at, i, m) -> multiply(dy, at, b.data, b.offset + i, d, at, m));
            a.addGradient(d);
          }
          if (b.needsGradient) { // db += dy * a, rows ascending
            float[] db = b.gradient();
            int bAt = b.gradientOffset();
            for (int row = 0; row < a.size(); row += n) {
              addProduct(dy, row, a.data, a.offset + row, db, bAt, n);
            }
          }
        });
  }

  /** {@code y = a * factor + shift}. */
  static FloatTensor scale(Tape tape, FloatTensor a, float factor, float shift) {
    FloatTensor y = tape.output(a.shape(), a.needsGradient);
    for (int i = 0; i < a.size(); i++) {
      y.data[i] = Math.fma(a.data[a.offset + i], factor, shift);
    }
    return tape.record(
        y, () -> axpy(factor, y.gradient(), 0, a.gradient(), a.gradientOffset(), a.size()));
  }

  /** {@code y = min(max(a, low), high)}. */
  static FloatTensor clip(Tape tape, FloatTensor a, float low, float high) {
    FloatTensor y = tape.output(a.shape(), a.needsGradient);
    for (int i = 0; i < a.size(); i++) {
      y.data[i] = Math.min(Math.max(a.data[a.offset + i], low), high);
    }
    return tape.record(
        y,
        () -> {
          float[] da = a.gradient();
          for (int i = 0; i < a.size(); i++) {
            float x = a.data[a.offset + i];
            if (x >= low && x <= high) {
              da[a.gradientOffset() + i] += y.gradient()[i];
            }
          }
        });
  }

  /** {@code y = function(a)}. */
  static FloatTensor apply(Tape tape, Function function, FloatTensor a) {
    FloatTensor y = tape.output(a.shape(), a.needsGradient);
    split(
        tape,
        a.size(),
        a.size(),
        (at, i, m) -> function.apply(tape.kernels(), a.data, a.offset + at, y.data, at, m));
    return tape.record(
        y,
        () -> {
          float[] da = a.gradient();
          float[] dy = y.gradient();
          for (int i = 0; i < a.size(); i++) { // da += dy * f'
            int at = a.gradientOffset() + i;
            da[at] = Math.fma(dy[i], function.derivative(a.data[a.offset + i], y.data[i]), da[at]);
          }
        });
  }

  /** {@code y += factor * x}. */
  static void axpy(float factor, float[] x, int xAt, float[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] = Math.fma(factor, x[xAt + i], y[yAt + i]);
    }
  }

  private static void add(
      float[] a, int aAt, int sign, float[] b, int bAt, float[] out, int outAt, int n) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = a[aAt + i] + sign * b[bAt + i];
    }
  }

  private static void multiply(
      float[] a, int aAt, float[] b, int bAt, float[] out, int outAt, int n) {
    if (aAt == outAt && bAt == outAt) { // one index for all: C2 turns this into vectors
      for (int i = outAt; i < outAt + n; i++) {
        out[i] = a[i] * b[i];
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      out[outAt + i] = a[aAt + i] * b[bAt + i];
    }
  }

  private static void addProduct(
      float[] a, int aAt, float[] b, int bAt, float[] out, int outAt, int n) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = Math.fma(a[aAt + i], b[bAt + i], out[outAt + i]);
    }
  }

  static void checkEqual(String what, FloatTensor a, FloatTensor b) {
    if (!a.shape().equals(b.shape())) {
      throw new IllegalArgumentException(
          "%s: shapes %s and %s, expected equal ones".formatted(what, a.shape(), b.shape()));
    }
  }

  private static void check(String what, FloatTensor a, FloatTensor b) {
    if (!a.shape().endsWith(b.shape())) {
      throw new IllegalArgumentException(
          "%s: second operand has shape %s, expected %s or its last axes"
              .formatted(what, b.shape(), a.shape()));
    }
  }
}
