package dev.carousel.tensor;

/** Elementwise operations; a smaller second operand is used again for every row. */
final class Elementwise {
  private Elementwise() {}

  /** {@code y = a + sign * b}. */
  static FloatTensor add(Tape tape, FloatTensor a, FloatTensor b, int sign) {
    check("add", a, b);
    FloatTensor y = tape.output(a.shape(), a.needsGradient || b.needsGradient);
    int n = b.size();
    for (int row = 0; row < a.size(); row += n) {
      for (int i = 0; i < n; i++) {
        y.data[row + i] = a.data[a.offset + row + i] + sign * b.data[b.offset + i];
      }
    }
    return tape.record(
        y,
        () -> {
          if (a.needsGradient) { // da += dy
            axpy(1, y.gradient(), 0, a.gradient(), a.gradientOffset(), a.size());
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
    for (int row = 0; row < a.size(); row += n) {
      for (int i = 0; i < n; i++) {
        y.data[row + i] = a.data[a.offset + row + i] * b.data[b.offset + i];
      }
    }
    return tape.record(
        y,
        () -> {
          float[] dy = y.gradient();
          for (int row = 0; row < a.size(); row += n) {
            if (a.needsGradient) { // da += dy * b
              addProduct(dy, row, b.data, b.offset, a.gradient(), a.gradientOffset() + row, n);
            }
            if (b.needsGradient) { // db += dy * a
              addProduct(dy, row, a.data, a.offset + row, b.gradient(), b.gradientOffset(), n);
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
    function.apply(tape.kernels(), a.data, a.offset, y.data, 0, a.size());
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

  private static void addProduct(
      float[] a, int aAt, float[] b, int bAt, float[] out, int outAt, int n) {
    for (int i = 0; i < n; i++) {
      out[outAt + i] = Math.fma(a[aAt + i], b[bAt + i], out[outAt + i]);
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
