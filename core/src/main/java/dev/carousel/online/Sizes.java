package dev.carousel.online;

import dev.carousel.BadInput;

/** Checks what a user gives a network at each step. */
final class Sizes {
  private Sizes() {}

  /** Refuses another number of values, and one that is no finite number. */
  static void checkValues(String what, double[] values, int expected) {
    if (values.length != expected) {
      throw new BadInput("%s of a step: found %d, expected %d", what, values.length, expected);
    }
    for (int i = 0; i < expected; i++) {
      if (!Double.isFinite(values[i])) {
        throw new BadInput(
            "%s of a step: number %d is %s, expected a finite number", what, i, values[i]);
      }
    }
  }

  /** Refuses a place that there is not. */
  static void checkPlace(String what, int place, int count) {
    if (place < 0 || place >= count) {
      throw new BadInput("%s %d: expected 0 to %d", what, place, count - 1);
    }
  }
}
