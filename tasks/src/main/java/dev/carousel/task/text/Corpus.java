package dev.carousel.task.text;

import dev.carousel.BadInput;
import dev.carousel.task.text.source.TextSource;
import dev.carousel.task.text.token.Characters;
import dev.carousel.task.text.token.Encoder;
import dev.carousel.task.text.token.Subwords;
import dev.carousel.task.text.token.Tokenizer;
import dev.carousel.task.text.token.Words;

/**
 * A text as tokens.
 *
 * @param tokens the {@link Tokenizer#start}, then those of the text: each of these is predicted,
 *     the first from the start alone
 * @param characters code points the tokens stand for; 0 for words, which do not keep all of them
 * @param unseen pieces of text the vocabulary does not have, whether a token stands for them or not
 */
public record Corpus(TokenSequence tokens, long characters, long unseen) {

  /**
   * Reads a text, once, as a stream.
   *
   * @throws BadInput if it cannot be read, or has no tokens
   */
  public static Corpus of(TextSource text, Tokenizer tokenizer) {
    try (TokenSpool spool = new TokenSpool(tokenizer.vocabulary())) {
      spool.token(tokenizer.start());
      Encoder encoder = tokenizer.encoder(spool);
      long[] read = new long[1];
      text.read(codePoint -> {
        read[0]++;
        encoder.accept(codePoint);
      });
      encoder.end();
      TokenSequence tokens = spool.finish();
      if (tokens.size() == 1) {
        throw new BadInput(
            "%s: none of its %d characters became a token; give a longer text, or one like that"
                + " the vocabulary was learnt from",
            text.name(), read[0]);
      }
      long characters =
          switch (tokenizer) {
            case Words _ -> 0;
            case Characters _ -> tokens.size() - 1;
            case Subwords _ -> read[0];
          };
      return new Corpus(tokens, characters, spool.unseen());
    }
  }

  /** Number of tokens of the text, without the start. */
  public long size() {
    return tokens.size() - 1;
  }
}
