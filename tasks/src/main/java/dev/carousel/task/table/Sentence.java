package dev.carousel.task.table;

import java.util.Locale;

/** Text for messages, the same in every locale. */
public final class Sentence {
  private Sentence() {}

  /** {@link String#format} in the root locale. */
  public static String of(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }

  /** {@code 1 row}, {@code 1,461 rows}. */
  public static String count(long n, String noun) {
    return of("%,d %s%s", n, noun, n == 1 ? "" : "s");
  }
}
