package dev.carousel.cli;

import java.util.Locale;

/**
 * A training in one line: epoch and losses first, then a bar, the rate and the time left. On a
 * narrow terminal words go first, then the bar, then the rest; the losses stay.
 *
 * @param text epoch and losses
 * @param share of all batches that is done, 0 to 1
 * @param rate batches a second; NaN while not known
 * @param secondsLeft if no epoch is saved by stopping early
 */
record ProgressLine(String text, double share, double rate, double secondsLeft) {
  private static final int SHORTEST_BAR = 8;
  private static final int LONGEST_BAR = 40;

  /** The line, at most {@code width} characters. */
  String of(int width) {
    String left = left();
    String[] tails = {
      format("  %s batches/s, at most %s left", perSecond(rate), left),
      format("  %s/s, %s left", perSecond(rate), left)
    };
    for (String tail : tails) {
      int room = width - text.length() - 2 - tail.length();
      if (room >= SHORTEST_BAR) {
        return text + "  " + bar(Math.min(room, LONGEST_BAR)) + tail;
      }
    }
    String plain = text + tails[1];
    return plain.length() <= width ? plain : text.substring(0, Math.min(width, text.length()));
  }

  private String bar(int length) {
    int cells = length - 2;
    int full = (int) Math.round(Math.clamp(share, 0, 1) * cells);
    return "|" + "█".repeat(full) + " ".repeat(cells - full) + "|";
  }

  /** A rate, of slow trainings with a decimal. */
  static String perSecond(double rate) {
    return Double.isFinite(rate) ? format(rate < 9.95 ? "%.1f" : "%.0f", rate) : "?";
  }

  private String left() {
    if (!Double.isFinite(secondsLeft)) {
      return "?";
    }
    if (secondsLeft < 100) {
      return format("%.0f s", secondsLeft);
    }
    return secondsLeft < 6000
        ? format("%.0f min", secondsLeft / 60)
        : format("%.1f h", secondsLeft / 3600);
  }

  private static String format(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }
}
