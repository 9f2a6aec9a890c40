package dev.carousel.task.text.token;

import dev.carousel.BadInput;
import dev.carousel.task.text.source.TextSource;
import dev.carousel.task.text.source.WhiteSpace;
import java.util.Objects;
import java.util.function.IntConsumer;

/**
 * Each code point is a token, in ascending order. A character that the alphabet does not have
 * becomes {@value #UNKNOWN} where the vocabulary was limited; else there is no token for it: it is
 * passed over and counted.
 *
 * @param alphabet the characters, ascending
 * @param unknown whether the last token stands for all others
 * @param stripLeading whether white space at the beginning of lines is left out. So the Penn
 *     Treebank, whose lines begin and end with a space, has 5,059,550 / 396,412 / 446,184 tokens,
 *     the newline being the end of a sentence
 */
public record Characters(String alphabet, boolean unknown, boolean stripLeading)
    implements Tokenizer {
  /** The text of the token for all other characters. */
  public static final String UNKNOWN = "<unk>";

  public Characters {
    Objects.requireNonNull(alphabet, "alphabet is missing");
    Check.require(new Alphabet(alphabet).size() > 0, "alphabet is empty");
  }

  /**
   * Learns the alphabet of a text.
   *
   * @param limit most tokens: if there are more characters, the {@code limit - 1} most frequent (of
   *     equal ones the first) and one for all others
   * @throws BadInput if the text cannot be read, or holds nothing
   */
  public static Characters learn(TextSource text, int limit, boolean stripLeading) {
    Check.require(limit >= 2, "a vocabulary of %d characters, expected at least 2", limit);
    Counts<Integer> counts = new Counts<>();
    text.read(lines(stripLeading, c -> counts.add(c, 1)));
    if (counts.size() == 0) {
      throw new BadInput("%s: no characters to learn from; give a longer text", text.name());
    }
    boolean cut = counts.size() > limit;
    return new Characters(
        Alphabet.sorted(counts.ranked(cut ? limit - 1 : limit)), cut, stripLeading);
  }

  @Override
  public int vocabulary() {
    return alphabet.codePointCount(0, alphabet.length()) + (unknown ? 1 : 0);
  }

  @Override
  public String text(int token) {
    int vocabulary = vocabulary();
    Check.token(token, vocabulary);
    return unknown && token == vocabulary - 1 ? UNKNOWN : new Alphabet(alphabet).text(token);
  }

  /** The newline; if the alphabet has none, its first character. */
  @Override
  public int start() {
    return Math.max(0, new Alphabet(alphabet).indexOf('\n'));
  }

  @Override
  public Encoder encoder(TokenSink to) {
    Alphabet known = new Alphabet(alphabet);
    IntConsumer each =
        c -> {
          int token = known.indexOf(c);
          if (token < 0) {
            to.unseen(Character.toString(c));
            token = unknown ? known.size() : -1;
          }
          if (token >= 0) {
            to.token(token);
          }
        };
    IntConsumer lines = lines(stripLeading, each);
    return new Encoder() {
      @Override
      public void accept(int codePoint) {
        lines.accept(codePoint);
      }

      @Override
      public void end() {}
    };
  }

  @Override
  public Decoder decoder() {
    Alphabet known = new Alphabet(alphabet);
    return new Decoder() {
      @Override
      public String next(int token) {
        Check.token(token, known.size() + (unknown ? 1 : 0));
        return token == known.size() ? UNKNOWN : known.text(token);
      }

      @Override
      public String end() {
        return "";
      }
    };
  }

  /** Hands characters on, without white space at the beginning of lines if so wanted. */
  private static IntConsumer lines(boolean strip, IntConsumer to) {
    if (!strip) {
      return to;
    }
    boolean[] begun = new boolean[1];
    return c -> {
      begun[0] = c != '\n' && (begun[0] || !WhiteSpace.is(c));
      if (begun[0] || c == '\n') {
        to.accept(c);
      }
    };
  }
}
