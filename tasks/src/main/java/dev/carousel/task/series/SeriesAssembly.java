package dev.carousel.task.series;

import dev.carousel.BadInput;
import dev.carousel.task.series.DataNote.Kind;
import dev.carousel.task.table.Column;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import dev.carousel.task.table.Table;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The way from a table to a series, step by step; each step notes what it found. */
final class SeriesAssembly {
  private static final int OTHER_FREQUENCY = 8; // equal wide steps on end

  private final Table table;
  private final String target;
  private final SeriesOptions options;
  private final List<String> keys;
  private final List<DataNote> notes = new ArrayList<>();

  private SeriesAssembly(Table table, String target, SeriesOptions options, List<String> keys) {
    this.table = table;
    this.target = target;
    this.options = options;
    this.keys = keys;
  }

  static TimeSeries series(Table table, SeriesOptions options) {
    String target = table.column(options.target()).name();
    return new SeriesAssembly(table, target, options, List.of()).series();
  }

  /**
   * One series of many, the times, columns and frequency of which are known.
   *
   * @param byRow the target and the other columns, one value a row
   * @param texts of these columns those whose numbers stand for text, of which there is no mean
   * @param frequency null to find it
   * @param options naming the needed columns, so that a constant series is as good as another
   * @param keys the columns that name a series; empty if columns do
   */
  static TimeSeries member(
      Table rows,
      TimeColumn time,
      SequencedMap<String, double[]> byRow,
      Set<String> texts,
      @Nullable Frequency frequency,
      SeriesOptions options,
      List<String> keys) {
    return new SeriesAssembly(rows, options.target(), options, keys)
        .series(time, byRow, texts, frequency);
  }

  private TimeSeries series() {
    TimeColumn time = options.times().of(table, target);
    notes.addAll(time.notes());
    SequencedMap<String, double[]> byRow =
        options.needed() == null
            ? SeriesColumns.read(table, target, time.column().name(), notes)
            : SeriesColumns.needed(table, target, options.needed());
    SeriesColumns.noteWriting(table, byRow.keySet(), notes);
    return series(time, byRow, Set.of(), null);
  }

  private TimeSeries series(
      TimeColumn time,
      SequencedMap<String, double[]> byRow,
      Set<String> texts,
      @Nullable Frequency frequency) {
    List<int[]> groups =
        new SortedRows(
                new DuplicateRefusal(table, time, target, keys),
                options.times().duplicates(),
                notes)
            .groups();
    int[] rows = groups.stream().mapToInt(group -> group[0]).toArray();
    LocalDateTime[] times =
        Arrays.stream(rows).mapToObj(row -> time.times()[row]).toArray(LocalDateTime[]::new);
    TimeGrid grid =
        frequency == null
            ? TimeGrid.of(table, time.column(), times, rows)
            : TimeGrid.of(time.column(), times, rows, frequency);
    noteGaps(time, grid, times, rows);
    SequencedMap<String, double[]> onGrid = new LinkedHashMap<>();
    byRow.forEach(
        (name, values) -> onGrid.put(name, place(values, groups, grid, texts.contains(name))));
    return trimmed(time.column(), grid, rows, onGrid);
  }

  /** Values on the grid: the mean of the rows of one time, NaN where there is none. */
  private static double[] place(double[] byRow, List<int[]> groups, TimeGrid grid, boolean text) {
    double[] values = new double[grid.length()];
    Arrays.fill(values, Double.NaN);
    for (int g = 0; g < groups.size(); g++) {
      int[] rows = groups.get(g);
      values[grid.places()[g]] = text ? byRow[rows[0]] : mean(byRow, rows);
    }
    return values;
  }

  private static double mean(double[] byRow, int[] rows) {
    if (rows.length == 1) {
      return byRow[rows[0]];
    }
    double sum = 0;
    int count = 0;
    for (int row : rows) {
      if (!Double.isNaN(byRow[row])) {
        sum += byRow[row];
        count++;
      }
    }
    return sum / count; // NaN if none is there
  }

  private void noteGaps(TimeColumn time, TimeGrid grid, LocalDateTime[] times, int[] rows) {
    int missing = grid.length() - times.length;
    if (missing == 0) {
      return;
    }
    int first = 1;
    while (grid.places()[first] == grid.places()[first - 1] + 1) {
      first++;
    }
    int line = table.line(rows[first - 1]);
    int leftOut = leftOut(time, grid);
    String message =
        Sentence.of(
            "Added %s as missing, first %s (after line %d)%s.",
            Sentence.count(missing, "absent time"),
            ShownTime.of(grid.frequency().plus(grid.start(), grid.places()[first - 1] + 1)),
            line,
            leftOut == 0
                ? ""
                : "; %,d of them %s not there, as clocks were put forward"
                    .formatted(leftOut, leftOut == 1 ? "was" : "were"));
    notes.add(new DataNote(Kind.GAPS, message, missing, line));
    noteOtherFrequency(grid, times, rows);
  }

