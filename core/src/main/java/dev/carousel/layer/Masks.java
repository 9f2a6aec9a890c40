package dev.carousel.layer;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Masks (B, T) of steps that are there, 1, and that are not, 0; null if all are. */
final class Masks {
  private Masks() {}

  /** The steps that are in both. */
  static @Nullable Tensor both(@Nullable Tensor a, @Nullable Tensor b) {
    return a == null ? b : b == null ? a : a.times(b);
  }

  /** The same with zeros at steps that are not there. */
  static Signal cleared(Signal x) {
    return new Signal(cleared(x.values(), x.mask()), x.mask());
  }

  /** x (B, T, ...) with zeros at steps that are not there, whatever was there, NaN included. */
  static Tensor cleared(Tensor x, @Nullable Tensor mask) {
    if (mask == null) {
      return x;
    }
    Shape shape = x.shape();
    int steps = shape.at(0) * shape.at(1);
    int width = steps == 0 ? 0 : shape.size() / steps;
    Tensor rows = x.reshape(steps, width);
    return x.ops()
        .select(mask.reshape(steps, 1), rows, x.ops().zeros(rows.shape()))
        .reshape(shape.toArray());
  }
}
