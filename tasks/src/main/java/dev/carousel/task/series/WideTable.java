package dev.carousel.task.series;

import dev.carousel.BadInput;
import dev.carousel.task.series.DataNote.Kind;
import dev.carousel.task.table.Column;
import dev.carousel.task.table.Numbers;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Reading;
import dev.carousel.task.table.Sentence;
import dev.carousel.task.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/** A table with a column of times in which each other column of numbers is a series. */
final class WideTable {
  private static final Pattern VALUE = Pattern.compile("^\\P{L}*\\d");

  private final Table table;
  private final List<String> wanted;
  private final Times times;
  private final Beside beside;
  private final List<DataNote> notes = new ArrayList<>();

  WideTable(Table table, List<String> wanted, Times times, Beside beside) {
    this.table = table;
    this.wanted = List.copyOf(wanted);
    this.times = times;
    this.beside = beside;
  }

  SeriesSet read() {
    String none = wanted.size() == 1 ? wanted.getFirst() : "";
    TimeColumn time = times.of(table, none);
    notes.addAll(time.notes());
    Map<String, String> taken = new LinkedHashMap<>();
    wanted.forEach(name -> taken.put(table.column(name).name(), "the target"));
    CovariateColumns others = CovariateColumns.read(table, beside, time.column(), taken, notes);
    List<NamedSeries> series = new ArrayList<>();
    SetNotes setNotes = new SetNotes();
    List<Column> columns = columns(time.column(), others.values().keySet());
    SeriesColumns.noteWriting(table, columns.stream().map(Column::name).toList(), notes);
    for (Column column : columns) {
      TimeSeries one = one(column, time, others);
      series.add(NamedSeries.dated(column.name(), new LinkedHashMap<>(), one));
      setNotes.add(column.name(), one.notes());
    }
    notes.addAll(setNotes.list());
    Frequency frequency = Objects.requireNonNull(series.getFirst().dated()).frequency();
    return new SeriesSet(
            table.source(), series, frequency, frequency.seasons(), new DataNotes(notes))
        .withCategories(others.categories());
  }

  private List<Column> columns(Column time, Set<String> others) {
    if (!wanted.isEmpty()) {
      return wanted.stream().map(table::column).toList();
    }
    List<Column> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      if (others.contains(column.name())) {
        continue;
      }
      Reading reading = Numbers.read(column);
      if (column != time && reading.isNumeric()) {
        columns.add(column);
      } else if (column != time && !CovariateColumns.isText(column)) {
        columns.add(column); // a slip in a series is refused where its values are read
      } else if (column != time) {
        noteSkipped(column, reading.badRow());
      }
    }
    if (columns.isEmpty()) {
      refuseUnits(time);
      throw new BadInput(
          "%s has no column of numbers beside the times in %s; a wide table has a column for each"
              + " series. If the rows of several series stand below each other, name the column"
              + " that tells them apart with --series COLUMN.",
          table.source(), Quoted.of(time.name()));
    }
    return columns;
  }

  /** Where nothing is left to read: names the first value that is a number with something else. */
  private void refuseUnits(Column time) {
    for (Column column : table.columns()) {
      Reading reading = Numbers.read(column);
      String problem = reading.problem();
      if (column != time
          && problem != null
          && VALUE.matcher(column.text(reading.badRow())).find()) {
        throw new BadInput("%s", problem);
      }
    }
  }

  private void noteSkipped(Column column, int badRow) {
    int line = column.line(badRow);
    String message =
        Sentence.of(
            "Left out column %s: line %d has %s, which is not plainly a number.",
            Quoted.of(column.name()), line, Quoted.of(column.text(badRow)));
    notes.add(new DataNote(Kind.SKIPPED_COLUMN, message, 1, line));
  }

  private TimeSeries one(Column column, TimeColumn time, CovariateColumns others) {
    SequencedMap<String, double[]> values = new LinkedHashMap<>();
    values.put(column.name(), Numbers.of(column));
    values.putAll(others.values());
    SeriesOptions options =
        new SeriesOptions(column.name(), times.withColumn(time.column().name()), null, List.of());
    return SeriesAssembly.member(
        table, time, values, others.categories().keySet(), null, options, List.of());
  }
}
