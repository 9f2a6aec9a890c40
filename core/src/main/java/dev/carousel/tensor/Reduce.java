package dev.carousel.tensor;

/** Sums. */
final class Reduce {
  private Reduce() {}

  /** {@code y = sum of a}. */
  static FloatTensor sum(Tape tape, FloatTensor a) {
    FloatTensor y = tape.output(Shape.SCALAR, a.needsGradient);
    y.data[0] = (float) tape.kernels().reductions().sum(a.data, a.offset, a.size());
    return tape.record(
        y,
        () -> { // da += dy, the same for each element
          float dy = y.gradient()[0];
          float[] da = a.gradient();
          for (int i = 0; i < a.size(); i++) {
            da[a.gradientOffset() + i] += dy;
          }
        });
  }
}
