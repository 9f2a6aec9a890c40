package dev.carousel.task.table;

import java.util.Locale;

/** Text for messages, the same in every locale. */
public final class Sentence {
  private Sentence() {}

  /** {@link String#format} in the root locale. */
  public static String of(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }

  /** {@code 12.3 %}, and of what is beyond all measure {@code more than 1,000 %}. */
  public static String percent(double value) {
    return value > 1000 ? "more than 1,000 %" : of("%.1f %%", value);
  }

  /** {@code 200 steps}, {@code 48 to 1,200 steps}. */
  public static String range(int least, int most, String noun) {
    return least == most ? count(most, noun) : of("%,d to %s", least, count(most, noun));
  }

  /** {@code 1 row}, {@code 1,461 rows}. */
  public static String count(long n, String noun) {
    return of("%,d %s%s", n, noun, n == 1 ? "" : "s");
  }
}
