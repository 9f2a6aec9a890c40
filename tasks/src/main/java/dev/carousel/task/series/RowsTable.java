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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file of a forecasting competition: a row a series, its name first, its values last. */
final class RowsTable {
  private static final Pattern NUMBERED = Pattern.compile("(\\p{L}[\\p{L}_ .-]*)(\\d{1,7})");
  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d[\\d.eE+-]*");
  private static final String FREQUENCY = "frequency";

  private final Table table;
  private final Column ids;
  private final List<Column> about;
  private final List<Column> values;

  RowsTable(Table table) {
    this.table = table;
    refuseNoHeader();
    this.ids = table.columns().getFirst();
    int first = firstValue();
    this.about = table.columns().subList(1, first);
    this.values = table.columns().subList(first, table.columns().size());
  }

  private void refuseNoHeader() {
    List<String> names = table.names();
    if (names.size() < 2) {
      throw new BadInput(
          "%s has one column (%s); a name and at least one value in each row were expected.",
          table.source(), Quoted.names(names));
    }
    long numbers = names.stream().skip(1).filter(n -> NUMBER.matcher(n).matches()).count();
    if (numbers * 2 > names.size() - 1) {
      throw new BadInput(
          "%s: the first line should hold column names, but most of its fields are numbers (%s). Put"
              + " a line such as id%sV1%sV2 above it, with a name for every column.",
          table.source(), Quoted.names(names), table.delimiter(), table.delimiter());
    }
  }

  /** The first of the last columns named by one word and ascending numbers, 1 if there are none. */
  private int firstValue() {
    List<String> names = table.names();
    int first = names.size();
    @Nullable String word = null;
    int next = 0;
    while (first > 1) {
      Matcher name = NUMBERED.matcher(names.get(first - 1));
      if (!name.matches() || (word != null && !follows(name, word, next))) {
        break;
      }
      word = name.group(1);
      next = Integer.parseInt(name.group(2));
      first--;
    }
    return first == names.size() ? 1 : first;
  }

  private static boolean follows(Matcher name, String word, int next) {
    return name.group(1).equals(word) && Integer.parseInt(name.group(2)) == next - 1;
  }

  SeriesSet read() {
    refuseMixedFrequencies();
    double[][] columns = values.stream().map(Numbers::of).toArray(double[][]::new);
    Map<String, Integer> rows = new HashMap<>();
    List<NamedSeries> series = new ArrayList<>();
    SetNotes notes = new SetNotes();
    for (int row = 0; row < table.rows(); row++) {
      String id = id(row, rows);
      series.add(NamedSeries.undated(id, attributes(row), values(row, columns, id, notes)));
    }
    return new SeriesSet(table.source(), series, null, seasons(), new DataNotes(notes.list()));
  }

  private String id(int row, Map<String, Integer> rows) {
    String id = ids.text(row);
    if (id.isEmpty()) {
      throw new BadInput(
          "%s: found nothing, the name of a series was expected. Fill it in, or remove the line.",
          ids.where(row));
    }
    Integer earlier = rows.putIfAbsent(id, row);
    if (earlier != null) {
      throw new BadInput(
          "%s: the series %s was given on line %d already. Each row must have a name of its own.",
          ids.where(row), Quoted.of(id), ids.line(earlier));
    }
    return id;
  }

  private SequencedMap<String, String> attributes(int row) {
    SequencedMap<String, String> attributes = new LinkedHashMap<>();
    for (Column column : about) {
      if (!Numbers.isMissing(column.text(row))) {
        attributes.put(column.name(), column.text(row));
      }
    }
    return attributes;
  }

  /** The values from the first to the last that is given. */
  private double[] values(int row, double[][] columns, String id, SetNotes notes) {
    double[] all = new double[columns.length];
    Arrays.setAll(all, c -> columns[c][row]);
    int from = 0;
    while (from < all.length && Double.isNaN(all[from])) {
      from++;
    }
    if (from == all.length) {
      throw new BadInput(
          "%s, line %d: the series %s has no values. Remove the line, or fill it in.",
          table.source(), table.line(row), Quoted.of(id));
    }
    int to = all.length;
    while (Double.isNaN(all[to - 1])) {
      to--;
    }
    double[] own = Arrays.copyOfRange(all, from, to);
    note(row, id, from, own, notes);
    return own;
  }

  private void note(int row, String id, int leading, double[] own, SetNotes notes) {
    List<DataNote> found = new ArrayList<>();
    int line = table.line(row);
    if (leading > 0) {
      String cells = Sentence.count(leading, "empty cell");
      String message = Sentence.of("Left out %s before the first value on line %d.", cells, line);
      found.add(new DataNote(Kind.TRIMMED_START, message, leading, line));
    }
    int missing = (int) Arrays.stream(own).filter(Double::isNaN).count();
    if (missing > 0) {
      String message =
          Sentence.of(
              "Line %d has %s between values.", line, Sentence.count(missing, "empty cell"));
      found.add(new DataNote(Kind.MISSING, message, missing, line));
    }
    notes.add(id, new DataNotes(found));
  }

  private @Nullable Column frequencies() {
    return about.stream()
        .filter(column -> column.name().equalsIgnoreCase(FREQUENCY))
        .findFirst()
        .orElse(null);
  }

  private void refuseMixedFrequencies() {
    Column column = frequencies();
    for (int row = 1; column != null && row < column.size(); row++) {
      if (!column.text(row).equals(column.text(0))) {
        throw new BadInput(
            "%s: found %s, but line %d has %s. Give series of one frequency together, the others in"
                + " a file of their own.",
            column.where(row),
            Quoted.of(column.text(row)),
            column.line(0),
            Quoted.of(column.text(0)));
      }
    }
  }

  private List<Integer> seasons() {
    Column column = frequencies();
    boolean whole = column != null && column.text(0).matches("\\d{1,5}");
    int season = whole && column != null ? Integer.parseInt(column.text(0)) : 1;
    return season > 1 ? List.of(season) : List.of();
  }
}
