package dev.carousel.task.metric;

/**
 * Adds up how prediction intervals did, in the order given. Pairs without an actual value are
 * passed over; an actual value on a bound is inside.
 *
 * <p>The scaled interval score is {@code (u - l + 2/a (l - y)+ + 2/a (y - u)+) / scale} with a = 1
 * - level (Gneiting and Raftery 2007), the scale being that of MASE: its mean is the MSIS of the M4
 * competition. Where the scale is NaN (zero in training), the score is left out of that mean.
 */
public final class IntervalErrors {
  private final double level;
  private long count;
  private long inside;
  private double width;
  private double scores;
  private long scored;

  /**
   * No intervals yet.
   *
   * @param level the share of values the intervals are meant to hold, above 0 and below 1
   */
  public IntervalErrors(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level " + level + ", expected 0 < level < 1");
    }
    this.level = level;
  }

  /**
   * Adds an interval.
   *
   * @param scale of MASE, see {@link ForecastErrors#scale}; NaN if there is none
   * @throws IllegalArgumentException if there is an actual value but lower is not at most upper
   */
  public void add(double actual, double lower, double upper, double scale) {
    if (Double.isNaN(actual)) {
      return;
    }
    if (!(lower <= upper)) {
      throw new IllegalArgumentException("interval of " + actual + ": " + lower + " to " + upper);
    }
    count++;
    inside += actual >= lower && actual <= upper ? 1 : 0;
    width += upper - lower;
    if (scale > 0) {
      double outside = Math.max(0, lower - actual) + Math.max(0, actual - upper);
      scores += (upper - lower + 2 / (1 - level) * outside) / scale;
      scored++;
    }
  }

  /** The share of values the intervals are meant to hold. */
  public double level() {
    return level;
  }

  /** How many pairs had an actual value. */
  public long count() {
    return count;
  }

  /** The share of actual values inside, 0 to 1; NaN without any. */
  public double coverage() {
    return (double) inside / count;
  }

  /** The mean width, in the unit of the target; NaN without any interval. */
  public double meanWidth() {
    return width / count;
  }

  /** The mean scaled interval score; NaN without any that has a scale. */
  public double msis() {
    return scores / scored;
  }
}
