package dev.carousel.task.table;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** One column of a {@link Table}: the text of each row, without surrounding white space. */
public final class Column {
  private final Table table;
  private final int index;
  private final String[] values;

  Column(Table table, int index, String[] values) {
    this.table = table;
    this.index = index;
    this.values = values;
  }

  /** The name in the header. */
  public String name() {
    return table.names().get(index);
  }

  /** The number of rows. */
  public int size() {
    return values.length;
  }

  /** The value of a row, 0 the first; empty if nothing was given. */
  public String text(int row) {
    return values[row];
  }

  /** The line of the file on which the row begins, 1 the first. */
  public int line(int row) {
    return table.line(row);
  }

  /** The character between the fields of the file. */
  public char delimiter() {
    return table.delimiter();
  }

  /** Whether any value is such. */
  boolean anyMatch(Predicate<String> such) {
    return Arrays.stream(values).anyMatch(such);
  }

  /** The other columns of the table. */
  List<Column> others() {
    return table.names().stream().filter(name -> !name.equals(name())).map(table::column).toList();
  }

  /** {@code data.csv, line 7, column 'temp'}: how messages name a value. */
  public String where(int row) {
    return table.source() + ", line " + line(row) + ", column " + Quoted.of(name());
  }

  /** {@code data.csv, column 'temp'}: how messages name the column. */
  public String where() {
    return table.source() + ", column " + Quoted.of(name());
  }
}
