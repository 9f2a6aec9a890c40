package dev.carousel.lab.paper;

import dev.carousel.lab.Draws;

/** Embedded Reber strings one after the other without an end; after E comes B. */
final class ReberStream {
  private final ReberGrammar grammar = new ReberGrammar();
  private final Draws draws;
  private ReberGrammar.Word word;
  private int at;

  ReberStream(Draws draws) {
    this.draws = draws;
    word = grammar.draw(draws);
  }

  /** Whether the next symbol is the first of a string. */
  boolean atBegin() {
    return at == 0;
  }

  /** The next symbol. */
  int next() {
    int symbol = word.symbols()[at++];
    if (at == word.length()) {
      word = grammar.draw(draws);
      at = 0;
    }
    return symbol;
  }

  /** The symbols that could come now, as bits. */
  int possible() {
    return word.possible()[at];
  }
}
