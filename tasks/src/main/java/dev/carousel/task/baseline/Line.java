package dev.carousel.task.baseline;

/**
 * The straight line with the least squared errors.
 *
 * @param mean its value at the middle
 * @param middle the place of the middle, {@code (n - 1) / 2}
 */
record Line(double mean, double slope, double middle) {

  /** Through at least one value; level through one alone. */
  static Line through(double[] values) {
    double middle = (values.length - 1) / 2.0;
    double mean = Observed.mean(values);
    double products = 0;
    double squares = 0;
    for (int t = 0; t < values.length; t++) {
      products += (t - middle) * (values[t] - mean);
      squares += (t - middle) * (t - middle);
    }
    return new Line(mean, squares == 0 ? 0 : products / squares, middle);
  }

  /** Its value at a place, 0 that of the first value. */
  double at(int place) {
    return mean + slope * (place - middle);
  }
}
