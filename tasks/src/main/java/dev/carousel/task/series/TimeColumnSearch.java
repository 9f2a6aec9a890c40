package dev.carousel.task.series;

import dev.carousel.BadInput;
import dev.carousel.task.table.Column;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the column of times in a table. */
final class TimeColumnSearch {
  private static final int SAMPLE = 1_000;
  private static final Set<String> WORDS =
      Set.of(
          "date",
          "time",
          "timestamp",
          "datetime",
          "ds",
          "day",
          "month",
          "year",
          "week",
          "quarter",
          "period",
          "hour",
          "datum",
          "zeit",
          "zeitpunkt",
          "tag",
          "monat",
          "jahr",
          "woche",
          "fecha",
          "utc",
          "epoch",
          "unix",
          "when");
  private static final Pattern BREAK = Pattern.compile("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})");
  private static final List<String> CALENDAR = List.of("year", "month", "day", "hour", "minute");

  private final Table table;
  private final String target;

  private TimeColumnSearch(Table table, String target) {
    this.table = table;
    this.target = target;
  }

  /**
   * The one column whose values are all times. Full dates count more than bare years and epoch
   * numbers, which need a name that speaks of time; a name breaks ties.
   *
   * @throws BadInput if there is none, or several are equally good
   */
  static TimeColumn find(Table table, String target) {
    refuseSplit(table);
    return new TimeColumnSearch(table, target).find();
  }

  private TimeColumn find() {
    List<Column> best = new ArrayList<>();
    int bestScore = 0;
    for (Column column : table.columns()) {
      int score = score(column);
      if (score > bestScore) {
        best.clear();
        bestScore = score;
      }
      if (score == bestScore && score > 0) {
        best.add(column);
      }
    }
    if (best.isEmpty()) {
      throw none();
    }
    if (best.size() > 1) {
      throw new BadInput(
          "%s: several columns hold times: %s. Say which one with --time COLUMN, for example: "
              + "--time %s",
          table.source(),
          Quoted.names(best.stream().map(Column::name).toList()),
          best.getFirst().name());
    }
    return TimeColumn.read(best.getFirst());
  }

  /** 0 for a column that is not of times, judged by most of its first 1,000 rows. */
  private int score(Column column) {
    int rows = Math.min(SAMPLE, column.size());
    if (column.name().equals(target) || TimeColumn.plausible(column, rows) * 10 < rows * 9) {
      return 0;
    }
    boolean hint = speaksOfTime(column.name());
    boolean weak = isWeak(column, rows);
    return weak ? (hint ? 1 : 0) : hint ? 3 : 2;
  }

  private static boolean isWeak(Column column, int rows) {
    for (int row = 0; row < rows; row++) {
      TimeText text = TimeText.scan(column.text(row));
      if (text != null) {
        for (DateOrder order : DateOrder.values()) {
          if (!order.isWeak() && order.time(text) != null) {
            return false;
          }
        }
      }
    }
    return true;
  }

  static boolean speaksOfTime(String name) {
    return BREAK
        .splitAsStream(name)
        .map(word -> word.toLowerCase(Locale.ROOT))
        .anyMatch(WORDS::contains);
  }

  /**
   * The column of this name as times.
   *
   * @throws BadInput if there is no such column, or it is not of times
   */
  static TimeColumn named(Table table, String name, String target) {
    Column column = table.column(name);
    if (column.name().equals(target)) {
      throw new BadInput(
          "%s: column %s cannot be both the times and the target.",
          table.source(), Quoted.of(target));
    }
    if (CALENDAR.contains(column.name().toLowerCase(Locale.ROOT))) {
      refuseSplit(table);
    }
    return TimeColumn.read(column);
  }

  /** Year, month, day in columns of their own are no time column, however well they parse. */
  private static void refuseSplit(Table table) {
    List<String> parts =
        CALENDAR.stream()
            .flatMap(part -> table.names().stream().filter(part::equalsIgnoreCase))
            .toList();
    boolean split =
        parts.size() > 1 && parts.stream().limit(2).allMatch(p -> isShortNumber(table.column(p)));
    if (split) {
      throw new BadInput(
          "%s: the time is spread over the columns %s. Name them together, as --time %s, or name "
              + "another column with --time COLUMN.",
          table.source(), Quoted.names(parts), String.join(",", parts));
    }
  }

  private static boolean isShortNumber(Column column) {
    return column.text(0).matches("\\d{1,4}");
  }

  private BadInput none() {
    List<Column> others = table.columns().stream().filter(c -> !c.name().equals(target)).toList();
    for (Column column : others) {
      if (speaksOfTime(column.name())) {
        return new BadInput(
            "%s has no column of dates or times. %s may be meant, but its values, such as %s on "
                + "line %d, are not read as times. Write them like %s.",
            table.source(),
            Quoted.of(column.name()),
            Quoted.of(column.text(0)),
            column.line(0),
            TimeColumn.EXAMPLES);
      }
    }
    List<String> shown =
        others.stream().map(c -> c.name() + " (" + Quoted.of(c.text(0)) + ")").toList();
    return new BadInput(
        "%s has no column of dates or times beside the target. Columns and their first values: "
            + "%s. Times are read when written like %s. If a column holds years or seconds since "
            + "1970, name it with --time COLUMN.",
        table.source(), shown.isEmpty() ? "none" : Quoted.values(shown), TimeColumn.EXAMPLES);
  }
}
