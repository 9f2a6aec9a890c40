package dev.carousel.tensor;

/** The larger of two numbers, and the largest of a row. */
final class Maximum {
  private Maximum() {}

  /** {@code y = max(a, b)}, of equal shapes. */
  static FloatTensor ofTwo(Tape tape, FloatTensor a, FloatTensor b) {
    Elementwise.checkEqual("maximum", a, b);
    FloatTensor y = tape.output(a.shape(), a.needsGradient || b.needsGradient);
    for (int i = 0; i < a.size(); i++) {
      y.data[i] = Math.max(a.data[a.offset + i], b.data[b.offset + i]);
    }
    return tape.record(
        y,
        () -> { // dy goes to the larger one; to a where they are equal
          for (int i = 0; i < a.size(); i++) {
            boolean first = a.data[a.offset + i] >= b.data[b.offset + i];
            FloatTensor to = first ? a : b;
            if (to.needsGradient) {
              to.gradient()[to.gradientOffset() + i] += y.gradient()[i];
            }
          }
        });
  }

  /** {@code y_r = max_v a_rv}. */
  static FloatTensor ofRows(Tape tape, FloatTensor a) {
    int rows = a.shape().rows();
    int n = a.shape().last();
    FloatTensor y = tape.output(a.shape().dropLast(), a.needsGradient);
    for (int r = 0; r < rows; r++) {
      y.data[r] = tape.kernels().reductions().max(a.data, a.offset + r * n, n);
    }
    return tape.record(
        y,
        () -> { // dy goes to the first that is largest
          for (int r = 0; r < rows; r++) {
            int v = 0;
            while (v < n - 1 && a.data[a.offset + r * n + v] != y.data[r]) {
              v++;
            }
            a.gradient()[a.gradientOffset() + r * n + v] += y.gradient()[r];
          }
        });
  }
}
