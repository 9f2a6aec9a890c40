package dev.carousel.task.metric;

import java.util.Arrays;

/**
 * The continuous ranked probability score of one forecast distribution, in the unit of the target;
 * of a single value it is the absolute error (Gneiting and Raftery 2007).
 */
public final class Crps {
  private Crps() {}

  /**
   * Of the distribution that gives every sample the same weight: mean |x - y| - mean |x - x'| / 2
   * over all samples and all pairs of them.
   *
   * @param samples at least one, finite; not changed
   */
  public static double ofSamples(double actual, double[] samples) {
    int n = samples.length;
    if (n == 0) {
      throw new IllegalArgumentException("no samples");
    }
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    double distance = 0;
    double spread = 0; // the sum of x' - x over pairs x < x'
    for (int i = 0; i < n; i++) {
      distance += Math.abs(sorted[i] - actual);
      spread += (2.0 * i - n + 1) * (sorted[i] - sorted[0]);
    }
    return distance / n - spread / n / n;
  }

  /**
   * Of quantiles: the integral of twice the pinball loss over all levels, each quantile standing
   * for the levels nearest to it. With n levels (i - 1/2) / n this is the mean of the n losses.
   *
   * @param levels ascending strictly, above 0 and below 1
   */
  public static double ofQuantiles(double actual, double[] levels, double[] quantiles) {
    double[] shares = shares(checked(levels));
    if (quantiles.length != levels.length) {
      throw new IllegalArgumentException(
          quantiles.length + " quantiles, " + levels.length + " levels");
    }
    double sum = 0;
    for (int i = 0; i < levels.length; i++) {
      sum += 2 * shares[i] * QuantileErrors.pinball(levels[i], actual, quantiles[i]);
    }
    return sum;
  }

  /** How much of 0 to 1 is nearest to each level. */
  static double[] shares(double[] levels) {
    double[] shares = new double[levels.length];
    double from = 0;
    for (int i = 0; i < levels.length; i++) {
      double to = i + 1 < levels.length ? (levels[i] + levels[i + 1]) / 2 : 1;
      shares[i] = to - from;
      from = to;
    }
    return shares;
  }

  /** A copy of levels that ascend strictly between 0 and 1. */
  static double[] checked(double[] levels) {
    double before = 0;
    for (double level : levels) {
      if (!(level > before && level < 1)) {
        throw new IllegalArgumentException(
            "levels " + Arrays.toString(levels) + ", expected ascending ones between 0 and 1");
      }
      before = level;
    }
    if (levels.length == 0) {
      throw new IllegalArgumentException("no levels");
    }
    return levels.clone();
  }
}
