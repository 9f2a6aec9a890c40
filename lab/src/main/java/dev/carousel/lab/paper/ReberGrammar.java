package dev.carousel.lab.paper;

import dev.carousel.lab.Draws;

/**
 * The embedded Reber grammar: {@code B o REBER o E}, o being T or P and REBER a string of the inner
 * automaton. Every choice is fair.
 */
final class ReberGrammar {
  static final String ALPHABET = "BTPSXVE";
  static final int SYMBOLS = ALPHABET.length();

  private static final int BEGIN = ALPHABET.indexOf('B');
  private static final int T = ALPHABET.indexOf('T');
  private static final int P = ALPHABET.indexOf('P');
  private static final int END = ALPHABET.indexOf('E');

  /** The inner automaton: of each state, the two symbols and where they lead. */
  private static final String[] CHOICES = {"TP", "SX", "TV", "XS", "PV"};

  private static final int[][] NEXT = {{1, 2}, {1, 3}, {2, 4}, {2, 5}, {3, 5}};
  private static final int LAST = 5;

  /** A string, and for each of its places which symbols could stand there, as bits. */
  record Word(int[] symbols, int[] possible) {
    int length() {
      return symbols.length;
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      for (int symbol : symbols) {
        text.append(ALPHABET.charAt(symbol));
      }
      return text.toString();
    }
  }

  private int[] symbols = new int[64];
  private int[] possible = new int[64];
  private int length;

  /** Draws a string. */
  Word draw(Draws draws) {
    length = 0;
    int outer = draws.flip() ? T : P;
    add(BEGIN, 1 << BEGIN);
    add(outer, 1 << T | 1 << P);
    add(BEGIN, 1 << BEGIN);
    int state = 0;
    while (state != LAST) {
      String choices = CHOICES[state];
      int a = ALPHABET.indexOf(choices.charAt(0));
      int b = ALPHABET.indexOf(choices.charAt(1));
      int choice = draws.flip() ? 1 : 0;
      add(choice == 0 ? a : b, 1 << a | 1 << b);
      state = NEXT[state][choice];
    }
    add(END, 1 << END);
    add(outer, 1 << outer);
    add(END, 1 << END);
    return new Word(
        java.util.Arrays.copyOf(symbols, length), java.util.Arrays.copyOf(possible, length));
  }

  private void add(int symbol, int bits) {
    if (length == symbols.length) {
      symbols = java.util.Arrays.copyOf(symbols, 2 * length);
      possible = java.util.Arrays.copyOf(possible, 2 * length);
    }
    symbols[length] = symbol;
    possible[length++] = bits;
  }
}
