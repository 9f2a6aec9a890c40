package dev.carousel.task.text.source;

import java.util.function.IntConsumer;

/** A text in memory; half a surrogate pair, which is no character, becomes U+FFFD. */
record StringText(String name, String text) implements TextSource {
  private static final int REPLACEMENT = 0xFFFD;

  @Override
  public void read(IntConsumer to) {
    text.codePoints().map(c -> isSurrogate(c) ? REPLACEMENT : c).forEachOrdered(to);
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
