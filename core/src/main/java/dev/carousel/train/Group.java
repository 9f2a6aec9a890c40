package dev.carousel.train;

import dev.carousel.data.Examples;
import java.util.Arrays;

/**
 * Examples side by side: what an update learns from.
 *
 * @param examples of which they are
 * @param rows their numbers
 */
record Group(Examples examples, int[] rows) {
  /** The examples {@code order[from .. to)}. */
  static Group of(Examples examples, int[] order, int from, int to) {
    return new Group(examples, Arrays.copyOfRange(order, from, to));
  }

  /** All of some examples. */
  static Group all(Examples examples) {
    int[] rows = new int[examples.size()];
    Arrays.setAll(rows, i -> i);
    return new Group(examples, rows);
  }

  int size() {
    return rows.length;
  }

  /**
   * A piece of that many examples, the last one perhaps smaller; this itself if it is no larger.
   */
  Group piece(int number, int size) {
    int from = number * size;
    int to = Math.min(rows.length, from + size);
    return to - from == rows.length ? this : of(examples, rows, from, to);
  }

  /** Steps of the longest input. */
  int longest() {
    return longest(examples, rows);
  }

  /** Steps of the longest of these examples. */
  static int longest(Examples examples, int[] rows) {
    int longest = 0;
    for (int row : rows) {
      longest = Math.max(longest, examples.length(row));
    }
    return longest;
  }
}
