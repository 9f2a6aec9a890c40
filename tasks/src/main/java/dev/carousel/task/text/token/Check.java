package dev.carousel.task.text.token;

import java.util.Locale;

/** Checks of what a model file says. */
final class Check {
  private Check() {}

  static void require(boolean holds, String format, Object... args) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, format, args));
    }
  }

  /** That a number is one of the tokens. */
  static void token(int token, int vocabulary) {
    require(
        token >= 0 && token < vocabulary,
        "token %d, the vocabulary has 0 to %d",
        token,
        vocabulary - 1);
  }
}
