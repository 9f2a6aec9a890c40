package dev.carousel.task.text.source;

import java.util.function.IntConsumer;

/** A text that is read as often as wanted, code point by code point, and never held whole. */
public interface TextSource {

  /** What messages call it, such as the file's path. */
  String name();

  /**
   * Reads the text from its beginning.
   *
   * @param to takes the code points in order
   * @throws dev.carousel.BadInput if it cannot be read, is empty, or is no UTF-8 text
   */
  void read(IntConsumer to);

  /** Number of code points; reads the text once. */
  default long length() {
    long[] n = new long[1];
    read(codePoint -> n[0]++);
    return n[0];
  }

  /** The code points {@code [from, to)} of this text. */
  default TextSource range(long from, long to) {
    return new TextRange(this, from, to, name());
  }

  /** A text in memory, as it is; but half a surrogate pair becomes U+FFFD. */
  static TextSource of(String name, String text) {
    return new StringText(name, text);
  }
}
