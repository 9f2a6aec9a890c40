package dev.carousel.layer;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;

/**
 * All values of an example in a row: (B, T, F) to (B, T * F), for a T that is known. Steps that are
 * not there become zeros.
 */
public record Flatten() implements Layer {
  @Override
  public String kind() {
    return "flatten";
  }

  @Override
  public boolean needsWholeSequence() {
    return true;
  }

  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(Forms.fixed(kind(), input).size());
  }

  @Override
  public Tensor apply(Place place, Tape tape, Tensor x) {
    return x.reshape(x.shape().at(0), outputShape(place.input()).size());
  }

  @Override
  public Signal apply(Place place, Pass pass, Signal x) {
    return Signal.of(apply(place, pass.tape(), Masks.cleared(x.values(), x.mask())));
  }
}
