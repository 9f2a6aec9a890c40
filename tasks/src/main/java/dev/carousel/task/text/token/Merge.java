package dev.carousel.task.text.token;

/** Two tokens that become one where they stand side by side. */
public record Merge(int left, int right) {
  /** Both in one number, a key. */
  long key() {
    return key(left, right);
  }

  static long key(int left, int right) {
    return ((long) left << 32) | right;
  }
}
