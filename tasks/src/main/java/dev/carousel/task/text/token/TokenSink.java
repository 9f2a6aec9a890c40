package dev.carousel.task.text.token;

/** Takes tokens in order. */
public interface TokenSink {

  /** The next token. */
  void token(int token);

  /**
   * A piece of text that the vocabulary does not have. The token that stands for it follows, if the
   * tokenizer has one; else the piece is passed over.
   */
  default void unseen(String text) {}
}
