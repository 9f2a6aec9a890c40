package dev.carousel.task.series;

import dev.carousel.BadInput;
import dev.carousel.task.table.Table;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A regular series: a target and other numeric columns at times of one {@link Frequency}, and the
 * notes on how it was made. NaN marks what was not observed; nothing is filled here (see {@link
 * Fill}). The first and the last target are always observed.
 */
public final class TimeSeries {
  private final String source;
  private final Frequency frequency;
  private final LocalDateTime start;
  private final String timeName;
  private final String targetName;
  private final @Nullable String unit;
  private final double[] target;
  private final SequencedMap<String, double[]> columns;
  private final SequencedMap<String, double[]> ahead; // of the columns, from the end on
  private final DataNotes notes;

  TimeSeries(
      String source,
      String timeName,
      Frequency frequency,
      LocalDateTime start,
      String targetName,
      @Nullable String unit,
      double[] target,
      SequencedMap<String, double[]> columns,
      SequencedMap<String, double[]> ahead,
      DataNotes notes) {
    this.source = source;
    this.timeName = timeName;
    this.frequency = frequency;
    this.start = start;
    this.targetName = targetName;
    this.unit = unit;
    this.target = target;
    this.columns = columns;
    this.ahead = ahead;
    this.notes = notes;
  }

  /**
   * Makes a series of a table: finds the times and their frequency, sorts, settles duplicates,
   * marks gaps, and drops times before the first and after the last observed target.
   *
   * @throws BadInput if the table has no such series
   */
  public static TimeSeries from(Table table, SeriesOptions options) {
    return SeriesAssembly.series(SplitTime.joined(table, options.times().column()), options);
  }

  /** A series of these values, for programs that have no file; keeps copies. */
  public static TimeSeries of(
      Frequency frequency,
      LocalDateTime start,
      String targetName,
      double[] target,
      Map<String, double[]> columns) {
    SequencedMap<String, double[]> copies = new LinkedHashMap<>();
    columns.forEach((name, values) -> {
      if (values.length != target.length) {
        throw new IllegalArgumentException(
            "column " + name + " has " + values.length + " values, target " + target.length);
      }
      copies.put(name, values.clone());
    });
    return new TimeSeries(
        "values",
        "time",
        frequency,
        start,
        targetName,
        null,
        target.clone(),
        copies,
        new LinkedHashMap<>(),
        DataNotes.none());
  }

  /**
   * The first steps of this; what its columns hold of the others is known ahead, where a gap is
   * filled with the value before.
   */
  public TimeSeries shortened(int steps) {
    SequencedMap<String, double[]> first = new LinkedHashMap<>();
    SequencedMap<String, double[]> rest = new LinkedHashMap<>();
    columns.forEach((name, values) -> {
      first.put(name, Arrays.copyOf(values, steps));
      double[] filled = values.clone();
      for (int t = Math.max(steps, 1); t < filled.length; t++) {
        filled[t] = Double.isNaN(filled[t]) ? filled[t - 1] : filled[t];
      }
      rest.put(name, joined(Arrays.copyOfRange(filled, steps, filled.length), ahead(name)));
    });
    return with(Arrays.copyOf(target, steps), first, rest);
  }

  /** This, what its columns hold ahead being what another series, which follows it, has of them. */
  public TimeSeries followedBy(TimeSeries next) {
    SequencedMap<String, double[]> rest = new LinkedHashMap<>();
    columns.forEach((name, values) -> {
      double[] then = next.columns.get(name);
      rest.put(name, then == null ? ahead(name) : joined(then, next.ahead(name)));
    });
    return with(target, columns, rest);
  }

  private TimeSeries with(
      double[] values, SequencedMap<String, double[]> beside, SequencedMap<String, double[]> rest) {
    return new TimeSeries(
        source, timeName, frequency, start, targetName, unit, values, beside, rest, notes);
  }

  private static double[] joined(double[] first, double[] then) {
    double[] all = Arrays.copyOf(first, first.length + then.length);
    System.arraycopy(then, 0, all, first.length, then.length);
    return all;
  }

  /** The file, as the user named it. */
  public String source() {
    return source;
  }

  /** The distance between the times. */
  public Frequency frequency() {
    return frequency;
  }

  /** The first time; without zone, or UTC if the file gave offsets. */
  public LocalDateTime start() {
    return start;
  }

  /** The number of times. */
  public int length() {
    return target.length;
  }

  /** The time of a place, 0 the first; places at and after {@link #length} are the future. */
  public LocalDateTime time(int i) {
    return frequency.plus(start, i);
  }

  /** The column of times. */
  public String timeName() {
    return timeName;
  }

  /** The column to forecast. */
  public String targetName() {
    return targetName;
  }

  /** The unit of the target; null if it is not known. */
  public @Nullable String unit() {
    return unit;
  }

  /** One value of the target, NaN if not observed. */
  public double target(int i) {
    return target[i];
  }

  /** A copy of the target, NaN where not observed. */
  public double[] target() {
    return target.clone();
  }

  /** Whether the target was observed. */
  public boolean observed(int i) {
    return !Double.isNaN(target[i]);
  }

  /** A copy of the mask of observed targets. */
  public boolean[] observed() {
    boolean[] mask = new boolean[target.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = observed(i);
    }
    return mask;
  }

  /** The names of the other numeric columns, in the order of the file. */
  public List<String> columnNames() {
    return List.copyOf(columns.keySet());
  }

  /** A copy of one of the other columns, NaN where missing. */
  public double[] column(String name) {
    double[] values = columns.get(name);
    if (values == null) {
      throw new BadInput(
          "%s has no numeric column '%s' beside the target. It has: %s.",
          source, name, String.join(", ", columns.keySet()));
    }
    return values.clone();
  }

  /**
   * A copy of what is known of one of the other columns from the end on, NaN where missing: the
   * rows of the file behind the last target.
   */
  public double[] ahead(String name) {
    double[] values = ahead.get(name);
    return values == null ? new double[0] : values.clone();
  }

  /**
   * How many steps later the target is what one of the other columns says it will be, which nobody
   * knows in time; 0 if it tells no such thing.
   */
  public int stepsToldAhead(String name) {
    return FutureCopy.stepsAhead(target, column(name));
  }

  /** The same of a column that says it with small errors. */
  public int stepsNearlyToldAhead(String name) {
    return FutureCopy.nearlyAhead(target, column(name));
  }

  /**
   * Whether one of the other columns is the target itself, in another unit perhaps, though the past
   * does not tell it.
   */
  public boolean isTarget(String name) {
    return FutureCopy.same(target, column(name));
  }

  /**
   * Whether one of the other columns says what the target is at the same time, but for small
   * errors, though the past does not tell it.
   */
  public boolean nearlyTold(String name) {
    return FutureCopy.nearlySame(target, column(name));
  }

  /** All other columns by name, as copies. */
  public SequencedMap<String, double[]> columns() {
    SequencedMap<String, double[]> copies = new LinkedHashMap<>();
    columns.forEach((name, values) -> copies.put(name, values.clone()));
    return Collections.unmodifiableSequencedMap(copies);
  }

  /** What was found in the data and done about it. */
  public DataNotes notes() {
    return notes;
  }
}
