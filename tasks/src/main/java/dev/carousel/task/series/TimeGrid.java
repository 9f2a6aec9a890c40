package dev.carousel.task.series;

import dev.carousel.BadInput;
import dev.carousel.task.table.Column;
import dev.carousel.task.table.Sentence;
import dev.carousel.task.table.Table;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;

/** The regular times of a series, and the place of each row on them. */
final class TimeGrid {
  private static final int LEAST_TIMES = 3;

  private final Frequency frequency;
  private final LocalDateTime start;
  private final int[] places;

  TimeGrid(Frequency frequency, LocalDateTime start, int[] places) {
    this.frequency = frequency;
    this.start = start;
    this.places = places;
  }

  Frequency frequency() {
    return frequency;
  }

  LocalDateTime start() {
    return start;
  }

  /** One place a row, ascending, the first 0. */
  int[] places() {
    return places;
  }

  /**
   * Finds the grid of these times.
   *
   * @param times ascending strictly
   * @param rows the row of the table of each
   * @throws BadInput if there are too few, some are off the grid, or more than half is gaps
   */
  static TimeGrid of(Table table, Column column, LocalDateTime[] times, int[] rows) {
    String source = table.source();
    if (times.length < LEAST_TIMES) {
      throw new BadInput(
          "%s: %s in column '%s'; at least %d are needed to see a frequency.",
          source, Sentence.count(times.length, "distinct time"), column.name(), LEAST_TIMES);
    }
    Frequency frequency = FrequencyDetection.candidate(times);
    if (frequency == null) {
      throw new BadInput(
          "%s, line %d: the times are less than a second apart, or more than 68 years (%s). Series "
              + "with a step from one second to years are read.",
          source, column.line(rows[0]), ShownTime.of(times[0]));
    }
    return of(column, times, rows, frequency);
  }

  /**
   * The grid of this frequency.
   *
   * @param times ascending strictly, at least one
   * @throws BadInput if some are off the grid, or more than half is gaps
   */
  static TimeGrid of(Column column, LocalDateTime[] times, int[] rows, Frequency frequency) {
    List<Integer> off = FrequencyDetection.offGrid(times, frequency);
    if (!off.isEmpty()) {
      refuseChange(column, times, rows);
      throw offGrid(column, times, rows, frequency, off);
    }
    if (FrequencyDetection.isMostlyGaps(frequency, times)) {
      refuseChange(column, times, rows);
      throw tooManyGaps(column, times, rows, frequency);
    }
    int[] places = new int[times.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = Math.toIntExact(frequency.between(times[0], times[i]));
    }
    return new TimeGrid(frequency, times[0], places);
  }

  /** The number of times, gaps included. */
  int length() {
    return places[places.length - 1] + 1;
  }

  private static void refuseChange(Column column, LocalDateTime[] times, int[] rows) {
    FrequencyChange change = FrequencyChange.find(times);
    if (change != null) {
      throw new BadInput(
          "%s: the frequency changes. Up to line %d (%s) the times are %s, from this line (%s) on they"
              + " are %s. Keep one part, or make the times alike, as means over the longer step.",
          column.where(rows[change.place()]),
          column.line(rows[change.place() - 1]),
          ShownTime.of(times[change.place() - 1]),
          change.before().describe(),
          ShownTime.of(times[change.place()]),
          change.after().describe());
    }
  }

  private static BadInput offGrid(
      Column column, LocalDateTime[] times, int[] rows, Frequency frequency, List<Integer> off) {
    int first = off.getFirst();
    String offsets = MixedOffsets.words(column, rows);
    return new BadInput(
        "%s: the times are irregular. %,d of %,d do not fit the most common step (%s), first "
            + "%s%s.%s",
        column.where(rows[first]),
        off.size(),
        times.length,
        frequency.describe(),
        ShownTime.of(times[first]),
        first == 0
            ? ""
            : Sentence.of(
                " (%s after line %d, %s)",
                span(times[first - 1], times[first]),
                column.line(rows[first - 1]),
                ShownTime.of(times[first - 1])),
        offsets.isEmpty()
            ? Sentence.of(
                " Bring the rows to regular times first, for example as means over %s.",
                coarser(frequency))
            : offsets);
  }

  private static BadInput tooManyGaps(
      Column column, LocalDateTime[] times, int[] rows, Frequency frequency) {
    int widest = 1;
    for (int i = 2; i < times.length; i++) {
      Duration gap = Duration.between(times[i - 1], times[i]);
      if (gap.compareTo(Duration.between(times[widest - 1], times[widest])) > 0) {
        widest = i;
      }
    }
    return new BadInput(
        "%s: the times look %s, but only %,d of the %,d times from %s to %s are there. The widest"
            + " gap is before this line: %s after line %d. Add the missing times, keep a part"
            + " without such gaps, or take means over longer steps.",
        column.where(rows[widest]),
        frequency.describe(),
        times.length,
        frequency.between(times[0], times[times.length - 1]) + 1,
        ShownTime.of(times[0]),
        ShownTime.of(times[times.length - 1]),
        span(times[widest - 1], times[widest]),
        column.line(rows[widest - 1]));
  }

  private static String coarser(Frequency frequency) {
    return switch (frequency.unit()) {
      case SECOND -> "minutes";
      case MINUTE -> "hours";
      case HOUR -> "days";
      case DAY, BUSINESS_DAY -> "weeks";
      default -> "longer steps";
    };
  }

  /** {@code 3 days}, {@code 14 minutes}: in the largest unit that divides it. */
  private static String span(LocalDateTime from, LocalDateTime to) {
    long seconds = Duration.between(from, to).toSeconds();
    if (seconds % 86_400 == 0) {
      return Sentence.count(seconds / 86_400, "day");
    }
    if (seconds % 3_600 == 0) {
      return Sentence.count(seconds / 3_600, "hour");
    }
    return seconds % 60 == 0
        ? Sentence.count(seconds / 60, "minute")
        : Sentence.count(seconds, "second");
  }
}
