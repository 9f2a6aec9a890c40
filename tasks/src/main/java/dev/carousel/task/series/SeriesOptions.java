package dev.carousel.task.series;

import dev.carousel.BadInput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a table becomes a series.
 *
 * @param target the column to forecast
 * @param times how times are read
 * @param unit of the target, for tables and axes; null if it is not known
 * @param needed the other columns to read, whatever they hold: those a model was trained on; null:
 *     all that are numbers and vary
 */
public record SeriesOptions(
    String target, Times times, @Nullable String unit, @Nullable List<String> needed) {
  private static final int LONGEST_UNIT = 20;

  /** Checks the unit. */
  public SeriesOptions {
    needed = needed == null ? null : List.copyOf(needed);
    boolean shown = unit == null || (!unit.isBlank() && unit.length() <= LONGEST_UNIT);
    if (unit != null && (!shown || unit.matches("(?s).*[\\p{Cntrl}\uFFFD].*"))) {
      throw new BadInput(
          "--unit '%s': expected 1 to %d characters, such as EUR; if it is one of those that ASCII"
              + " has not, set LC_ALL=C.UTF-8",
          unit, LONGEST_UNIT);
    }
  }

  /** The time column found by itself, differing duplicates refused, no unit. */
  public static SeriesOptions target(String target) {
    return new SeriesOptions(target, Times.FOUND, null, null);
  }

  /** The same with times read like this. */
  public SeriesOptions withTimes(Times next) {
    return new SeriesOptions(target, next, unit, needed);
  }

  /** The same with this unit. */
  public SeriesOptions withUnit(@Nullable String next) {
    return new SeriesOptions(target, times, next, needed);
  }

  /** The same with these other columns. */
  public SeriesOptions withNeeded(List<String> next) {
    return new SeriesOptions(target, times, unit, next);
  }
}
