package dev.carousel.layer;

import dev.carousel.tensor.Pooling;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;

/**
 * A layer that leaves one row of a sequence: (B, T, F) to (B, F), over the steps that are there;
 * zeros where none is.
 */
interface Pooled extends Layer {
  /** How. */
  Pooling pooling();

  @Override
  default Shape outputShape(Shape input) {
    return Forms.sequence(kind(), input).dropFirst();
  }

  @Override
  default Tensor apply(Place place, Tape tape, Tensor x) {
    return tape.pool(pooling(), x, null);
  }

  @Override
  default Signal apply(Place place, Pass pass, Signal x) {
    return Signal.of(pass.tape().pool(pooling(), x.values(), x.mask()));
  }
}
