package dev.carousel.task.series;

import dev.carousel.BadInput;
import dev.carousel.task.series.DataNote.Kind;
import dev.carousel.task.table.Column;
import dev.carousel.task.table.Numbers;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import dev.carousel.task.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A table in which the rows of one key are a series. Dates and numbers are read over the whole
 * column, so that all series are read alike; then each series is assembled by itself.
 */
final class LongTable {
  private final Table table;
  private final List<Column> keys;
  private final String target;
  private final SeriesOptions options;
  private final Beside beside;
  private final List<DataNote> notes = new ArrayList<>();

  LongTable(Table table, List<String> keys, SeriesOptions options, Beside beside) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no key columns");
    }
    this.table = table;
    this.keys = keys.stream().map(table::column).toList();
    this.target = table.column(options.target()).name();
    this.options = options;
    this.beside = beside;
  }

  SeriesSet read() {
    TimeColumn time = time();
    notes.addAll(time.notes());
    SequencedMap<String, double[]> columns = columns(time.column());
    SeriesColumns.noteWriting(table, columns.keySet(), notes);
    CovariateColumns others = CovariateColumns.read(table, beside, time.column(), taken(), notes);
    columns.putAll(others.values());
    SequencedMap<List<String>, int[]> groups = groups();
    refuseVarying(groups);
    SequencedMap<List<String>, TimeColumn> times = new LinkedHashMap<>();
    groups.forEach((key, rows) -> times.put(key, time.rows(table.rows(rows), rows)));
    Frequency frequency = new SetFrequency(table, times, groups).get();
    List<Column> texts = texts(time.column(), columns, groups);
    List<NamedSeries> series = new ArrayList<>();
    SetNotes setNotes = new SetNotes();
    groups.forEach((key, rows) -> {
      NamedSeries one =
          one(key, rows, time, columns, others.categories().keySet(), frequency, texts);
      series.add(one);
      setNotes.add(one.id(), notes(one));
    });
    notes.addAll(setNotes.list());
    refuseEqualIds(series);
    return new SeriesSet(
            table.source(), series, frequency, frequency.seasons(), new DataNotes(notes))
        .withCategories(others.categories());
  }

  private Map<String, String> taken() {
    Map<String, String> taken = new LinkedHashMap<>();
    keys.forEach(key -> taken.put(key.name(), "a key of the series"));
    taken.put(target, "the target");
    return taken;
  }

  /** A static feature is the same in all rows of a series. */
  private void refuseVarying(Map<List<String>, int[]> groups) {
    for (String name : beside.statics()) {
      Column column = table.column(name);
      if (column.name().equals(target)) {
        throw new BadInput(
            "%s: column %s is the target, it cannot be a static feature too.",
            table.source(), Quoted.of(target));
      }
      int row = firstChange(column, groups);
      if (row >= 0) {
        throw new BadInput(
            "%s: found %s, but the rows of this series before it have another value: a static"
                + " feature is the same in all of a series. Correct it, or name the column with"
                + " --past or --known.",
            column.where(row), Quoted.of(column.text(row)));
      }
    }
  }

  private static List<String> names(List<Column> columns) {
    return columns.stream().map(Column::name).toList();
  }

  private static DataNotes notes(NamedSeries one) {
    TimeSeries dated = one.dated();
    return dated == null ? DataNotes.none() : dated.notes();
  }

  private TimeColumn time() {
    TimeColumn time = options.times().of(table, target);
    for (Column key : keys) {
      if (key == time.column() || key.name().equals(target)) {
        throw new BadInput(
            "%s: column %s cannot be both a key of the series and the %s. Name other columns"
                + " with --series.",
            table.source(), Quoted.of(key.name()), key == time.column() ? "times" : "target");
      }
    }
    return time;
  }

  private SequencedMap<String, double[]> columns(Column time) {
    if (options.needed() != null) {
      return SeriesColumns.needed(table, target, options.needed());
    }
    List<DataNote> skipped = new ArrayList<>(); // attributes, or noted by texts
    SequencedMap<String, double[]> columns =
        SeriesColumns.read(table, target, time.name(), skipped);
    keys.forEach(key -> columns.remove(key.name()));
    return columns;
  }

  /** The rows of each key, keys in the order of the file. */
  private SequencedMap<List<String>, int[]> groups() {
    SequencedMap<List<String>, List<Integer>> rows = new LinkedHashMap<>();
    for (int row = 0; row < table.rows(); row++) {
      List<String> key = new ArrayList<>();
      for (Column column : keys) {
        if (column.text(row).isEmpty()) {
          throw new BadInput(
              "%s: found nothing, the name of a series was expected. Fill it in, or remove the"
                  + " line.",
              column.where(row));
        }
        key.add(column.text(row));
      }
      rows.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }
    SequencedMap<List<String>, int[]> groups = new LinkedHashMap<>();
    rows.forEach((key, list) -> groups.put(key, list.stream().mapToInt(i -> i).toArray()));
    return groups;
  }

  /** The columns of text beside keys and times that never vary in a series; others are noted. */
  private List<Column> texts(
      Column time, SequencedMap<String, double[]> columns, Map<List<String>, int[]> groups) {
    List<Column> texts = new ArrayList<>();
    for (Column column : table.columns()) {
      boolean text =
          column != time && !keys.contains(column) && !columns.containsKey(column.name());
      int varies = text ? firstChange(column, groups) : -1;
      if (text && varies < 0) {
        texts.add(column);
      } else if (text && options.needed() == null) {
        String message =
            Sentence.of(
                "Left out column %s: it is not plainly numbers, and changes within a series (line"
                    + " %d has %s).",
                Quoted.of(column.name()), table.line(varies), Quoted.of(column.text(varies)));
        notes.add(new DataNote(Kind.SKIPPED_COLUMN, message, 1, table.line(varies)));
      }
    }
    return texts;
  }

  /** The first row whose text differs from that of the first row of its series, or -1. */
  private static int firstChange(Column column, Map<List<String>, int[]> groups) {
    for (int[] rows : groups.values()) {
      for (int row : rows) {
        if (!column.text(row).equals(column.text(rows[0]))) {
          return row;
        }
      }
    }
    return -1;
  }

  private NamedSeries one(
      List<String> key,
      int[] rows,
      TimeColumn time,
      SequencedMap<String, double[]> columns,
      Set<String> coded,
      Frequency frequency,
      List<Column> texts) {
    String id = String.join("/", key);
    SequencedMap<String, double[]> values = new LinkedHashMap<>();
    columns.forEach(
        (name, all) -> values.put(name, Arrays.stream(rows).mapToDouble(r -> all[r]).toArray()));
    refuseEmpty(id, rows, values);
    Table part = table.rows(rows);
    List<String> needed = values.keySet().stream().filter(n -> !n.equals(target)).toList();
    SeriesOptions member =
        new SeriesOptions(
            target, options.times().withColumn(time.column().name()), options.unit(), needed);
    try {
      TimeSeries series =
          SeriesAssembly.member(
              part, time.rows(part, rows), values, coded, frequency, member, names(keys));
      return NamedSeries.dated(id, attributes(key, rows, texts), series);
    } catch (BadInput e) {
      throw new BadInput(e, "Series " + Quoted.of(id) + ": " + e.getMessage());
    }
  }

  private void refuseEmpty(String id, int[] rows, Map<String, double[]> values) {
    double[] own = values.getOrDefault(target, new double[0]);
    if (Arrays.stream(own).allMatch(Double::isNaN)) {
      throw new BadInput(
          "%s: series %s has no value of %s in its %d rows (first here). Remove these lines, or"
              + " fill them in.",
          table.column(target).where(rows[0]), Quoted.of(id), Quoted.of(target), rows.length);
    }
  }

  private SequencedMap<String, String> attributes(
      List<String> key, int[] rows, List<Column> texts) {
    SequencedMap<String, String> attributes = new LinkedHashMap<>();
    for (int k = 0; k < keys.size(); k++) {
      attributes.put(keys.get(k).name(), key.get(k));
    }
    for (Column column : texts) {
      if (!Numbers.isMissing(column.text(rows[0]))) {
        attributes.put(column.name(), column.text(rows[0]));
      }
    }
    return attributes;
  }

  private void refuseEqualIds(List<NamedSeries> series) {
    Map<String, NamedSeries> seen = new LinkedHashMap<>();
    for (NamedSeries one : series) {
      if (seen.put(one.id(), one) != null) {
        throw new BadInput(
            "%s: two keys (%s) give the same name %s. Leave out slashes from their values.",
            table.source(), Quoted.names(names(keys)), Quoted.of(one.id()));
      }
    }
  }
}
