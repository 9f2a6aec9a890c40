package dev.carousel.task.text;

import dev.carousel.network.Stream;
import dev.carousel.task.text.token.Decoder;
import dev.carousel.task.text.token.Encoder;
import dev.carousel.task.text.token.TokenList;
import dev.carousel.task.text.token.Tokenizer;
import dev.carousel.task.text.token.Words;
import java.util.List;
import java.util.function.Consumer;

/** A language model that reads and writes a text token by token. For one thread. */
public final class TextStream {
  private final Tokenizer tokenizer;
  private final Stream stream;
  private final Decoder decoder;
  private boolean afterSpace;
  private float[] logits;
  private long position;

  TextStream(Tokenizer tokenizer, Stream stream) {
    this.tokenizer = tokenizer;
    this.stream = stream;
    this.decoder = tokenizer.decoder();
    this.logits = stream.step(tokenizer.start());
  }

  /**
   * Reads a text.
   *
   * @return how many of its characters or words the vocabulary does not have
   */
  public int read(String text) {
    TokenList tokens = new TokenList();
    Encoder encoder = tokenizer.encoder(tokens);
    text.replace("\r\n", "\n").codePoints().forEachOrdered(encoder);
    encoder.end();
    for (int token : tokens.toArray()) {
      step(token);
      decoder.next(token);
    }
    afterSpace = text.endsWith(" ");
    return tokens.unseen().size();
  }

  private void step(int token) {
    logits = stream.step(token);
    position++;
  }

  /** The most probable next tokens, the most probable first. */
  public List<NextToken> next(int most) {
    return NextToken.most(tokenizer, logits, 0, most);
  }

  /**
   * Writes on.
   *
   * @param length tokens
   * @param to takes the text in pieces, as it is made
   */
  public void write(int length, Sampling sampling, long seed, Consumer<String> to) {
    Sampler sampler = new Sampler(sampling, tokenizer.vocabulary(), seed);
    for (int i = 0; i < length; i++) {
      int token = sampler.next(logits, 0, position);
      String text = decoder.next(token);
      if (afterSpace && tokenizer instanceof Words) {
        text = text.stripLeading(); // the space between words is there
      }
      afterSpace = false;
      if (!text.isEmpty()) {
        to.accept(text);
      }
      step(token);
    }
    String rest = decoder.end();
    if (!rest.isEmpty()) {
      to.accept(rest);
    }
  }
}
