package dev.carousel.task.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.carousel.BadInput;
import dev.carousel.task.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random tables with every kind of trouble that real ones have. Each is refused with its place, or
 * read, and then every value that was read is the one that was written, at its time, and notes say
 * what was done. Nothing is wrong in silence.
 */
class BadTablesTest {
  private static final int TABLES = 40; // of each kind

  @ParameterizedTest
  @EnumSource
  void neverWrongInSilence(Trouble trouble) {
    int read = 0;
    int refused = 0;
    for (long seed = 1; seed <= TABLES; seed++) {
      TableDraft draft = new TableDraft(31 * seed + trouble.ordinal());
      trouble.spoil(draft);
      try {
        TimeSeries series =
            TimeSeries.from(Table.parse("bad.csv", draft.text()), SeriesOptions.target("y"));
        read++;
        isAsWritten(draft, series);
        notesFit(trouble, draft, series);
      } catch (BadInput e) {
        refused++;
        says(trouble, e.getMessage());
      }
    }
    assertThat(trouble.fate == Trouble.Fate.ANY || read == 0 || refused == 0)
        .as("%s: %d read, %d refused", trouble, read, refused)
        .isTrue();
    assertThat(
            trouble.fate == Trouble.Fate.ANY
                || (refused > 0) == (trouble.fate == Trouble.Fate.REFUSED))
        .as("%s: %d read, %d refused", trouble, read, refused)
        .isTrue();
  }

  /** The same trouble in one of two series of a long table, and in a wide one. */
  @ParameterizedTest
  @EnumSource
  void neverWrongAmongOthers(Trouble trouble) {
    for (long seed = 1; seed <= TABLES; seed++) {
      TableDraft whole = new TableDraft(31 * seed + trouble.ordinal());
      TableDraft draft = new TableDraft(31 * seed + trouble.ordinal());
      trouble.spoil(draft);
      if (trouble == Trouble.THOUSANDS || trouble == Trouble.DECIMAL_COMMA) {
        trouble.spoil(whole); // how a column is written, all of it
      }
      try {
        Table table = Table.parse("bad.csv", draft.longText(whole));
        SeriesSet set = SeriesSet.ofLong(table, List.of("id"), SeriesOptions.target("y"));
        isAsWritten(whole, Objects.requireNonNull(set.get("a").dated()));
        isAsWritten(draft, Objects.requireNonNull(set.get("b").dated()));
        isTold(trouble, draft, set);
      } catch (BadInput e) {
        says(trouble, e.getMessage());
      }
      try {
        Table table = Table.parse("bad.csv", draft.text());
        SeriesSet set = SeriesSet.ofWide(table, List.of(), Times.FOUND);
        if (set.contains("y")) {
          isAsWritten(draft, Objects.requireNonNull(set.get("y").dated()));
          isTold(trouble, draft, set);
        }
      } catch (BadInput e) {
        says(trouble, e.getMessage());
      }
    }
  }

  private static void isTold(Trouble trouble, TableDraft draft, SeriesSet set) {
    boolean column = trouble == Trouble.THE_FUTURE_IN_A_COLUMN; // is no covariate unless named
    if (trouble.fate == Trouble.Fate.NOTED && !column && set.notes().list().isEmpty()) {
      fail("nothing was said of\n%s", draft.text());
    }
  }

  private static void isAsWritten(TableDraft draft, TimeSeries series) {
    assertThat(series.frequency()).isEqualTo(draft.frequency);
    assertThat(series.start()).isEqualTo(draft.start);
    int length = draft.truth.length;
    while (Double.isNaN(draft.truth[length - 1])) {
      length--;
    }
    assertThat(series.target()).isEqualTo(Arrays.copyOf(draft.truth, length));
  }

  private static void notesFit(Trouble trouble, TableDraft draft, TimeSeries series) {
    String notes =
        series.notes().list().stream().map(DataNote::message).collect(Collectors.joining("\n"));
    if (trouble.fate == Trouble.Fate.NOTED && notes.isEmpty()) {
      fail("nothing was said of\n%s", draft.text());
    }
    if (trouble.fate == Trouble.Fate.CLEAN) {
      assertThat(notes).isEmpty();
    }
  }

  /** One message of one line, with the file and, but for whole columns, the line. */
  private static void says(Trouble trouble, String message) {
    assertThat(message).contains("bad.csv").doesNotContain("\n", "null", "Exception");
    boolean whole =
        trouble == Trouble.CONSTANT
            || trouble == Trouble.ALL_MISSING
            || trouble == Trouble.NO_SUCH_TARGET;
    assertThat(message).containsPattern(whole ? "bad\\.csv" : "line \\d+");
  }
}
