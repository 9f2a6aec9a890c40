package dev.carousel.task.series;

import dev.carousel.task.table.Table;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.TreeSet;

/** A file of dates, such as holidays, with or without names beside them. */
public final class DateList {
  private DateList() {}

  /**
   * The dates of a file, ascending, each once.
   *
   * @throws dev.carousel.BadInput if there is no such file, or none of its columns holds dates
   */
  public static List<LocalDate> read(Path file) {
    Table table = Table.read(file);
    TimeColumn times = TimeColumnSearch.find(table, "");
    TreeSet<LocalDate> dates = new TreeSet<>();
    for (LocalDateTime time : times.times()) {
      dates.add(time.toLocalDate());
    }
    return List.copyOf(dates);
  }
}
