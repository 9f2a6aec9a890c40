package dev.carousel.task.series;

import dev.carousel.task.series.DataNote.Kind;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;

/** Ways to fill missing values. */
public enum Fill {
  /** The last value before: uses the past only, so it may feed a model. */
  FORWARD,
  /**
   * A straight line between the values around; after the last value, that value. It looks ahead, so
   * a forecast must not be tested on inputs made with it.
   */
  LINEAR;

  /**
   * The values with NaN filled.
   *
   * @param leading what stands before the first value, where there is no past; not NaN
   */
  public double[] fill(double[] values, double leading) {
    if (Double.isNaN(leading)) {
      throw new IllegalArgumentException("leading value is NaN");
    }
    double[] filled = values.clone();
    int last = -1;
    for (int i = 0; i < filled.length; i++) {
      if (!Double.isNaN(values[i])) {
        if (this == LINEAR && last >= 0) {
          interpolate(filled, last, i);
        }
        last = i;
      } else {
        filled[i] = last < 0 ? leading : values[last];
      }
    }
    return filled;
  }

  private static void interpolate(double[] values, int from, int to) {
    double slope = (values[to] - values[from]) / (to - from);
    for (int i = from + 1; i < to; i++) {
      values[i] = values[from] + slope * (i - from);
    }
  }

  /** The note that says how many values of a column were filled, and how. */
  public DataNote note(String column, double[] values) {
    int missing = 0;
    for (double value : values) {
      missing += Double.isNaN(value) ? 1 : 0;
    }
    String message =
        Sentence.of(
            "Filled %s of %s %s for the model's input; errors are measured on observed values"
                + " only.",
            Sentence.count(missing, "missing value"),
            Quoted.of(column),
            this == FORWARD ? "with the last one before" : "on a line between those around");
    return new DataNote(Kind.FILLED, message, missing, 0);
  }
}
