package dev.carousel.task.series;

import dev.carousel.BadInput;
import dev.carousel.task.table.Column;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import dev.carousel.task.table.Table;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Says which rows share a time, and whether the table rather holds several series. */
record DuplicateRefusal(Table table, TimeColumn time, String target) {

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
    Column key = difference(first, second, true);
    if (key == null) {
      key = difference(first, second, false);
    }
    String example =
        key == null
            ? ""
            : Sentence.of(
                " (%s is %s there and %s here)",
                Quoted.of(key.name()), Quoted.of(key.text(first)), Quoted.of(key.text(second)));
    return Sentence.of(
        "The table has %,d rows for %,d times, so it seems to hold several series%s: keep the rows "
            + "of one of them, or give each a column of its own.",
        table.rows(), distinctTimes(), example);
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
