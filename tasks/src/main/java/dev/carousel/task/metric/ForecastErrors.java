package dev.carousel.task.metric;

/**
 * Adds up the errors of forecasts, in double, in the order given. Pairs without an actual value are
 * passed over.
 *
 * <ul>
 *   <li>MAE = mean |y - f|, RMSE = sqrt(mean (y - f)^2)
 *   <li>sMAPE = mean 200 |y - f| / (|y| + |f|), a term being 0 where both are 0 (Makridakis,
 *       Spiliotis and Assimakopoulos 2020, the M4 competition)
 *   <li>MASE = MAE / scale (Hyndman and Koehler 2006, section 3), see {@link #scale}
 * </ul>
 */
public final class ForecastErrors {
  private final double scale;
  private long count;
  private double absolute;
  private double squared;
  private double percent;

  /**
   * No errors yet.
   *
   * @param scale the denominator of MASE; NaN if there is none
   */
  public ForecastErrors(double scale) {
    this.scale = scale;
  }

  /**
   * The scale of MASE: the mean |y(t) - y(t - m)| over the training part, both observed.
   *
   * @param target NaN where not observed; only places before {@code trainEnd} are read
   * @param season m, the first natural season of the series, 1 if it has none
   * @return NaN if the scale is zero (every such pair is equal) or no pair is observed
   */
  public static double scale(double[] target, int trainEnd, int season) {
    double sum = 0;
    long pairs = 0;
    for (int t = season; t < trainEnd; t++) {
      double difference = Math.abs(target[t] - target[t - season]);
      if (!Double.isNaN(difference)) {
        sum += difference;
        pairs++;
      }
    }
    return sum == 0 ? Double.NaN : sum / pairs;
  }

  /**
   * Adds a pair.
   *
   * @throws IllegalArgumentException if there is an actual value but no finite forecast
   */
  public void add(double actual, double forecast) {
    if (Double.isNaN(actual)) {
      return;
    }
    if (!Double.isFinite(forecast)) {
      throw new IllegalArgumentException("forecast of " + actual + " is " + forecast);
    }
    double error = Math.abs(actual - forecast);
    double size = Math.abs(actual) + Math.abs(forecast);
    count++;
    absolute += error;
    squared += error * error;
    percent += size == 0 ? 0 : 200 * error / size;
  }

  /** Adds the pairs of a forecast; {@code forecast[h]} is of {@code actual[origin + h]}. */
  public void add(double[] actual, int origin, double[] forecast) {
    for (int h = 0; h < forecast.length && origin + h < actual.length; h++) {
      add(actual[origin + h], forecast[h]);
    }
  }

  /** How many pairs had an actual value. */
  public long count() {
    return count;
  }

  /** The errors so far; all NaN without any pair. */
  public Scores scores() {
    double mae = absolute / count;
    return new Scores(mae, Math.sqrt(squared / count), percent / count, mae / scale);
  }
}
