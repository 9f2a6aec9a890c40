package dev.carousel.task.text.token;

/** What a token is. */
public enum Level {
  /** {@link Words}. */
  WORD,
  /** {@link Characters}. */
  CHAR,
  /** {@link Subwords}. */
  SUBWORD
}
