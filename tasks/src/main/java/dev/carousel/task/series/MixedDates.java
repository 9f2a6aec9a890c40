package dev.carousel.task.series;

import dev.carousel.BadInput;
import dev.carousel.task.table.Column;
import dev.carousel.task.table.Quoted;
import java.time.Duration;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Dates of which some are day first and others month first, as spreadsheets of another locale make
 * them: those that can be read both ways are written in one order, the others in the other. Read in
 * one order such a column jumps back and forth; read each way that is nearest to the row before, it
 * does not.
 */
final class MixedDates {
  private static final int LEAST = 3; // jumps that the other reading mends

  private MixedDates() {}

  /**
   * Refuses a column that seems to be mixed.
   *
   * @param times as they are read
   * @param others read in the other order; null where that is no date
   */
  static void refuse(Column column, LocalDateTime[] times, @Nullable LocalDateTime[] others) {
    LocalDateTime before = times[0];
    int jumps = 0;
    int mended = 0;
    int first = -1;
    for (int row = 1; row < times.length; row++) {
      jumps += times[row].isBefore(times[row - 1]) ? 1 : 0;
      LocalDateTime nearest = nearest(before, times[row], others[row]);
      mended += nearest.isBefore(before) ? 1 : 0;
      first = first < 0 && !nearest.equals(times[row]) ? row : first;
      before = nearest;
    }
    if (first > 0 && jumps - mended >= LEAST && mended * 2 <= jumps) {
      throw new BadInput(
          "%s: dates with the day first and with the month first seem to be mixed. %s is read as %s,"
              + " like the others, and then the times go back on %,d lines; read as %s it follows"
              + " %s on line %d. Write them all as year-month-day.",
          column.where(first),
          Quoted.of(column.text(first)),
          times[first].toLocalDate(),
          jumps,
          others[first] == null ? "" : others[first].toLocalDate(),
          Quoted.of(column.text(first - 1)),
          column.line(first - 1));
    }
  }

  private static LocalDateTime nearest(
      LocalDateTime before, LocalDateTime read, @Nullable LocalDateTime other) {
    if (other == null) {
      return read;
    }
    Duration own = Duration.between(before, read).abs();
    return Duration.between(before, other).abs().compareTo(own) < 0 ? other : read;
  }
}
