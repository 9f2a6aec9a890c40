package dev.carousel.task.series;

import dev.carousel.task.series.DataNote.Kind;
import dev.carousel.task.table.Column;
import dev.carousel.task.table.Sentence;
import dev.carousel.task.table.Table;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Puts rows into the order of time, and settles those that share one. */
final class SortedRows {
  private final Table table;
  private final TimeColumn time;
  private final Duplicates policy;
  private final DuplicateRefusal refusal;
  private final List<DataNote> notes;

  /**
   * Rows to be sorted.
   *
   * @param refusal for rows of one time, if {@code policy} is to refuse them
   */
  SortedRows(DuplicateRefusal refusal, Duplicates policy, List<DataNote> notes) {
    this.refusal = refusal;
    this.table = refusal.table();
    this.time = refusal.time();
    this.policy = policy;
    this.notes = notes;
  }

  /**
   * The rows of each time, times ascending, rows in the order of the file. More than one only if
   * the policy is {@link Duplicates#MEAN}, or clocks were put back.
   *
   * @throws BadInput if rows of one time differ and the policy is to refuse them
   */
  List<int[]> groups() {
    int[] order = order();
    List<int[]> groups = new ArrayList<>(order.length);
    Tally repeated = new Tally();
    Tally differing = new Tally();
    Tally putBack = new Tally();
    int from = 0;
    for (int i = 1; i <= order.length; i++) {
      if (i == order.length || !time(order[i]).equals(time(order[from]))) {
        groups.add(settle(Arrays.copyOfRange(order, from, i), repeated, differing, putBack));
        from = i;
      }
    }
    note(repeated, differing, putBack);
    return groups;
  }

  private LocalDateTime time(int row) {
    return time.times()[row];
  }

  private int[] order() {
    int descents = 0;
    int first = -1;
    for (int row = 1; row < table.rows(); row++) {
      if (time(row).isBefore(time(row - 1))) {
        descents++;
        first = first < 0 ? row : first;
      }
    }
    if (descents == 0) {
      return IntStream.range(0, table.rows()).toArray();
    }
    String message =
        Sentence.of(
            "Sorted the rows by time: on %s the time went backwards, first on line %d (%s).",
            Sentence.count(descents, "line"), table.line(first), ShownTime.of(time(first)));
    notes.add(new DataNote(Kind.SORTED, message, descents, table.line(first)));
    return IntStream.range(0, table.rows())
        .boxed()
        .sorted(Comparator.comparing(this::time))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The rows of one time: identical ones dropped, the others treated by the policy. */
  private int[] settle(int[] rows, Tally repeated, Tally differing, Tally putBack) {
    if (rows.length == 1) {
      return rows;
    }
    int[] distinct = distinct(rows, repeated);
    if (distinct.length == 1) {
      return distinct;
    }
    if (distinct.length == 2 && time.isRepeated(distinct[0])) {
      putBack.add(distinct[0]);
      return distinct;
    }
    if (policy == Duplicates.REFUSE) {
      throw refusal.of(distinct[0], distinct[1]);
    }
    for (int i = 1; i < distinct.length; i++) {
      differing.add(distinct[i]);
    }
    return switch (policy) {
      case FIRST -> new int[] {distinct[0]};
      case LAST -> new int[] {distinct[distinct.length - 1]};
      default -> distinct;
    };
  }

  private int[] distinct(int[] rows, Tally repeated) {
    int kept = 0;
    for (int row : rows) {
      boolean seen = false;
      for (int k = 0; k < kept && !seen; k++) {
        seen = equal(rows[k], row);
      }
      if (seen) {
        repeated.add(row);
      } else {
        rows[kept++] = row;
      }
    }
    return Arrays.copyOf(rows, kept);
  }

  private boolean equal(int a, int b) {
    for (Column column : table.columns()) {
      if (column != time.column() && !column.text(a).equals(column.text(b))) {
        return false;
      }
    }
    return true;
  }

  private void note(Tally repeated, Tally differing, Tally putBack) {
    if (repeated.count > 0) {
      String message =
          Sentence.of(
              "Dropped %s equal to another in all columns, first line %d (%s).",
              Sentence.count(repeated.count, "row"),
              table.line(repeated.first),
              ShownTime.of(time(repeated.first)));
      notes.add(
          new DataNote(Kind.REPEATED_ROWS, message, repeated.count, table.line(repeated.first)));
    }
    if (putBack.count > 0) {
      String message =
          Sentence.of(
              "Took the mean of both rows of %s that clocks show twice, being put back, first line"
                  + " %d (%s).",
              Sentence.count(putBack.count, "time"),
              table.line(putBack.first),
              ShownTime.of(time(putBack.first)));
      notes.add(
          new DataNote(Kind.CLOCK_PUT_BACK, message, putBack.count, table.line(putBack.first)));
    }
    if (differing.count > 0) {
      String message =
          Sentence.of(
              "Merged %s whose time was given before with other values (%s), first line %d (%s).",
              Sentence.count(differing.count, "row"),
              policyName(),
              table.line(differing.first),
              ShownTime.of(time(differing.first)));
      notes.add(
          new DataNote(
              Kind.DUPLICATE_TIMES, message, differing.count, table.line(differing.first)));
    }
  }

  private String policyName() {
    return switch (policy) {
      case FIRST -> "the first kept";
      case LAST -> "the last kept";
      default -> "their mean taken";
    };
  }

  /** Counts rows and remembers the one that comes first in the file. */
  private static final class Tally {
    int count;
    int first = Integer.MAX_VALUE;

    void add(int row) {
      count++;
      first = Math.min(first, row);
    }
  }
}
