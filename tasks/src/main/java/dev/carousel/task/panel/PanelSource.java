package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.task.series.Beside;
import dev.carousel.task.series.Covariate;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.SeriesOptions;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.Times;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import dev.carousel.task.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a file holds many series.
 *
 * @param layout where the series are
 * @param keys columns whose values name a series, of a long table; at least one
 * @param target the column to forecast, of a long table; the columns, of a wide one, separated by
 *     commas, or null for all that are numbers
 * @param times how the times of each series are read
 * @param covariates what is read beside the target
 */
public record PanelSource(
    Layout layout, List<String> keys, @Nullable String target, Times times, Covariates covariates) {

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
    covariates = Objects.requireNonNullElse(covariates, Covariates.NONE); // files before they were
    if (layout == Layout.LONG && (keys.isEmpty() || target == null)) {
      throw new BadInput(
          "--layout long needs %s: a row holds a value of one series",
          keys.isEmpty() ? "--series COL[,COL], the columns that name it" : "--target COL");
    }
    boolean inTime = !covariates.inTime().isEmpty() || covariates.holidays() != null;
    if (layout == Layout.ROWS && inTime) {
      throw new BadInput(
          "--past, --known and --holidays: a file of --layout rows has no times; give a long or a"
              + " wide table");
    }
    if (layout == Layout.WIDE && !covariates.statics().isEmpty()) {
      throw new BadInput(
          "--static: a wide table says nothing of a series but its values; give a long one, with a"
              + " column that is the same in all rows of a series");
    }
  }

  /** A competition file. */
  public static PanelSource rows() {
    return new PanelSource(Layout.ROWS, List.of(), null, Times.FOUND, Covariates.NONE);
  }

  /** A table with a column for each series. */
  public static PanelSource wide() {
    return new PanelSource(Layout.WIDE, List.of(), null, Times.FOUND, Covariates.NONE);
  }

  /** A table with a row for each series and time. */
  public static PanelSource longTable(String target, String... keys) {
    return new PanelSource(Layout.LONG, List.of(keys), target, Times.FOUND, Covariates.NONE);
  }

  /** The same with columns read beside the target. */
  public PanelSource withCovariates(Covariates next) {
    return new PanelSource(layout, keys, target, times, next);
  }

  /**
   * Reads the series of a file.
   *
   * @throws BadInput with place and cure
   */
  public SeriesSet read(Path file) {
    Table table = Table.read(file);
    Beside beside = covariates.beside();
    SeriesSet set =
        switch (layout) {
          case ROWS -> SeriesSet.ofRows(table);
          case WIDE -> SeriesSet.ofWide(table, columns(), times, beside);
          case LONG -> SeriesSet.ofLong(table, keys, longOptions(), beside);
        };
    return set.withNotes(unknownStatics(set));
  }

  /** Static features of a kind that was not there in training. */
  private List<DataNote> unknownStatics(SeriesSet set) {
    List<DataNote> notes = new ArrayList<>();
    for (Covariate one : covariates.statics()) {
      List<String> texts = Objects.requireNonNullElse(one.categories(), List.of());
      List<String> unknown =
          set.stream()
              .map(series -> series.attributes().getOrDefault(one.column(), ""))
              .filter(text -> !text.isEmpty() && !texts.isEmpty() && !texts.contains(text))
              .distinct()
              .toList();
      if (!unknown.isEmpty()) {
        String message =
            Sentence.of(
                "%s is of a kind the model has not learnt, read as none of those it knows: %s.",
                Quoted.of(one.column()), Quoted.names(unknown));
        notes.add(new DataNote(DataNote.Kind.UNKNOWN_CATEGORY, message, unknown.size(), 0));
      }
    }
    return notes;
  }

  /**
   * Sees to it that a forecast from the ends of series has the rows ahead that it needs.
   *
   * @throws BadInput naming the times of which a column known ahead has no value
   */
  public void checkAhead(SeriesSet set, int horizon) {
    RowsAhead.check(set, covariates, horizon);
  }

  private List<String> columns() {
    return target == null ? List.of() : List.of(target.split(",", -1));
  }

  private SeriesOptions longOptions() {
    if (target == null) {
      throw new IllegalStateException("a long table without target");
    }
    return SeriesOptions.target(target).withTimes(times).withNeeded(List.of());
  }
}
