package dev.carousel.lab.paper;

import dev.carousel.lab.Draws;

/**
 * Experiments 4 and 5: pairs of a value and a marker. One of the first 10 pairs and one of the
 * first T / 2 - 1 still unmarked ones are marked by 1; the first and the last have the marker -1,
 * even if picked, and then count as the neutral value. The target is the scaled sum or the product
 * of the two marked values.
 */
final class MarkedPairs implements Generator {
  private static final int EARLY = 10;

  private final int shortest;
  private final boolean product;
  private final Sequence sequence;

  private MarkedPairs(int shortest, boolean product) {
    this.shortest = shortest;
    this.product = product;
    sequence = Sequence.ofValues(2, shortest + shortest / 10, 1);
  }

  /** Values in [-1, 1), target 0.5 + (X1 + X2) / 4. */
  static MarkedPairs adding(int shortest) {
    return new MarkedPairs(shortest, false);
  }

  /** Values in [0, 1), target X1 X2. */
  static MarkedPairs multiplication(int shortest) {
    return new MarkedPairs(shortest, true);
  }

  @Override
  public Sequence next(Draws draws) {
    int length = draws.between(shortest, shortest + shortest / 10);
    sequence.clear();
    for (int t = 0; t < length; t++) {
      sequence.add(draws.uniform(product ? 0 : -1, 1), t == 0 || t == length - 1 ? -1 : 0);
    }
    int first = draws.below(EARLY);
    int second = draws.below(shortest / 2 - 2);
    second += second >= first ? 1 : 0;
    double x1 = mark(first);
    double x2 = mark(second);
    sequence.targets(product ? x1 * x2 : 0.5 + (x1 + x2) / 4);
    return sequence;
  }

  private double mark(int t) {
    if (t == 0) {
      return product ? 1 : 0;
    }
    sequence.value(t, 1, 1);
    return sequence.value(t, 0);
  }
}
