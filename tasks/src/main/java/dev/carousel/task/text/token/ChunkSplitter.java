package dev.carousel.task.text.token;

import dev.carousel.task.text.source.WhiteSpace;
import java.util.function.Consumer;

/**
 * Cuts text into the chunks within which byte-pair encoding merges: runs of letters (with their
 * marks, apostrophes and joiners), of digits, of other signs, of white space; a single space before
 * a run goes with it, as in {@code The| next|,|\n\n|12|%}. No run is longer than {@value #LONGEST}
 * code points. The chunks put together are the text again.
 *
 * <p>The classes are written out here: whatever is not listed is a letter, so that tokens do not
 * depend on the JDK's Unicode tables.
 */
final class ChunkSplitter implements Encoder {
  /** Most code points of a run. */
  static final int LONGEST = 64;

  private enum Kind {
    LETTER,
    DIGIT,
    SIGN,
    SPACE
  }

  private final Consumer<String> to;
  private final StringBuilder chunk = new StringBuilder();
  private Kind kind = Kind.SPACE;
  private int length;

  ChunkSplitter(Consumer<String> to) {
    this.to = to;
  }

  @Override
  public void accept(int codePoint) {
    Kind next = kind(codePoint);
    if (next != kind || length == LONGEST) {
      begin(next);
    }
    chunk.appendCodePoint(codePoint);
    length++;
  }

  private void begin(Kind next) {
    int last = chunk.length() - 1;
    boolean spaceGoesOn =
        last >= 0 && kind == Kind.SPACE && next != Kind.SPACE && chunk.charAt(last) == ' ';
    if (spaceGoesOn) {
      chunk.setLength(last);
    }
    end();
    if (spaceGoesOn) {
      chunk.append(' ');
    }
    kind = next;
  }

  @Override
  public void end() {
    if (!chunk.isEmpty()) {
      to.accept(chunk.toString());
      chunk.setLength(0);
    }
    length = 0;
  }

  private static Kind kind(int c) {
    if (WhiteSpace.is(c)) {
      return Kind.SPACE;
    }
    if (c >= '0' && c <= '9') {
      return Kind.DIGIT;
    }
    return isSign(c) ? Kind.SIGN : Kind.LETTER;
  }

  private static boolean isSign(int c) {
    if (c < 0x80) {
      return !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && c != '\'';
    }
    if (c < 0xC0) {
      return c != 0xAA && c != 0xB5 && c != 0xBA;
    }
    return c == 0xD7
        || c == 0xF7
        || (c >= 0x2010 && c <= 0x205E && c != 0x2019) // general punctuation
        || (c >= 0x3001 && c <= 0x3003) // that of Chinese and Japanese
        || (c >= 0x3008 && c <= 0x3020)
        || (c >= 0xFF01 && c <= 0xFF0F)
        || (c >= 0xFF1A && c <= 0xFF20)
        || (c >= 0xFF3B && c <= 0xFF40)
        || (c >= 0xFF5B && c <= 0xFF65);
  }
}
