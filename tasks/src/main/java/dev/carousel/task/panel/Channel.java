package dev.carousel.task.panel;

import org.jspecify.annotations.Nullable;

/**
 * One number the network reads of a covariate: a standardised value, or whether it is of a
 * category.
 *
 * @param column what it is read from
 * @param category the text; null of numbers
 * @param code the number that stands for the text; -1 of numbers
 * @param mean of the values learnt from; 0 of a category
 * @param deviation of the values learnt from; 0 if they are all equal, which tells nothing, and 1
 *     of a category
 * @param gaps whether some of these values were missing
 */
record Channel(
    String column,
    @Nullable String category,
    int code,
    double mean,
    double deviation,
    boolean gaps) {
  static Channel of(String column, String category, int code) {
    return new Channel(column, category, code, 0, 1, false);
  }

  boolean isNumber() {
    return category == null;
  }

  /** What the network reads of a value of the column, NaN of what is missing. */
  double read(double value) {
    if (Double.isNaN(value)) {
      return Double.NaN;
    }
    if (!isNumber()) {
      return value == code ? 1 : 0;
    }
    return deviation == 0 ? 0 : (value - mean) / deviation;
  }
}
