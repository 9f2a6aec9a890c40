package dev.carousel.task.baseline;

/**
 * The value one season earlier; beyond one season the last season again. Where that value was not
 * observed, the last observed one.
 *
 * @param season its length in steps, at least 1
 */
public record SeasonalNaive(int season) implements Baseline {
  /** Checks the season. */
  public SeasonalNaive {
    if (season < 1) {
      throw new IllegalArgumentException("season: " + season);
    }
  }

  @Override
  public String name() {
    return "seasonal-naive-" + season;
  }

  @Override
  public double[] forecast(double[] history, int origin, int horizon) {
    double[] forecast = new Naive().forecast(history, origin, horizon);
    for (int h = 0; h < horizon; h++) {
      int earlier = origin - season + h % season;
      if (earlier >= 0 && !Double.isNaN(history[earlier])) {
        forecast[h] = history[earlier];
      }
    }
    return forecast;
  }
}
