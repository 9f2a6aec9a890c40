package dev.carousel.task.text.token;

import java.util.Arrays;
import java.util.List;

/** Characters in ascending order of their code points, each known by its place. */
final class Alphabet {
  private final int[] codePoints;

  /**
   * The alphabet of these characters.
   *
   * @throws IllegalArgumentException if they do not ascend, or one is half a surrogate pair
   */
  Alphabet(String characters) {
    this.codePoints = characters.codePoints().toArray();
    for (int i = 0; i < codePoints.length; i++) {
      int c = codePoints[i];
      Check.require(!isSurrogate(c), "alphabet holds half a surrogate pair, U+%04X", c);
      Check.require(
          i == 0 || codePoints[i - 1] < c,
          "alphabet is not in ascending order of code points at U+%04X",
          c);
    }
  }

  /** Some characters in the order of an alphabet. */
  static String sorted(List<Integer> codePoints) {
    int[] sorted = codePoints.stream().mapToInt(Integer::intValue).sorted().toArray();
    return new String(sorted, 0, sorted.length);
  }

  static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  int size() {
    return codePoints.length;
  }

  /** The place of a character, negative if it is not there. */
  int indexOf(int codePoint) {
    return Arrays.binarySearch(codePoints, codePoint);
  }

  String text(int index) {
    return Character.toString(codePoints[index]);
  }
}
