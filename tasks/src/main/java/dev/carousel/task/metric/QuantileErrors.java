package dev.carousel.task.metric;

/**
 * Adds up the errors of quantile forecasts, in double, in the order given. Pairs without an actual
 * value are passed over.
 *
 * <ul>
 *   <li>pinball(t) = mean max(t (y - q), (t - 1)(y - q)) (Koenker and Bassett 1978)
 *   <li>weighted quantile loss(t) = 2 sum pinball / sum |y| (the rho-risk of DeepAR; Salinas,
 *       Flunkert, Gasthaus and Januschowski 2020); NaN if every actual value is 0
 *   <li>CRPS = mean over pairs of the integral of 2 pinball(t) over t, see {@link Crps}
 * </ul>
 */
public final class QuantileErrors {
  private final double[] levels;
  private final double[] losses; // by level
  private final long[] under; // by level: how many actual values are at or below the quantile
  private double sizes;
  private long count;

  /**
   * No errors yet.
   *
   * @param levels of the quantiles, ascending strictly, above 0 and below 1, at least one
   */
  public QuantileErrors(double... levels) {
    this.levels = Crps.checked(levels);
    this.losses = new double[levels.length];
    this.under = new long[levels.length];
  }

  /** The loss of one quantile, at least 0. */
  public static double pinball(double level, double actual, double quantile) {
    double error = actual - quantile;
    return Math.max(level * error, (level - 1) * error);
  }

  /**
   * Adds a pair.
   *
   * @param quantiles one for each level; they need not ascend
   * @throws IllegalArgumentException if there is an actual value but a quantile is not finite
   */
  public void add(double actual, double[] quantiles) {
    if (quantiles.length != levels.length) {
      throw new IllegalArgumentException(
          quantiles.length + " quantiles, " + levels.length + " levels");
    }
    if (Double.isNaN(actual)) {
      return;
    }
    for (int i = 0; i < levels.length; i++) {
      if (!Double.isFinite(quantiles[i])) {
        throw new IllegalArgumentException(
            "quantile " + levels[i] + " of " + actual + " is " + quantiles[i]);
      }
      losses[i] += pinball(levels[i], actual, quantiles[i]);
      under[i] += actual <= quantiles[i] ? 1 : 0;
    }
    sizes += Math.abs(actual);
    count++;
  }

  /** How many pairs had an actual value. */
  public long count() {
    return count;
  }

  /** The mean pinball loss over pairs and levels, in the unit of the target. */
  public double pinball() {
    double sum = 0;
    for (double loss : losses) {
      sum += loss / count;
    }
    return sum / levels.length;
  }

  /** The mean pinball loss of one level, by its place. */
  public double pinball(int level) {
    return losses[level] / count;
  }

  /** The weighted quantile loss of one level, by its place; NaN if every actual value is 0. */
  public double weightedQuantileLoss(int level) {
    return sizes == 0 ? Double.NaN : 2 * losses[level] / sizes;
  }

  /** The mean of the weighted quantile losses of all levels. */
  public double weightedQuantileLoss() {
    double sum = 0;
    for (int i = 0; i < levels.length; i++) {
      sum += weightedQuantileLoss(i);
    }
    return sum / levels.length;
  }

  /** The share of actual values at or below the quantile of a level: near it, if calibrated. */
  public double coverage(int level) {
    return (double) under[level] / count;
  }

  /** The mean CRPS, from the quantiles. */
  public double crps() {
    double[] shares = Crps.shares(levels);
    double sum = 0;
    for (int i = 0; i < levels.length; i++) {
      sum += 2 * shares[i] * losses[i] / count;
    }
    return sum;
  }
}
