package dev.carousel.task.series;

import dev.carousel.BadInput;
import dev.carousel.task.series.DataNote.Kind;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Counts missing values and refuses or leaves out columns from which nothing can be learnt. */
final class ColumnChecks {
  private static final int LEAST_VALUES = 20;
  private static final double FAR = 5; // ranges of the others

  private final String source;
  private final Places places;
  private final List<DataNote> notes;

  ColumnChecks(String source, Places places, List<DataNote> notes) {
    this.source = source;
    this.places = places;
    this.notes = notes;
  }

  /**
   * Notes what is missing. To be learnt from, the target is checked too, and columns without or
   * with only one value, or that tell what the target will be, are removed from {@code others}.
   */
  void check(
      String target, double[] values, SequencedMap<String, double[]> others, boolean toLearn) {
    if (toLearn) {
      checkTarget(target, values);
    }
    noteMissing(target, values);
    noteFar(target, values);
    Iterator<Map.Entry<String, double[]>> each = others.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<String, double[]> other = each.next();
      if (toLearn && isConstant(other.getValue())) {
        noteConstant(other.getKey(), other.getValue());
        each.remove();
      } else if (toLearn && tellsTheFuture(target, values, other)) {
        each.remove();
      } else {
        noteMissing(other.getKey(), other.getValue());
        noteFar(other.getKey(), other.getValue());
      }
    }
  }

  private void checkTarget(String target, double[] values) {
    int missing = missing(values);
    if (missing * 2L > values.length) {
      throw new BadInput(
          "%s, column %s: %,d of %,d times have no value (gaps included); more than half is too "
              + "much to learn from. Keep a part with fewer gaps, or take means over longer steps.",
          source, Quoted.of(target), missing, values.length);
    }
    if (isConstant(values)) {
      throw new BadInput(
          "%s, column %s: all values are equal (%s); there is nothing to forecast.",
          source, Quoted.of(target), shown(values[0]));
    }
  }

  /** Empty values on lines that are there; absent times have a note of their own. */
  private void noteMissing(String name, double[] values) {
    int missing = 0;
    int first = -1;
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i]) && places.line(i) > 0) {
        missing++;
        first = first < 0 ? i : first;
      }
    }
    if (missing > 0) {
      int line = places.line(first);
      String message =
          Sentence.of(
              "%s has no value on %s, first line %d (%s).",
              Quoted.of(name),
              Sentence.count(missing, "line"),
              line,
              ShownTime.of(places.time(first)));
      notes.add(new DataNote(Kind.MISSING, message, missing, line));
    }
  }

  /** A lowest or highest value five times the range of all others away from them. */
  private void noteFar(String name, double[] values) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (sorted.length > LEAST_VALUES) {
      int low = 0;
      while (low < sorted.length && sorted[low] == sorted[0]) {
        low++;
      }
      int high = sorted.length - 1;
      double last = sorted[high];
      while (high >= 0 && sorted[high] == last) {
        high--;
      }
      noteFar(name, values, sorted[0], sorted, low, sorted.length - 1);
      noteFar(name, values, last, sorted, 0, high);
    }
  }

  private void noteFar(
      String name, double[] values, double value, double[] sorted, int from, int to) {
    if (to - from < LEAST_VALUES || sorted[to] == sorted[from]) {
      return;
    }
    double away = Math.max(sorted[from] - value, value - sorted[to]);
    if (away > FAR * (sorted[to] - sorted[from])) {
      int first = 0;
      while (values[first] != value) {
        first++;
      }
      int count = sorted.length - 1 - (to - from);
      String message =
          Sentence.of(
              "%s is %s %s, first %s, far from all others (%s to %s). If that stands for a missing"
                  + " value, leave it empty.",
              Quoted.of(name),
              shown(value),
              count == 1 ? "once" : Sentence.of("%,d times", count),
              ShownTime.of(places.time(first)),
              shown(sorted[from]),
              shown(sorted[to]));
      notes.add(new DataNote(Kind.FAR, message, count, places.line(first)));
    }
  }

  private void noteConstant(String name, double[] values) {
    int observed = values.length - missing(values);
    String message =
        observed == 0
            ? Sentence.of("Left out column %s: it has no values.", Quoted.of(name))
            : Sentence.of("Left out column %s: all its values are equal.", Quoted.of(name));
    notes.add(new DataNote(Kind.CONSTANT, message, observed, 0));
  }

  private boolean tellsTheFuture(
      String target, double[] values, Map.Entry<String, double[]> other) {
    int exactly = FutureCopy.stepsAhead(values, other.getValue());
    int steps = exactly > 0 ? exactly : FutureCopy.nearlyAhead(values, other.getValue());
    if (steps > 0) {
      String message =
          Sentence.of(
              "Left out column %s: it says %swhat %s is %s later, which nobody knows in time.",
              Quoted.of(other.getKey()),
              exactly > 0 ? "" : "nearly ",
              Quoted.of(target),
              Sentence.count(steps, "step"));
      notes.add(new DataNote(Kind.FUTURE, message, values.length, 0));
    }
    return steps > 0;
  }

  private static int missing(double[] values) {
    int missing = 0;
    for (double value : values) {
      missing += Double.isNaN(value) ? 1 : 0;
    }
    return missing;
  }

  /** Whether the values that are there are all equal, or none is there. */
  private static boolean isConstant(double[] values) {
    double first = Double.NaN;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        if (!Double.isNaN(first) && value != first) {
          return false;
        }
        first = value;
      }
    }
    return true;
  }

  private static String shown(double value) {
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
