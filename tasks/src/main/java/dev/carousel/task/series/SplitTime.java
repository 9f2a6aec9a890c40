package dev.carousel.task.series;

import dev.carousel.BadInput;
import dev.carousel.task.table.Column;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Table;
import java.time.YearMonth;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times spread over several columns: year, month, day, hour, minute and second, as many of them as
 * there are, from the year on; or a date and a time of day. They are joined into one column, which
 * is called as they were given together.
 */
final class SplitTime {
  private static final Pattern WHOLE = Pattern.compile("(\\d{1,4})(\\.0*)?");
  private static final List<String> ROLES =
      List.of("year", "month", "day", "hour", "minute", "second");
  private static final int[] LEAST = {1000, 1, 1, 0, 0, 0};
  private static final int[] MOST = {9999, 12, 31, 24, 59, 59};
  private static final int MONTH = 1;
  private static final int DAY = 2;
  private static final int HOUR = 3;

  private final Table table;
  private final List<Column> columns;

  private SplitTime(Table table, List<Column> columns) {
    this.table = table;
    this.columns = columns;
  }

  /**
   * The table with one column of times.
   *
   * @param name a column, or several separated by commas; null to find it
   * @throws BadInput for the first value that is no year, month, day and so on
   */
  static Table joined(Table table, @Nullable String name) {
    if (name == null || !name.contains(",") || table.names().contains(name.strip())) {
      return table;
    }
    List<Column> columns = List.of(name.split(",", -1)).stream().map(table::column).toList();
    List<String> names = columns.stream().map(Column::name).toList();
    if (names.stream().distinct().count() < names.size()) {
      throw new BadInput("--time %s: a column is named twice", name);
    }
    return new SplitTime(table, columns).joined(names, name);
  }

  private Table joined(List<String> names, String name) {
    boolean parts = columns.size() > 2 || isYear(columns.getFirst().text(0));
    if (parts && columns.size() > ROLES.size()) {
      throw new BadInput(
          "--time %s: expected at most %d columns: %s",
          name, ROLES.size(), String.join(", ", ROLES));
    }
    String[] texts = new String[table.rows()];
    for (int row = 0; row < texts.length; row++) {
      texts[row] = parts ? parts(row) : dateAndTime(row);
    }
    return table.joined(names, name, texts);
  }

  private static boolean isYear(String text) {
    return WHOLE.matcher(text).matches();
  }

  private String parts(int row) {
    int[] values = {0, 1, 1, 0, 0, 0};
    for (int i = 0; i < columns.size(); i++) {
      values[i] = value(i, row);
    }
    int days = YearMonth.of(values[0], values[MONTH]).lengthOfMonth();
    if (values[DAY] > days) {
      throw bad(DAY, row, "a day from 1 to " + days + " in that month");
    }
    StringBuilder text = new StringBuilder();
    append(text, "", 4, values[0]);
    append(text, "-", 2, values[MONTH]);
    append(text, "-", 2, values[DAY]);
    if (columns.size() > HOUR) {
      append(text, " ", 2, values[HOUR]);
      append(text, ":", 2, values[HOUR + 1]);
      append(text, ":", 2, values[HOUR + 2]);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String before, int digits, int value) {
    String number = Integer.toString(value);
    text.append(before).append("0".repeat(digits - number.length())).append(number);
  }

  private int value(int part, int row) {
    Matcher number = WHOLE.matcher(columns.get(part).text(row));
    int value = number.matches() ? Integer.parseInt(number.group(1)) : -1;
    if (value < LEAST[part] || value > MOST[part]) {
      throw bad(part, row, "a " + ROLES.get(part) + " from " + LEAST[part] + " to " + MOST[part]);
    }
    return value;
  }

  private BadInput bad(int part, int row, String expected) {
    Column column = columns.get(part);
    String found = column.text(row).isEmpty() ? "nothing" : Quoted.of(column.text(row));
    return new BadInput(
        "%s: found %s, %s was expected (--time %s). Correct the line or remove it.",
        column.where(row),
        found,
        expected,
        String.join(",", columns.stream().map(Column::name).toList()));
  }

  /** The text of both; of a bare number the hour. */
  private String dateAndTime(int row) {
    String time = columns.get(1).text(row);
    if (columns.getFirst().text(row).isEmpty() || time.isEmpty()) {
      Column empty = columns.get(time.isEmpty() ? 1 : 0);
      throw new BadInput(
          "%s: found nothing, a part of the time was expected. Correct the line or remove it.",
          empty.where(row));
    }
    boolean hour = WHOLE.matcher(time).matches() && time.length() <= 2;
    return columns.getFirst().text(row) + " " + time + (hour ? ":00" : "");
  }
}
