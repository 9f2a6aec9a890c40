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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The numeric columns of a table, the target first; the others are noted and left out. */
final class SeriesColumns {
  private SeriesColumns() {}

  /** Columns by name, one value a row; adds to {@code notes} which are left out and why. */
  static SequencedMap<String, double[]> read(
      Table table, String target, String time, List<DataNote> notes) {
    Column wanted = table.column(target);
    SequencedMap<String, double[]> columns = needed(table, wanted.name(), List.of());
    List<DataNote> skipped = new ArrayList<>();
    for (Column column : table.columns()) {
      if (!column.name().equals(time) && !column.name().equals(wanted.name())) {
        Reading reading = Numbers.read(column);
        if (reading.isNumeric()) {
          columns.put(column.name(), reading.values());
        } else {
          skipped.add(skipped(column, reading));
        }
      }
    }
    notes.addAll(skipped);
    return columns;
  }

  /**
   * The target and the columns a model needs, one value a row.
   *
   * @throws BadInput if one is not there, or holds a value that is no number
   */
  static SequencedMap<String, double[]> needed(Table table, String target, List<String> others) {
    SequencedMap<String, double[]> columns = new LinkedHashMap<>();
    columns.put(target, Numbers.of(table.column(target)));
    for (String name : others) {
      if (!table.names().contains(name)) {
        throw new BadInput(
            "%s has no column %s, which the model reads. Its columns: %s. Give a file with it, or"
                + " train another model.",
            table.source(), Quoted.of(name), Quoted.names(table.names()));
      }
      columns.put(name, Numbers.of(table.column(name)));
    }
    return columns;
  }

  /** Notes how the numbers of these columns are written, where that is not plainly. */
  static void noteWriting(Table table, Collection<String> columns, List<DataNote> notes) {
    for (String name : columns) {
      Column column = table.column(name);
      Numbers.Writing writing = Numbers.writing(column);
      if (writing != null) {
        String value = column.text(writing.row());
        String message =
            Sentence.of(
                "%s is read with %s, such as %s on line %d.",
                Quoted.of(name),
                writing.decimalComma() ? "decimal commas" : "commas that group thousands",
                Quoted.of(value),
                column.line(writing.row()));
        notes.add(new DataNote(Kind.WRITING, message, 1, column.line(writing.row())));
      }
    }
  }

  private static DataNote skipped(Column column, Reading reading) {
    int line = column.line(reading.badRow());
    String message =
        Sentence.of(
            "Left out column %s: line %d has %s, which is not plainly a number.",
            Quoted.of(column.name()), line, Quoted.of(column.text(reading.badRow())));
    return new DataNote(Kind.SKIPPED_COLUMN, message, 1, line);
  }
}
