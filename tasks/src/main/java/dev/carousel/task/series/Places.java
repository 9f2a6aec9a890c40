package dev.carousel.task.series;

import dev.carousel.task.table.Table;
import java.time.LocalDateTime;
import java.util.Arrays;

/** Where the places of a grid are in the file. */
record Places(Table table, TimeGrid grid, int[] rows, int offset) {
  Places(Table table, TimeGrid grid, int[] rows) {
    this(table, grid, rows, 0);
  }

  /** The same counted from a later place. */
  Places from(int place) {
    return new Places(table, grid, rows, offset + place);
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
