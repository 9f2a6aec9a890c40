package dev.carousel.task.series;

import dev.carousel.BadInput;
import dev.carousel.task.series.DataNote.Kind;
import dev.carousel.task.table.Column;
import dev.carousel.task.table.Numbers;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import dev.carousel.task.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Columns read beside the target, one number a row, NaN where missing. Text becomes the number of
 * its category, and -1 where it is none of those that are known.
 *
 * @param values by name
 * @param categories of columns of text, by name
 */
record CovariateColumns(
    SequencedMap<String, double[]> values, SequencedMap<String, List<String>> categories) {
  private static final int MOST_CATEGORIES = 100;
  static final double UNKNOWN = -1;

  /**
   * Reads the columns.
   *
   * @param taken by name, what other columns already are
   * @throws BadInput if a column is not there, is taken, or is neither numbers nor text
   */
  static CovariateColumns read(
      Table table, Beside beside, Column time, Map<String, String> taken, List<DataNote> notes) {
    CovariateColumns all = new CovariateColumns(new LinkedHashMap<>(), new LinkedHashMap<>());
    for (Covariate one : beside.columns()) {
      Column column = table.column(one.column());
      String use = column == time ? "the times" : taken.get(column.name());
      if (use != null) {
        throw new BadInput(
            "%s: column %s is %s, it cannot be a covariate too. Name another column.",
            table.source(), Quoted.of(column.name()), use);
      }
      all.add(column, one.categories(), notes);
    }
    return all;
  }

  private void add(Column column, @Nullable List<String> known, List<DataNote> notes) {
    boolean text = known == null ? isText(column) : !known.isEmpty();
    if (!text) {
      values.put(column.name(), Numbers.of(column));
      return;
    }
    List<String> texts = known == null ? found(column) : known;
    double[] codes = new double[column.size()];
    int unknown = 0;
    int first = 0;
    for (int row = 0; row < codes.length; row++) {
      String value = column.text(row);
      codes[row] = isNothing(value) ? Double.NaN : texts.indexOf(value);
      if (codes[row] == UNKNOWN) {
        first = unknown == 0 ? row : first;
        unknown++;
      }
    }
    if (unknown > 0) {
      notes.add(unknown(column, unknown, first));
    }
    values.put(column.name(), codes);
    categories.put(column.name(), texts);
  }

  private static DataNote unknown(Column column, int count, int row) {
    String message =
        Sentence.of(
            "%s has %s of a kind the model has not learnt, read as none of those it knows; first"
                + " line %d (%s).",
            Quoted.of(column.name()),
            Sentence.count(count, "value"),
            column.line(row),
            Quoted.of(column.text(row)));
    return new DataNote(Kind.UNKNOWN_CATEGORY, message, count, column.line(row));
  }

  /** Whether more of its values are words than numbers: a slip in a number is no category. */
  static boolean isText(Column column) {
    int numbers = 0;
    int words = 0;
    for (int row = 0; row < column.size(); row++) {
      String value = column.text(row);
      if (!Numbers.isMissing(value)) {
        boolean digits = value.chars().anyMatch(c -> c >= '0' && c <= '9');
        boolean letters = value.chars().anyMatch(Character::isLetter);
        numbers += digits && !letters ? 1 : 0;
        words += digits && !letters ? 0 : 1;
      }
    }
    return words > numbers;
  }

  /** Of texts {@code none} is one like others: no promotion, no holiday. */
  private static boolean isNothing(String value) {
    return Numbers.isMissing(value) && !value.equalsIgnoreCase("none");
  }

  private static List<String> found(Column column) {
    TreeSet<String> texts = new TreeSet<>();
    for (int row = 0; row < column.size(); row++) {
      if (!isNothing(column.text(row))) {
        texts.add(column.text(row));
      }
      if (texts.size() > MOST_CATEGORIES) {
        throw new BadInput(
            "%s: more than %d different texts, too many to learn what each means. Leave the column"
                + " out, or group its values.",
            column.where(row), MOST_CATEGORIES);
      }
    }
    return List.copyOf(texts);
  }
}
