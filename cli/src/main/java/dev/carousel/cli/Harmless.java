package dev.carousel.cli;

import java.util.regex.Pattern;

/**
 * What a model writes, for a terminal: characters that were learnt from the text and would drive
 * it, or turn the direction of what follows, are shown as U+FFFD.
 */
final class Harmless {
  private static final Pattern DRIVING =
      Pattern.compile("[\\p{Cc}&&[^\n\t]]|[\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");

  private Harmless() {}

  static String text(CharSequence text) {
    return DRIVING.matcher(text).replaceAll("\uFFFD");
  }
}
