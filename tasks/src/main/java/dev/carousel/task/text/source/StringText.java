package dev.carousel.task.text.source;

import java.util.function.IntConsumer;

/** A text in memory. */
record StringText(String name, String text) implements TextSource {
  @Override
  public void read(IntConsumer to) {
    text.codePoints().forEachOrdered(to);
  }
}
