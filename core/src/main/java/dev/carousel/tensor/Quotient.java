package dev.carousel.tensor;

/** {@code y = a / b}, of equal shapes. */
final class Quotient {
  private Quotient() {}

  static FloatTensor apply(Tape tape, FloatTensor a, FloatTensor b) {
    Elementwise.checkEqual("divide", a, b);
    FloatTensor y = tape.output(a.shape(), a.needsGradient || b.needsGradient);
    for (int i = 0; i < a.size(); i++) {
      y.data[i] = a.data[a.offset + i] / b.data[b.offset + i];
    }
    return tape.record(
        y,
        () -> {
          float[] q = tape.workspace().take(a.size()); // dy / b
          for (int i = 0; i < a.size(); i++) {
            q[i] = y.gradient()[i] / b.data[b.offset + i];
          }
          if (a.needsGradient) { // da += dy / b
            Elementwise.axpy(1, q, 0, a.gradient(), a.gradientOffset(), a.size());
          }
          if (b.needsGradient) { // db -= dy / b * y
            float[] db = b.gradient();
            for (int i = 0; i < b.size(); i++) {
              int at = b.gradientOffset() + i;
              db[at] = Math.fma(-q[i], y.data[i], db[at]);
            }
          }
        });
  }
}
