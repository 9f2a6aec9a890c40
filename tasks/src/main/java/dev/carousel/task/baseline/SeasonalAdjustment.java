package dev.carousel.task.baseline;

import java.util.Arrays;

/**
 * Seasonal indices by classical decomposition: the values over their centred moving average,
 * averaged by place of the season and scaled to mean 1 (or their difference and mean 0, where a
 * value is not positive). As in the benchmarks of the M4 competition (Makridakis, Spiliotis and
 * Assimakopoulos 2020).
 *
 * @param indices one for each place of the season, place 0 being that of the first value
 * @param multiplicative whether values are divided by them, or else reduced
 */
public record SeasonalAdjustment(double[] indices, boolean multiplicative) {
  private static final double T_90 = 1.645;
  private static final int SEASONS_TO_TEST = 3;

  /** No season: nothing is changed. */
  public static SeasonalAdjustment none() {
    return new SeasonalAdjustment(new double[] {1}, true);
  }

  /**
   * The indices if the autocorrelation at the season is significant, otherwise {@link #none}.
   *
   * @param values all finite, in order
   */
  public static SeasonalAdjustment tested(double[] values, int season) {
    return season > 1 && isSeasonal(values, season) ? of(values, season) : none();
  }

  /**
   * Whether the autocorrelation at the season is significant at 90 % (Bartlett's limits), which is
   * not asked of fewer than three seasons.
   */
  static boolean isSeasonal(double[] values, int season) {
    int n = values.length;
    if (n < SEASONS_TO_TEST * season) {
      return false;
    }
    double mean = Observed.mean(values);
    double variance = covariance(values, mean, 0);
    double squares = 0;
    for (int lag = 1; lag < season; lag++) {
      double r = covariance(values, mean, lag) / variance;
      squares += r * r;
    }
    double limit = T_90 / Math.sqrt(n) * Math.sqrt(1 + 2 * squares);
    return Math.abs(covariance(values, mean, season) / variance) > limit; // never of a constant
  }

  private static double covariance(double[] values, double mean, int lag) {
    double sum = 0;
    for (int t = lag; t < values.length; t++) {
      sum += (values[t] - mean) * (values[t - lag] - mean);
    }
    return sum;
  }

  /** Multiplicative indices of positive values, additive ones of others; two seasons are needed. */
  static SeasonalAdjustment of(double[] values, int season) {
    return of(values, season, isPositive(values));
  }

  /**
   * Indices of one kind.
   *
   * @throws IllegalArgumentException if there are fewer than two seasons
   */
  static SeasonalAdjustment of(double[] values, int season, boolean multiplicative) {
    if (values.length < 2 * season) {
      throw new IllegalArgumentException(values.length + " values, season " + season);
    }
    double[] indices = new double[season];
    int[] counts = new int[season];
    int half = season / 2;
    for (int t = half; t < values.length - half; t++) {
      double trend = centred(values, t, season);
      indices[t % season] += multiplicative ? values[t] / trend : values[t] - trend;
      counts[t % season]++;
    }
    double mean = 0;
    for (int i = 0; i < season; i++) {
      indices[i] /= counts[i];
      mean += indices[i] / season;
    }
    for (int i = 0; i < season; i++) {
      indices[i] = multiplicative ? indices[i] / mean : indices[i] - mean;
    }
    return new SeasonalAdjustment(indices, multiplicative);
  }

  static boolean isPositive(double[] values) {
    return Arrays.stream(values).allMatch(v -> v > 0);
  }

  /** The moving average around a place; of an even season its ends count half. */
  private static double centred(double[] values, int t, int season) {
    int half = season / 2;
    boolean even = season % 2 == 0;
    double sum = even ? 0.5 * values[t - half] + 0.5 * values[t + half] : values[t - half];
    for (int i = t - half + 1; i < t + half; i++) {
      sum += values[i];
    }
    if (!even && half > 0) {
      sum += values[t + half];
    }
    return sum / season;
  }

  /** The values without their season. */
  public double[] adjust(double[] values) {
    double[] adjusted = new double[values.length];
    for (int t = 0; t < values.length; t++) {
      double index = indices[t % indices.length];
      adjusted[t] = multiplicative ? values[t] / index : values[t] - index;
    }
    return adjusted;
  }

  /** Gives a forecast that begins at place {@code from} its season back, in place. */
  public double[] restore(double[] forecast, int from) {
    for (int h = 0; h < forecast.length; h++) {
      double index = indices[(from + h) % indices.length];
      forecast[h] = multiplicative ? forecast[h] * index : forecast[h] + index;
    }
    return forecast;
  }
}