  /** Many rows on end that are the same number of steps apart, more than one. */
  private void noteOtherFrequency(TimeGrid grid, LocalDateTime[] times, int[] rows) {
    int[] places = grid.places();
    int from = 0;
    int longest = 0;
    int start = 1; // of the stretch of equal steps that ends here
    for (int i = 1; i < places.length; i++) {
      int step = places[i] - places[i - 1];
      start = i > 1 && step == places[i - 1] - places[i - 2] ? start : i;
      if (step > 1 && i - start + 1 > longest) {
        longest = i - start + 1;
        from = start - 1;
      }
    }
    if (longest < OTHER_FREQUENCY) {
      return;
    }
    int to = from + longest;
    String message =
        Sentence.of(
            "The frequency changes: from line %d to line %d (%s to %s) the rows are %d steps apart,"
                + " elsewhere %s. What lies between is taken as missing; if that is not meant, keep"
                + " one part, or take means over longer steps.",
            table.line(rows[from]),
            table.line(rows[to]),
            ShownTime.of(times[from]),
            ShownTime.of(times[to]),
            places[to] - places[to - 1],
            grid.frequency().describe());
    notes.add(new DataNote(Kind.OTHER_FREQUENCY, message, longest, table.line(rows[from])));
  }

  /** How many times of the grid without a row are none on the clocks of the zone. */
  private static int leftOut(TimeColumn time, TimeGrid grid) {
    int count = 0;
    int[] places = grid.places();
    for (int i = 1; i < places.length; i++) {
      for (int place = places[i - 1] + 1; place < places[i]; place++) {
        count += time.isLeftOut(grid.frequency().plus(grid.start(), place)) ? 1 : 0;
      }
    }
    return count;
  }

  private TimeSeries trimmed(
      Column time, TimeGrid grid, int[] rows, SequencedMap<String, double[]> columns) {
    double[] values = Objects.requireNonNull(columns.get(target));
    int from = 0;
    int to = values.length;
    while (from < to && Double.isNaN(values[from])) {
      from++;
    }
    while (to > from && Double.isNaN(values[to - 1])) {
      to--;
    }
    if (from == to) {
      throw new BadInput(
          "%s, column %s: every value is missing; nothing can be learnt from it.",
          table.source(), Quoted.of(target));
    }
    Places places = new Places(table, grid, rows, 0);
    noteTrimming(places, from, to, values.length);
    return finished(time, places, from, to, columns);
  }

  private void noteTrimming(Places places, int from, int to, int length) {
    if (from > 0) {
      String message =
          Sentence.of(
              "Left out %s at the start, before the first value of %s on line %d (%s).",
              Sentence.count(from, "time"),
              Quoted.of(target),
              places.line(from),
              ShownTime.of(places.time(from)));
      notes.add(new DataNote(Kind.TRIMMED_START, message, from, places.line(0)));
    }
    if (to < length) {
      String message =
          Sentence.of(
                  "Left out %s at the end without a value of %s, from line %d (%s): the forecast"
                      + " starts ",
                  Sentence.count(length - to, "time"),
                  Quoted.of(target),
                  places.lineFrom(to),
                  ShownTime.of(places.time(to)))
              + "there.";
      notes.add(new DataNote(Kind.TRIMMED_END, message, length - to, places.lineFrom(to)));
    }
  }

  private TimeSeries finished(
      Column time, Places places, int from, int to, SequencedMap<String, double[]> columns) {
    SequencedMap<String, double[]> others = new LinkedHashMap<>();
    SequencedMap<String, double[]> ahead = new LinkedHashMap<>();
    columns.forEach((name, values) -> {
      others.put(name, Arrays.copyOfRange(values, from, to));
      ahead.put(name, Arrays.copyOfRange(values, to, values.length));
    });
    double[] values = Objects.requireNonNull(others.remove(target));
    ahead.remove(target);
    new ColumnChecks(table.source(), places.from(from), notes)
        .check(target, values, others, options.needed() == null);
    return new TimeSeries(
        table.source(),
        time.name(),
        places.frequency(),
        places.time(from),
        target,
        options.unit(),
        values,
        others,
        ahead,
        new DataNotes(notes));
  }
}
