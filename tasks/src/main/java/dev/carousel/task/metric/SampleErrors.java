package dev.carousel.task.metric;

/**
 * Adds up the errors of forecasts that are samples, in double, in the order given. Pairs without an
 * actual value are passed over.
 */
public final class SampleErrors {
  private double sum;
  private double sizes;
  private long count;

  /**
   * Adds a pair.
   *
   * @param samples at least one, finite
   */
  public void add(double actual, double[] samples) {
    if (!Double.isNaN(actual)) {
      sum += Crps.ofSamples(actual, samples);
      sizes += Math.abs(actual);
      count++;
    }
  }

  /** How many pairs had an actual value. */
  public long count() {
    return count;
  }

  /** The mean CRPS, in the unit of the target: see {@link Crps}. */
  public double crps() {
    return sum / count;
  }

  /** The sum of the CRPS over that of the actual values' sizes; NaN if every one is 0. */
  public double relativeCrps() {
    return sizes == 0 ? Double.NaN : sum / sizes;
  }
}
