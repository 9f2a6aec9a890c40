package dev.carousel.task.panel;

import dev.carousel.task.series.DateList;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Days that are known ahead to be unlike others.
 *
 * @param source the file or column they come from, as messages call it
 * @param column of the table, where a value other than nothing, 0, no and false makes a day a
 *     holiday; null if there is a list of dates
 * @param categories of that column what its numbers stand for; empty: they are numbers; null: as
 *     the table has it
 * @param dates ascending
 */
public record Holidays(
    String source,
    @Nullable String column,
    @Nullable List<String> categories,
    List<LocalDate> dates) {
  /** Keeps copies. */
  public Holidays {
    dates = List.copyOf(dates);
    categories = categories == null ? null : List.copyOf(categories);
  }

  /** Those of a file of dates. */
  public static Holidays of(Path file) {
    return new Holidays(file.toString(), null, null, DateList.read(file));
  }

  /** Those a column of the table tells. */
  public static Holidays of(String column) {
    return new Holidays(column, column, null, List.of());
  }

  /** The texts that the numbers of the column stand for; empty if it holds numbers. */
  List<String> texts() {
    return categories == null ? List.of() : categories;
  }

  /** These, the column's categories being known. */
  Holidays withCategories(List<String> texts) {
    return new Holidays(source, column, texts, dates);
  }
}
