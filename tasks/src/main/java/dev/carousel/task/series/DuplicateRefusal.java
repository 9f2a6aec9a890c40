package dev.carousel.task.series;

import dev.carousel.BadInput;
import dev.carousel.task.table.Column;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import dev.carousel.task.table.Table;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says which rows share a time, and whether the table rather holds several series.
 *
 * @param keys the columns that name a series; empty if there is one
 */
record DuplicateRefusal(Table table, TimeColumn time, String target, List<String> keys) {
  private static final Pattern PLAIN = Pattern.compile("[\\w.,/+-]+");

  /** The message about two rows of one time with other values. */
  BadInput of(int first, int second) {
    boolean several = distinctTimes() * 2 <= table.rows();
    return new BadInput(
        "%s, line %d: the time %s was given on line %d already, with other values. %s",
        table.source(),
        table.line(second),
        ShownTime.of(time.times()[second]),
        table.line(first),
        several
            ? severalSeries(first, second)
            : "Remove one of the lines, or choose --duplicates mean, first or last."
                + (atNight(second)
                    ? " If clocks were put back there, name their zone: --zone Europe/Berlin."
                    : ""));
  }

  /** Where clocks are put back: in the first hours of a Sunday. */
  private boolean atNight(int row) {
    LocalDateTime at = time.times()[row];
    return at.getDayOfWeek() == DayOfWeek.SUNDAY && at.getHour() > 0 && at.getHour() < 4;
  }

  private long distinctTimes() {
    LocalDateTime[] times = time.times().clone();
    Arrays.sort(times);
    long distinct = 1;
    for (int i = 1; i < times.length; i++) {
      distinct += times[i].equals(times[i - 1]) ? 0 : 1;
    }
    return distinct;
  }

  private String severalSeries(int first, int second) {
    List<Column> found = SeriesKeys.find(table, time, target);
    Column key =
        found.stream()
            .filter(column -> !column.text(first).equals(column.text(second)))
            .findFirst()
            .orElseGet(() -> difference(first, second));
    String counted =
        Sentence.of(
            "%,d rows for %,d times, so it seems to hold several series",
            table.rows(), distinctTimes());
    if (key == null) {
      return Sentence.of(
          "The table has %s: keep the rows of one of them, or give each a column of its own.",
          counted);
    }
    List<String> names = new ArrayList<>(keys);
    (found.isEmpty() ? List.of(key) : found).forEach(column -> names.add(column.name()));
    String example =
        Sentence.of(
            " (%s is %s there and %s here)",
            Quoted.of(key.name()), Quoted.of(key.text(first)), Quoted.of(key.text(second)));
    return keys.isEmpty()
        ? Sentence.of(
            "The table has %s%s. To forecast all of them by one model: carousel forecast train"
                + " --layout long --series %s --target %s --data %s --horizon N --model FILE. To"
                + " forecast one alone, keep its rows only.",
            counted, example, word(String.join(",", names)), word(target), word(table.source()))
        : Sentence.of(
            "It has %s%s: name what tells them apart too, with --series %s.",
            counted, example, word(String.join(",", names)));
  }

  /** As a shell reads it. */
  private static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** The first column in which the rows differ, of words if there is one. */
  private @Nullable Column difference(int first, int second) {
    Column words = difference(first, second, true);
    return words != null ? words : difference(first, second, false);
  }

  /** The first column in which the rows differ, words only or anything but the target. */
  private @Nullable Column difference(int a, int b, boolean words) {
    for (Column column : table.columns()) {
      boolean fits =
          words
              ? column.text(a).chars().anyMatch(Character::isLetter)
              : !column.name().equals(target);
      if (fits && column != time.column() && !column.text(a).equals(column.text(b))) {
        return column;
      }
    }
    return null;
  }
}
