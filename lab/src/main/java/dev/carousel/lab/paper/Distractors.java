package dev.carousel.lab.paper;

import dev.carousel.lab.Draws;

/**
 * Experiment 2c: symbols a_1 .. a_p (0 .. p - 1), the trigger e (p), the begin b (p + 1), x (p + 2)
 * and y (p + 3). After b and x or y come q distractors, then more of them, each with probability
 * 0.9, until the trigger; then the second symbol is to be told.
 */
final class Distractors implements Generator {
  private static final double MORE = 0.9;

  /** Longer tails are drawn again; their chance is below 1e-40. */
  private static final int LONGEST_TAIL = 1000;

  private final int q;
  private final int p;
  private final Sequence sequence;

  Distractors(int q, int p) {
    this.q = q;
    this.p = p;
    sequence = Sequence.ofSymbols(q + LONGEST_TAIL + 3, 2);
  }

  @Override
  public Sequence next(Draws draws) {
    int which = draws.below(2);
    sequence.clear();
    sequence.add(p + 1);
    sequence.add(p + 2 + which);
    for (int i = 0; i < q; i++) {
      sequence.add(draws.below(p));
    }
    for (int i = 0; i < LONGEST_TAIL && draws.uniform() < MORE; i++) {
      sequence.add(draws.below(p));
    }
    sequence.add(p);
    sequence.targetClass(which);
    return sequence;
  }
}
