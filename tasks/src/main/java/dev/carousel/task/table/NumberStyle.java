package dev.carousel.task.table;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the numbers of one column are written. A comma means a decimal comma, or groups thousands;
 * the column as a whole decides, and a column that leaves it open is no column of numbers.
 *
 * @param decimal the decimal mark, {@code .} or {@code ,}
 * @param commas whether any value holds a comma at all
 * @param badRow the row that leaves the style open or contradicts it, or -1
 * @param problem the message about that row, or null
 */
record NumberStyle(char decimal, boolean commas, int badRow, @Nullable String problem) {
  private static final NumberStyle PLAIN = new NumberStyle('.', false, -1, null);
  private static final Pattern GROUPED_BY_COMMA =
      Pattern.compile("[-+]?[1-9]\\d{0,2}(,\\d{3})+(\\.\\d*)?");
  private static final Pattern GROUPED_BY_POINT =
      Pattern.compile("[-+]?[1-9]\\d{0,2}(\\.\\d{3})+(,\\d*)?");
  private static final Pattern OPEN = Pattern.compile("[-+]?[1-9]\\d{0,2},\\d{3}");
  private static final Pattern OPEN_POINT = Pattern.compile("[-+]?[1-9]\\d{0,2}\\.\\d{3}");
  private static final int LONGEST_GROUP = 3;

  /** The style of this column. */
  static NumberStyle of(Column column) {
    int firstComma = -1;
    int decimalComma = -1;
    int decimalPoint = -1;
    for (int row = 0; row < column.size(); row++) {
      String value = column.text(row);
      if (!isNumberLike(value)) {
        continue;
      }
      boolean comma = value.indexOf(',') >= 0;
      if (comma && firstComma < 0) {
        firstComma = row;
      }
      if (comma && decimalComma < 0 && showsDecimalComma(value)) {
        decimalComma = row;
      }
      if (decimalPoint < 0 && showsDecimalPoint(value, comma)) {
        decimalPoint = row;
      }
    }
    if (firstComma < 0) {
      boolean open = column.delimiter() == ';' && decimalPoint < 0;
      int row = open ? leftOpen(column, OPEN_POINT, NumberStyle::isDecimalPoint) : -1;
      return row < 0 ? PLAIN : ambiguity(column, row, '.');
    }
    return decide(column, firstComma, decimalComma, decimalPoint);
  }

  private static NumberStyle decide(Column column, int comma, int decimalComma, int decimalPoint) {
    if (decimalComma >= 0 && decimalPoint >= 0) {
      return contradiction(
          column, Math.min(decimalComma, decimalPoint), Math.max(decimalComma, decimalPoint));
    }
    if (decimalPoint >= 0) {
      return new NumberStyle('.', true, -1, null);
    }
    boolean open =
        column.delimiter() != ';' || leftOpen(column, OPEN, NumberStyle::isDecimalComma) >= 0;
    return decimalComma < 0 && open
        ? ambiguity(column, comma, ',')
        : new NumberStyle(',', true, -1, null);
  }

  /**
   * The first value such as 120.625 or 120,625 of a column in a file of semicolons, where either
   * mark may group thousands; -1 if there is none, or if some number of the file shows that this
   * mark is a decimal one.
   */
  private static int leftOpen(Column column, Pattern form, Predicate<String> decimal) {
    int first = -1;
    for (int row = 0; row < column.size(); row++) {
      String value = column.text(row);
      if (first < 0 && form.matcher(value).matches()) {
        first = row;
      }
      if (value.length() > LONGEST_GROUP && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return -1; // thousands without a separator
      }
    }
    return first >= 0 && column.others().stream().anyMatch(other -> other.anyMatch(decimal))
        ? -1
        : first;
  }

  private static boolean isDecimalPoint(String value) {
    boolean date = value.indexOf('.') != value.lastIndexOf('.'); // 31.12.2026
    return !date
        && isNumberLike(value)
        && value.indexOf(',') < 0
        && showsDecimalPoint(value, false);
  }

  private static boolean isDecimalComma(String value) {
    return isNumberLike(value) && value.indexOf(',') >= 0 && showsDecimalComma(value);
  }

  private static NumberStyle contradiction(Column column, int earlier, int later) {
    String problem =
        Sentence.of(
            "%s: found %s, but line %d has %s: decimal comma and decimal point in one column. "
                + "Write all numbers with a decimal point.",
            column.where(later),
            Quoted.of(column.text(later)),
            column.line(earlier),
            Quoted.of(column.text(earlier)));
    return new NumberStyle('.', true, later, problem);
  }

  private static NumberStyle ambiguity(Column column, int row, char mark) {
    String value = column.text(row);
    String problem =
        Sentence.of(
            "%s: found %s, which may mean %s or %s. Write decimals with a point and thousands "
                + "without a separator%s.",
            column.where(row),
            Quoted.of(value),
            value.replace(mark, '.'),
            value.replace(String.valueOf(mark), ""),
            column.delimiter() == ';' ? ", and commas between the fields" : "");
    return new NumberStyle('.', true, row, problem);
  }

  private static boolean showsDecimalComma(String value) {
    return !OPEN.matcher(value).matches() && !GROUPED_BY_COMMA.matcher(value).matches();
  }

  private static boolean showsDecimalPoint(String value, boolean comma) {
    int point = value.indexOf('.');
    if (comma) {
      return !OPEN.matcher(value).matches() && GROUPED_BY_COMMA.matcher(value).matches();
    }
    return point >= 0 && !GROUPED_BY_POINT.matcher(value).matches();
  }

  private static boolean isNumberLike(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < '0' || c > '9') && "+-.,eE".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The value as {@link Double#parseDouble} wants it; unchanged if it is no such number. */
  String plain(String value) {
    if (!commas) {
      return value;
    }
    boolean point = decimal == '.';
    if ((point ? GROUPED_BY_COMMA : GROUPED_BY_POINT).matcher(value).matches()) {
      String digits = value.replace(point ? "," : ".", "");
      return point ? digits : digits.replace(',', '.');
    }
    return point ? value : value.indexOf('.') >= 0 ? value : value.replace(',', '.');
  }
}
