package dev.carousel.task.metric;

import java.util.Arrays;

/** How many values intervals hold, by step ahead. */
public final class StepCoverage {
  private final long[] inside;
  private final long[] count;

  /** No intervals yet of so many steps ahead. */
  public StepCoverage(int horizon) {
    inside = new long[horizon];
    count = new long[horizon];
  }

  /**
   * Adds the interval of a step, 0 the first.
   *
   * @param actual NaN: passed over
   */
  public void add(int step, double actual, double lower, double upper) {
    if (!Double.isNaN(actual)) {
      count[step]++;
      inside[step] += actual >= lower && actual <= upper ? 1 : 0;
    }
  }

  /** The share of values inside, by step ahead; NaN where there was none. */
  public double[] shares() {
    double[] shares = new double[count.length];
    Arrays.setAll(shares, h -> (double) inside[h] / count[h]);
    return shares;
  }
}
