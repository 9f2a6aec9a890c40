package dev.carousel.task.series;

import org.jspecify.annotations.Nullable;

/**
 * How a table becomes a series.
 *
 * @param target the column to forecast
 * @param timeColumn the column of times; null to find it
 * @param duplicates what to do with rows of the same time
 */
public record SeriesOptions(String target, @Nullable String timeColumn, Duplicates duplicates) {
  /** The time column found by itself, differing duplicates refused. */
  public static SeriesOptions target(String target) {
    return new SeriesOptions(target, null, Duplicates.REFUSE);
  }

  /** The same with this time column. */
  public SeriesOptions withTimeColumn(@Nullable String timeColumn) {
    return new SeriesOptions(target, timeColumn, duplicates);
  }

  /** The same with this treatment of duplicates. */
  public SeriesOptions withDuplicates(Duplicates duplicates) {
    return new SeriesOptions(target, timeColumn, duplicates);
  }
}
