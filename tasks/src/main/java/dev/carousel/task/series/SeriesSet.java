package dev.carousel.task.series;

import dev.carousel.BadInput;
import dev.carousel.task.table.Nearest;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Table;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Many series of one frequency, each with a name of its own, in the order of the file. They may
 * begin and end at different times and be of different lengths.
 */
public final class SeriesSet implements Iterable<NamedSeries> {
  private final String source;
  private final SequencedMap<String, NamedSeries> series = new LinkedHashMap<>();
  private final @Nullable Frequency frequency;
  private final List<Integer> seasons;
  private final DataNotes notes;
  private final Map<String, List<String>> categories;

  /**
   * A set of series.
   *
   * @param source what messages call it
   * @param frequency null if they have no times
   * @param seasons natural seasonal periods in steps, shortest first; may be empty
   * @throws IllegalArgumentException if it is empty or two have the same name
   */
  public SeriesSet(
      String source,
      List<NamedSeries> series,
      @Nullable Frequency frequency,
      List<Integer> seasons,
      DataNotes notes) {
    this(source, series, frequency, seasons, notes, Map.of());
  }

  private SeriesSet(
      String source,
      List<NamedSeries> series,
      @Nullable Frequency frequency,
      List<Integer> seasons,
      DataNotes notes,
      Map<String, List<String>> categories) {
    this.categories = Map.copyOf(categories);
    this.source = source;
    this.frequency = frequency;
    this.seasons = List.copyOf(seasons);
    this.notes = notes;
    for (NamedSeries one : series) {
      if (this.series.put(one.id(), one) != null) {
        throw new IllegalArgumentException("two series named " + one.id());
      }
    }
    if (series.isEmpty()) {
      throw new IllegalArgumentException("no series");
    }
  }

  /**
   * The series of a long table: rows of one key are one series.
   *
   * @param keys columns whose values together name a series, at least one
   * @param options target, times, duplicates and unit; the other columns needed, or null for all
   *     that are numbers
   * @throws BadInput if a key is missing, a series has no value, or they differ in frequency
   */
  public static SeriesSet ofLong(Table table, List<String> keys, SeriesOptions options) {
    return ofLong(table, keys, options, Beside.NOTHING);
  }

  /**
   * The same with columns read beside the target.
   *
   * @throws BadInput also if one of those is not there, is no plain column of numbers or of text,
   *     or is to be the same in all of a series and is not
   */
  public static SeriesSet ofLong(
      Table table, List<String> keys, SeriesOptions options, Beside beside) {
    Table joined = SplitTime.joined(table, options.times().column());
    return new LongTable(joined, keys, options, beside).read();
  }

  /**
   * The series of a wide table: a column of times, and each other column a series.
   *
   * @param columns the columns to read; empty for all that are numbers
   * @param times how times are read
   * @throws BadInput if there is no such column, or one holds no value
   */
  public static SeriesSet ofWide(Table table, List<String> columns, Times times) {
    return ofWide(table, columns, times, Beside.NOTHING);
  }

  /** The same with columns read beside, which all of its series share. */
  public static SeriesSet ofWide(Table table, List<String> columns, Times times, Beside beside) {
    Table joined = SplitTime.joined(table, times.column());
    return new WideTable(joined, columns, times, beside).read();
  }

  /**
   * The series of a competition file: each row is one, its name in the first column, then perhaps
   * columns about it, then its values in the order of time, padded with empty cells; no times. The
   * values are the last columns whose names are one word and ascending numbers (V1, V2, ...), or
   * else all but the first. A column {@code frequency} gives the season.
   *
   * @throws BadInput if a name is missing or given twice, a row has no value, a value is no number,
   *     or the frequencies differ
   */
  public static SeriesSet ofRows(Table table) {
    return new RowsTable(table).read();
  }

  /** The same with this season, which files without times do not tell; 1 for none. */
  public SeriesSet withSeason(int season) {
    if (season < 1) {
      throw new IllegalArgumentException("season: " + season);
    }
    List<Integer> next = season == 1 ? List.of() : List.of(season);
    return new SeriesSet(source, list(), frequency, next, notes, categories);
  }

  /** The same, the numbers of some columns standing for text: by column what 0, 1, 2 ... mean. */
  public SeriesSet withCategories(Map<String, List<String>> texts) {
    return new SeriesSet(source, list(), frequency, seasons, notes, texts);
  }

  /** Other series, and what else is known of these. */
  public SeriesSet withSeries(List<NamedSeries> others) {
    return new SeriesSet(source, others, frequency, seasons, notes, categories);
  }

  /** The same with more notes. */
  public SeriesSet withNotes(List<DataNote> more) {
    return new SeriesSet(source, list(), frequency, seasons, notes.and(more), categories);
  }

  /** The file, as the user named it. */
  public String source() {
    return source;
  }

  /** How many series there are, at least 1. */
  public int size() {
    return series.size();
  }

  /** All series, in the order of the file. */
  public List<NamedSeries> list() {
    return List.copyOf(series.values());
  }

  @Override
  public Iterator<NamedSeries> iterator() {
    return list().iterator();
  }

  /** All series, in the order of the file. */
  public Stream<NamedSeries> stream() {
    return series.values().stream();
  }

  /** The names, in the order of the file. */
  public List<String> ids() {
    return List.copyOf(series.keySet());
  }

  /** Whether the names of series without times are times, as if a wide table were read by rows. */
  public boolean isNamedByTimes() {
    return frequency == null && TimeColumn.areDates(series.keySet());
  }

  /** Whether there is a series of this name. */
  public boolean contains(String id) {
    return series.containsKey(id);
  }

  /**
   * The series of this name.
   *
   * @throws BadInput if there is none: it suggests the nearest
   */
  public NamedSeries get(String id) {
    NamedSeries found = series.get(id);
    if (found == null) {
      String nearest = Nearest.of(id, ids());
      throw new BadInput(
          "%s has no series %s.%s Its series: %s.",
          source,
          Quoted.of(id),
          nearest == null ? "" : " Did you mean " + Quoted.of(nearest) + "?",
          Quoted.names(ids()));
    }
    return found;
  }

  /** The distance between the times of every series; null if they have no times. */
  public @Nullable Frequency frequency() {
    return frequency;
  }

  /** Natural seasonal periods in steps, shortest first; empty if there is none or none is known. */
  public List<Integer> seasons() {
    return seasons;
  }

  /** The shortest season, by which MASE scales; 1 if there is none. */
  public int season() {
    return seasons.isEmpty() ? 1 : seasons.getFirst();
  }

  /** The length of the shortest series. */
  public int shortest() {
    return series.values().stream().mapToInt(NamedSeries::length).min().orElseThrow();
  }

  /** The length of the longest series. */
  public int longest() {
    return series.values().stream().mapToInt(NamedSeries::length).max().orElseThrow();
  }

  /** Of columns of text, by name: what the numbers 0, 1, 2 ... in them mean. */
  public Map<String, List<String>> categories() {
    return categories;
  }

  /** What was found in the data and done about it, over all series. */
  public DataNotes notes() {
    return notes;
  }
}
