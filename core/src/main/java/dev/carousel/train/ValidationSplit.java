package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.random.Randomness;

/**
 * Which examples are put aside for validation.
 *
 * @param share of all of them
 * @param random whether they are drawn; otherwise they are the last
 */
record ValidationSplit(double share, boolean random) {
  ValidationSplit {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "validation split: %s, expected a share between 0 and 1".formatted(share));
    }
  }

  /** The examples in the order in which the last ones are put aside. */
  Examples order(Examples examples, Randomness order) {
    return random ? examples.select(order.permutation(examples.size())) : examples;
  }

  /** How many stay; what is put aside is rounded to the nearest, and at least one. */
  int kept(int size) {
    int aside = Math.max(1, (int) Math.round(size * share));
    if (aside >= size) {
      throw new IllegalArgumentException(
          "validation split: %s of %d examples leaves none to train on".formatted(share, size));
    }
    return size - aside;
  }
}
