package dev.carousel.layer;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Collections;

/**
 * The same values at every step: (B, F) to (B, times, F).
 *
 * @param times number of steps
 */
public record RepeatVector(int times) implements Layer {
  /** Checks the option. */
  public RepeatVector {
    if (times < 1) {
      throw new IllegalArgumentException(
          "repeat vector: %d times, expected at least 1".formatted(times));
    }
  }

  /** So many steps. */
  public static RepeatVector times(int times) {
    return new RepeatVector(times);
  }

  @Override
  public String kind() {
    return "repeat_vector";
  }

  @Override
  public boolean needsWholeSequence() {
    return true;
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 1) {
      throw new IllegalArgumentException(
          "%s reads (features), found %s: take what is left of the sequence, as LastStep does"
              .formatted(kind(), input));
    }
    return input.prepend(times);
  }

  @Override
  public Tensor apply(Place place, Tape tape, Tensor x) {
    return tape.stack(Collections.nCopies(times, x));
  }
}
