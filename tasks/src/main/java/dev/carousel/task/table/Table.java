package dev.carousel.task.table;

import dev.carousel.BadInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A delimited text file: a header of distinct names, and columns of text whose rows know their
 * lines. Comma, semicolon, tab and pipe are told apart by themselves; fields may be quoted with
 * {@code "}; blank lines and rows without any value are left out.
 */
public final class Table {
  private final String source;
  private final char delimiter;
  private final List<String> names;
  private final List<Column> columns;
  private final int[] lines;

  Table(String source, char delimiter, List<String> names, String[][] columns, int[] lines) {
    this.source = source;
    this.delimiter = delimiter;
    this.names = List.copyOf(names);
    this.columns =
        IntStream.range(0, names.size()).mapToObj(c -> new Column(this, c, columns[c])).toList();
    this.lines = lines;
  }

  /**
   * Reads a file; one packed by gzip is unpacked.
   *
   * @throws BadInput if there is no such file, it may not be read, is cut off, is no UTF-8 text, or
   *     is no table
   */
  public static Table read(Path file) {
    return TableReader.parse(file.toString(), TextFile.read(file));
  }

  /** The table in this text; {@code source} names it in messages. */
  public static Table parse(String source, String text) {
    return TableReader.parse(source, text);
  }

  /** These rows only, in this order; they keep their lines. */
  public Table rows(int[] rows) {
    String[][] texts = new String[columns.size()][];
    for (int c = 0; c < texts.length; c++) {
      Column column = columns.get(c);
      texts[c] = IntStream.of(rows).mapToObj(column::text).toArray(String[]::new);
    }
    return new Table(source, delimiter, names, texts, IntStream.of(rows).map(this::line).toArray());
  }

  /**
   * This with one column more, in front of the others, in place of some.
   *
   * @param removed names of columns to leave out
   * @param name of the new column, unlike those of the others
   * @param texts one a row
   */
  public Table joined(List<String> removed, String name, String[] texts) {
    List<Column> kept = columns.stream().filter(c -> !removed.contains(c.name())).toList();
    List<String> headers = new ArrayList<>(List.of(name));
    String[][] values = new String[kept.size() + 1][];
    values[0] = texts.clone();
    for (int c = 0; c < kept.size(); c++) {
      Column column = kept.get(c);
      headers.add(column.name());
      values[c + 1] = IntStream.range(0, rows()).mapToObj(column::text).toArray(String[]::new);
    }
    return new Table(source, delimiter, headers, values, lines);
  }

  /** The file, as the user named it. */
  public String source() {
    return source;
  }

  /** The character between the fields. */
  public char delimiter() {
    return delimiter;
  }

  /** The number of rows, at least 1. */
  public int rows() {
    return lines.length;
  }

  /** The line on which a row begins, 1 the first of the file. */
  public int line(int row) {
    return lines[row];
  }

  /** The names in the header, in order. */
  public List<String> names() {
    return names;
  }

  /** The columns, in order. */
  public List<Column> columns() {
    return columns;
  }

  /**
   * The column of this name.
   *
   * @throws BadInput if there is none: it lists the names and suggests the nearest
   */
  public Column column(String name) {
    int index = names.indexOf(name.strip());
    if (index >= 0) {
      return columns.get(index);
    }
    @Nullable String nearest = Nearest.of(name, names);
    throw new BadInput(
        "%s has no column %s.%s Its columns: %s.",
        source,
        Quoted.of(name),
        nearest == null ? "" : " Did you mean " + Quoted.of(nearest) + "?",
        Quoted.names(names));
  }
}
