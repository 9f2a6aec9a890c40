package dev.carousel.task.series;

import dev.carousel.task.table.Table;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the times of a table are read.
 *
 * @param column the column of times, or several columns that give it together, separated by commas;
 *     null to find it
 * @param duplicates what to do with rows of the same time
 * @param zone the zone whose clocks the times follow, so that the hour which clocks repeat in
 *     autumn is one, with the mean of its rows, and times with an offset from UTC become its own;
 *     null: times are taken as they stand, those with an offset in UTC
 */
public record Times(@Nullable String column, Duplicates duplicates, @Nullable ZoneId zone) {
  /** The column found by itself, differing rows of one time refused, no zone. */
  public static final Times FOUND = new Times(null, Duplicates.REFUSE, null);

  /** Checks that there is a treatment of duplicates. */
  public Times {
    Objects.requireNonNull(duplicates, "duplicates is missing");
  }

  /** The same with this column. */
  public Times withColumn(@Nullable String next) {
    return new Times(next, duplicates, zone);
  }

  /** The same with this treatment of duplicates. */
  public Times withDuplicates(Duplicates next) {
    return new Times(column, next, zone);
  }

  /** The same with the clocks of this zone. */
  public Times withZone(@Nullable ZoneId next) {
    return new Times(column, duplicates, next);
  }

  /**
   * The times of a table.
   *
   * @param target a column that holds no times; empty if there is none such
   */
  TimeColumn of(Table table, String target) {
    TimeColumn time =
        column == null
            ? TimeColumnSearch.find(table, target)
            : TimeColumnSearch.named(table, column, target);
    return zone == null ? time : time.in(zone);
  }
}
