package dev.carousel.task.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as a reader wants them: few digits, thousands grouped, a dash for what is missing. */
final class Figures {
  private static final String MISSING = "–";

  /** Stands behind every percentage; a space that does not break. */
  static final String PERCENT = "\u00a0%";

  private static final String MINUS = "−";

  private Figures() {}

  /** About three or four significant digits. */
  static String value(double value) {
    if (!Double.isFinite(value)) {
      return MISSING;
    }
    double size = Math.abs(value);
    if (size != 0 && size < 0.001) {
      return String.format(Locale.ROOT, "%.2e", value).replace("-", MINUS);
    }
    return fixed(value, decimals(size));
  }

  /** The value as precise as {@code largest} is written, so that a column lines up. */
  static String aligned(double value, double largest) {
    boolean plain = largest >= 0.001 && Double.isFinite(value) && Double.isFinite(largest);
    return plain ? fixed(value, decimals(largest)) : value(value);
  }

  private static int decimals(double size) {
    return size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3;
  }

  static String value(double value, @Nullable String unit) {
    return Double.isFinite(value) && unit != null ? value(value) + "\u00a0" + unit : value(value);
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count).replace("-", MINUS);
  }

  static String percent(double value) {
    return Double.isFinite(value) ? fixed(value, 1) + PERCENT : MISSING;
  }

  /** A share of one as a percentage with its sign: what skill reads like. */
  static String signedPercent(double share) {
    if (!Double.isFinite(share)) {
      return MISSING;
    }
    String digits = fixed(100 * share, 1);
    return (digits.startsWith(MINUS) || digits.equals("0.0") ? digits : "+" + digits) + PERCENT;
  }

  /** {@code 31.2 s}, {@code 4 min 05 s}. */
  static String duration(double seconds) {
    if (!(seconds >= 120)) {
      return Double.isFinite(seconds) ? fixed(seconds, 1) + " s" : MISSING;
    }
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%,d min %02d s", whole / 60, whole % 60);
  }

  static String fixed(double value, int decimals) {
    String digits = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    boolean zero = digits.chars().noneMatch(c -> c >= '1' && c <= '9');
    return zero ? digits.replace("-", "") : digits.replace("-", MINUS);
  }
}
