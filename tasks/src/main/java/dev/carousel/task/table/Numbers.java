package dev.carousel.task.table;

import dev.carousel.BadInput;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Columns as numbers. Missing values (empty, NA, N/A, #N/A, NaN, null, ?, -, none, in any case)
 * become NaN; infinity and what lies beyond 1e30 are refused (their squares and floats would not
 * hold); decimal comma and thousands are told apart by the whole column.
 */
public final class Numbers {
  private static final Set<String> MISSING =
      Set.of("", "na", "n/a", "#n/a", "nan", "null", "?", "-", "none");
  private static final int LONGEST_MISSING = 4;
  private static final double LARGEST = 1e30;

  private Numbers() {}

  /** Whether this text stands for no value. */
  public static boolean isMissing(String value) {
    return value.length() <= LONGEST_MISSING && MISSING.contains(value.toLowerCase(Locale.ROOT));
  }

  /**
   * The column as numbers, one a row, NaN where missing.
   *
   * @throws BadInput for the first value that is no finite number: file, line, column and value
   */
  public static double[] of(Column column) {
    Reading reading = read(column);
    if (reading.problem() != null) {
      throw new BadInput("%s", reading.problem());
    }
    return reading.values();
  }

  /**
   * How the numbers of a column are written, where that is not plainly: with a decimal comma, or
   * with thousands grouped; null if they are plain, or the column is none of numbers.
   */
  public static @Nullable Writing writing(Column column) {
    NumberStyle style = NumberStyle.of(column);
    for (int row = 0; style.problem() == null && style.commas() && row < column.size(); row++) {
      String value = column.text(row);
      if (value.indexOf(',') >= 0 && !isMissing(value)) {
        return new Writing(row, style.decimal() == ',');
      }
    }
    return null;
  }

  /**
   * How numbers are written.
   *
   * @param row the first that shows it
   * @param decimalComma or else commas group thousands
   */
  public record Writing(int row, boolean decimalComma) {}

  /** The column as numbers, or the first reason why it is none. */
  public static Reading read(Column column) {
    NumberStyle style = NumberStyle.of(column);
    double[] numbers = new double[column.size()];
    if (style.problem() != null) {
      return new Reading(numbers, style.badRow(), style.problem());
    }
    for (int row = 0; row < numbers.length; row++) {
      String value = column.text(row);
      String plain = isMissing(value) ? "" : style.plain(value);
      numbers[row] = hasNumberLetters(plain) ? parse(plain) : Double.NaN;
      if (!(Math.abs(numbers[row]) <= LARGEST) && !isMissing(value)) {
        return new Reading(numbers, row, problem(column, row, numbers[row]));
      }
    }
    return new Reading(numbers, -1, null);
  }

  private static String problem(Column column, int row, double number) {
    String value = column.text(row);
    boolean infinite = Math.abs(number) > LARGEST || isInfinity(value);
    return Sentence.of(
        "%s: found %s, %s. Correct it, or leave it empty if the value is missing.",
        column.where(row),
        Quoted.of(value),
        infinite
            ? "which is infinite or too large (numbers up to 1e30 are read)"
            : "a number was expected, such as 12.5 (no units, no thousands separators)");
  }

  private static double parse(String plain) {
    try {
      return Double.parseDouble(plain);
    } catch (NumberFormatException e) {
      return Double.NaN; // the caller reports the value
    }
  }

  private static boolean isInfinity(String value) {
    return value.toLowerCase(Locale.ROOT).matches("[-+]?(inf|infinity|∞)");
  }

  /** Digits, sign, point and exponent only: parseDouble alone would take 1d, 0x1p3 and more. */
  private static boolean hasNumberLetters(String value) {
    boolean digit = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      digit |= c >= '0' && c <= '9';
      if ((c < '0' || c > '9') && "+-.,eE".indexOf(c) < 0) {
        return false;
      }
    }
    return digit;
  }
}
