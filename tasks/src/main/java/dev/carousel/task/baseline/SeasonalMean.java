package dev.carousel.task.baseline;

/**
 * The mean of all values observed at the same place of the season; where there is none, the last
 * observed value.
 *
 * @param season its length in steps, at least 1: then this is the mean of everything
 */
public record SeasonalMean(int season) implements Baseline {
  /** Checks the season. */
  public SeasonalMean {
    if (season < 1) {
      throw new IllegalArgumentException("season: " + season);
    }
  }

  @Override
  public String name() {
    return "seasonal-mean-" + season;
  }

  @Override
  public double[] forecast(double[] history, int origin, int horizon) {
    double[] forecast = new Naive().forecast(history, origin, horizon);
    for (int h = 0; h < horizon; h++) {
      double sum = 0;
      int count = 0;
      for (int t = (origin + h) % season; t < origin; t += season) {
        if (!Double.isNaN(history[t])) {
          sum += history[t];
          count++;
        }
      }
      forecast[h] = count == 0 ? forecast[h] : sum / count;
    }
    return forecast;
  }
}
