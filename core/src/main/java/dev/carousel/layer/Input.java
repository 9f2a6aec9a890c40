package dev.carousel.layer;

import dev.carousel.tensor.Shape;

/**
 * What a network reads: one example's shape.
 *
 * @param timeSteps T; 0 if sequences of any length are taken
 * @param features I
 */
public record Input(int timeSteps, int features) {
  /** Checks the sizes. */
  public Input {
    if (timeSteps < 0 || features < 1) {
      throw new IllegalArgumentException(
          "input (%d, %d): expected time steps >= 0 (0: any) and features >= 1"
              .formatted(timeSteps, features));
    }
  }

  /** Sequences of {@code timeSteps} steps with {@code features} values each. */
  public static Input sequence(int timeSteps, int features) {
    return new Input(timeSteps, features);
  }

  /** Sequences of any length, equal within a batch. */
  public static Input anySequence(int features) {
    return new Input(0, features);
  }

  /** (T, I), T = 0 standing for any. */
  public Shape shape() {
    return Shape.of(timeSteps, features);
  }
}
