package dev.carousel.task.text.token;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Text to tokens and back. Tokens are the numbers {@code 0 .. vocabulary() - 1}. The records that
 * implement it are written into the model file as JSON with a property {@code level}; they check
 * themselves, with an IllegalArgumentException that says what cannot be.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "level")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Words.class, name = "word"),
  @JsonSubTypes.Type(value = Characters.class, name = "char"),
  @JsonSubTypes.Type(value = Subwords.class, name = "subword")
})
public sealed interface Tokenizer permits Words, Characters, Subwords {

  /** Number of tokens V. */
  int vocabulary();

  /**
   * The text of a token, as a table shows it; a byte without meaning of its own is {@code <0xE4>}.
   */
  String text(int token);

  /**
   * What stands before the first token of a text, so that the first is predicted too: a newline.
   */
  int start();

  /** Turns code points into tokens; for one text. */
  Encoder encoder(TokenSink to);

  /** Turns tokens into text as they come; for one text. */
  Decoder decoder();

  /** The tokens of a text. */
  default int[] encode(String text) {
    TokenList tokens = new TokenList();
    Encoder encoder = encoder(tokens);
    text.codePoints().forEachOrdered(encoder);
    encoder.end();
    return tokens.toArray();
  }

  /** The text of tokens. */
  default String decode(int... tokens) {
    Decoder decoder = decoder();
    StringBuilder text = new StringBuilder();
    for (int token : tokens) {
      text.append(decoder.next(token));
    }
    return text.append(decoder.end()).toString();
  }
}
