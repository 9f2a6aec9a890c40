package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.task.series.Duplicates;
import dev.carousel.task.series.SeriesOptions;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.table.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a file holds many series.
 *
 * @param layout where the series are
 * @param keys columns whose values name a series, of a long table; at least one
 * @param target the column to forecast, of a long table; the columns, of a wide one, separated by
 *     commas, or null for all that are numbers
 * @param timeColumn null to find it
 * @param duplicates what to do with rows of the same series and time
 */
public record PanelSource(
    Layout layout,
    List<String> keys,
    @Nullable String target,
    @Nullable String timeColumn,
    Duplicates duplicates) {

  /** Where a file holds its series. */
  public enum Layout {
    /** A row for each series and time. */
    LONG,
    /** A row for each time, a column for each series. */
    WIDE,
    /** A row for each series, its values one after the other, without times. */
    ROWS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks that a long table has keys and a target. */
  public PanelSource {
    keys = List.copyOf(keys);
    if (layout == Layout.LONG && (keys.isEmpty() || target == null)) {
      throw new BadInput(
          "--layout long needs %s: a row holds a value of one series",
          keys.isEmpty() ? "--series COL[,COL], the columns that name it" : "--target COL");
    }
  }

  /** A competition file. */
  public static PanelSource rows() {
    return new PanelSource(Layout.ROWS, List.of(), null, null, Duplicates.REFUSE);
  }

  /** A table with a column for each series. */
  public static PanelSource wide() {
    return new PanelSource(Layout.WIDE, List.of(), null, null, Duplicates.REFUSE);
  }

  /** A table with a row for each series and time. */
  public static PanelSource longTable(String target, String... keys) {
    return new PanelSource(Layout.LONG, List.of(keys), target, null, Duplicates.REFUSE);
  }

  /**
   * Reads the series of a file.
   *
   * @throws BadInput with place and cure
   */
  public SeriesSet read(Path file) {
    Table table = Table.read(file);
    return switch (layout) {
      case ROWS -> SeriesSet.ofRows(table);
      case WIDE -> SeriesSet.ofWide(table, columns(), timeColumn, duplicates);
      case LONG -> SeriesSet.ofLong(table, keys, longOptions());
    };
  }

  private List<String> columns() {
    return target == null ? List.of() : List.of(target.split(",", -1));
  }

  private SeriesOptions longOptions() {
    if (target == null) {
      throw new IllegalStateException("a long table without target");
    }
    return SeriesOptions.target(target)
        .withTimeColumn(timeColumn)
        .withDuplicates(duplicates)
        .withNeeded(List.of());
  }
}
