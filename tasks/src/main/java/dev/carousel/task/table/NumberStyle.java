package dev.carousel.task.table;

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
      return PLAIN;
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
    if (decimalComma >= 0 || column.delimiter() == ';') {
      return new NumberStyle(',', true, -1, null);
    }
    return ambiguity(column, comma);
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

  private static NumberStyle ambiguity(Column column, int row) {
    String value = column.text(row);
    String problem =
        Sentence.of(
            "%s: found %s, which may mean %s or %s. Write decimals with a point and "
                + "thousands without a separator.",
            column.where(row), Quoted.of(value), value.replace(',', '.'), value.replace(",", ""));
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
