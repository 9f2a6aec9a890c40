package dev.carousel.task.text.token;

import dev.carousel.task.text.source.WhiteSpace;
import java.util.function.Consumer;

/** Cuts text at white space; a newline is a word of its own. */
final class WordSplitter implements Encoder {
  /** Code points of a word that count; the rest of it is passed over. */
  static final int LONGEST = 1000;

  private final Consumer<String> to;
  private final StringBuilder word = new StringBuilder();
  private int length;

  WordSplitter(Consumer<String> to) {
    this.to = to;
  }

  @Override
  public void accept(int codePoint) {
    if (!WhiteSpace.is(codePoint)) {
      if (length < LONGEST) {
        word.appendCodePoint(codePoint);
        length++;
      }
      return;
    }
    end();
    if (codePoint == '\n') {
      to.accept(Words.END);
    }
  }

  @Override
  public void end() {
    if (length > 0) {
      to.accept(word.toString());
      word.setLength(0);
      length = 0;
    }
  }
}
