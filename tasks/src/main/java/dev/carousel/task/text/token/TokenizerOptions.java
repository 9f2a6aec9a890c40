package dev.carousel.task.text.token;

import dev.carousel.BadInput;
import dev.carousel.task.text.source.TextSource;
import dev.carousel.tensor.Tokens;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What tokens are to be.
 *
 * @param vocabulary most tokens; null for all words or characters there are, or {@value #SUBWORDS}
 *     subwords
 * @param stripLeading of characters: whether white space at the beginning of lines is left out
 */
public record TokenizerOptions(Level level, @Nullable Integer vocabulary, boolean stripLeading) {
  /** Subwords if nothing else is said. */
  public static final int SUBWORDS = 2048;

  public TokenizerOptions {
    int least =
        switch (level) {
          case WORD -> 3;
          case CHAR -> 2;
          case SUBWORD -> Subwords.LEAST;
        };
    if (vocabulary != null && (vocabulary < least || vocabulary > Tokens.MOST)) {
      throw new BadInput(
          "--vocabulary %d: for the level %s expected a whole number from %d to %d",
          vocabulary, level.name().toLowerCase(Locale.ROOT), least, Tokens.MOST);
    }
    if (stripLeading && level != Level.CHAR) {
      throw new BadInput(
          "white space at the beginning of lines can be left out with the level char only");
    }
  }

  /** All words, all characters, or {@value #SUBWORDS} subwords. */
  public static TokenizerOptions of(Level level) {
    return new TokenizerOptions(level, null, false);
  }

  /** The same with a limit. */
  public TokenizerOptions withVocabulary(int most) {
    return new TokenizerOptions(level, most, stripLeading);
  }

  /** Learns from a text, which is read once. */
  public Tokenizer learn(TextSource text) {
    int most = vocabulary != null ? vocabulary : level == Level.SUBWORD ? SUBWORDS : Tokens.MOST;
    return switch (level) {
      case WORD -> Words.learn(text, most);
      case CHAR -> Characters.learn(text, most, stripLeading);
      case SUBWORD -> Subwords.learn(text, most);
    };
  }
}
