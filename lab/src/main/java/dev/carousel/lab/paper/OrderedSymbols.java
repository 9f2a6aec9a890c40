package dev.carousel.lab.paper;

import dev.carousel.lab.Draws;

/**
 * Experiment 6: E, then distractors a to d with two or three symbols X or Y among them, then B, at
 * which the order of the X and Y is to be told, a class for each.
 */
final class OrderedSymbols implements Generator {
  static final int SYMBOLS = 8;

  private static final int BEGIN = 0; // E
  private static final int END = 1; // B
  private static final int DISTRACTOR = 2; // a to d
  private static final int X = 6; // then Y
  private static final int SHORTEST = 100;
  private static final int LONGEST = 110;

  /** First and last place of each relevant symbol. */
  private final int[][] places;

  private final Sequence sequence;

  private OrderedSymbols(int[]... places) {
    this.places = places;
    sequence = Sequence.ofSymbols(LONGEST, 1 << places.length);
  }

  /** Two relevant symbols, 4 classes: XX, XY, YX, YY. */
  static OrderedSymbols two() {
    return new OrderedSymbols(new int[] {10, 20}, new int[] {50, 60});
  }

  /** Three relevant symbols, 8 classes. */
  static OrderedSymbols three() {
    return new OrderedSymbols(new int[] {10, 20}, new int[] {33, 43}, new int[] {66, 76});
  }

  @Override
  public Sequence next(Draws draws) {
    int length = draws.between(SHORTEST, LONGEST);
    sequence.clear();
    sequence.add(BEGIN);
    for (int t = 1; t < length - 1; t++) {
      sequence.add(DISTRACTOR + draws.below(4));
    }
    sequence.add(END);
    int which = 0;
    for (int[] place : places) {
      int symbol = draws.below(2);
      sequence.symbol(draws.between(place[0], place[1]), X + symbol);
      which = 2 * which + symbol;
    }
    sequence.targetClass(which);
    return sequence;
  }
}
