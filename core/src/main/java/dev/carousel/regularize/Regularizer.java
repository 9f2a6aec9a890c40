package dev.carousel.regularize;

import dev.carousel.tensor.Parameter;

/**
 * A rule for the weights it selects: a record of options that overrides what it needs. Each method
 * is told one weight after the other; {@link Regularization} says when.
 */
public interface Regularizer {
  /** The weights it is for. */
  Selection selection();

  /** What this weight adds to the loss. */
  default double penalty(Parameter weight) {
    return 0;
  }

  /** Adds the gradient of {@link #penalty} to that of the weight. */
  default void addGradient(Parameter weight) {}

  /** Changes the weight before a step of the optimiser at that rate. */
  default void beforeStep(Parameter weight, double rate) {}

  /** Changes the weight after a step. */
  default void afterStep(Parameter weight) {}

  /** Checks a strength. */
  static void checkStrength(String name, double strength) {
    if (!(strength >= 0 && strength < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("%s: %s, expected >= 0".formatted(name, strength));
    }
  }
}
