package dev.carousel.task.text.source;

import java.util.function.IntConsumer;

/** The code points {@code [from, to)} of a text; the rest is read too, and passed over. */
record TextRange(TextSource all, long from, long to, String name) implements TextSource {
  TextRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("range [%d, %d) of a text".formatted(from, to));
    }
  }

  @Override
  public void read(IntConsumer into) {
    long[] at = new long[1];
    all.read(codePoint -> {
      long i = at[0]++;
      if (i >= from && i < to) {
        into.accept(codePoint);
      }
    });
  }
}
