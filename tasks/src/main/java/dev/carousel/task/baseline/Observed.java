package dev.carousel.task.baseline;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was observed before an origin, without gaps: from the first to the last observed value,
 * straight lines over what is missing between them.
 *
 * @param values at least one, all finite
 * @param late how many steps before the origin have no value
 */
record Observed(double[] values, int late) {

  /** What was observed before {@code origin}, or null if nothing was. */
  static @Nullable Observed before(double[] history, int origin) {
    int end = Baseline.lastObserved(history, origin) + 1;
    if (end == 0) {
      return null;
    }
    int start = 0;
    while (Double.isNaN(history[start])) {
      start++;
    }
    double[] values = Arrays.copyOfRange(history, start, end);
    interpolate(values);
    return new Observed(values, origin - end);
  }

  private static void interpolate(double[] values) {
    int last = 0;
    for (int i = 1; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        double slope = (values[i] - values[last]) / (i - last);
        for (int k = last + 1; k < i; k++) {
          values[k] = values[last] + slope * (k - last);
        }
        last = i;
      }
    }
  }

  /** {@code horizon} steps from the origin on, of a forecast that begins after the last value. */
  double[] fromOrigin(int horizon, IntFunction<double[]> forecast) {
    return Arrays.copyOfRange(forecast.apply(late + horizon), late, late + horizon);
  }

  /** The mean, summed in order. */
  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** NaN for every step: there is nothing to go by. */
  static double[] nothing(int horizon) {
    double[] forecast = new double[horizon];
    Arrays.fill(forecast, Double.NaN);
    return forecast;
  }
}
