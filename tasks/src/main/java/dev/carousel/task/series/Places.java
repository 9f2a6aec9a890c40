package dev.carousel.task.series;

import dev.carousel.task.table.Table;
import java.time.LocalDateTime;
import java.util.Arrays;

/** Where the places of a grid are in the file. */
final class Places {
  private final Table table;
  private final TimeGrid grid;
  private final int[] rows;
  private final int offset;

  /** Places counted from {@code offset}; {@code rows} are the rows of the grid's places. */
  Places(Table table, TimeGrid grid, int[] rows, int offset) {
    this.table = table;
    this.grid = grid;
    this.rows = rows;
    this.offset = offset;
  }

  /** The same counted from a later place. */
  Places from(int place) {
    return new Places(table, grid, rows, offset + place);
  }

  Frequency frequency() {
    return grid.frequency();
  }

  LocalDateTime time(int place) {
    return grid.frequency().plus(grid.start(), offset + place);
  }

  /** The line of a place, 0 if it is a gap. */
  int line(int place) {
    int at = Arrays.binarySearch(grid.places(), offset + place);
    return at < 0 ? 0 : table.line(rows[at]);
  }

  /** The line of the first place from here on that has a row. */
  int lineFrom(int place) {
    int at = Arrays.binarySearch(grid.places(), offset + place);
    return table.line(rows[at < 0 ? -at - 1 : at]);
  }
}
