package dev.carousel.task.baseline;

import java.util.Arrays;

/**
 * The last value, seasonally adjusted where a season is significant: the yardstick of the M4
 * competition (Makridakis, Spiliotis and Assimakopoulos 2020).
 *
 * @param season its length in steps, at least 1 for none
 */
public record Naive2(int season) implements Baseline {
  /** Checks the season. */
  public Naive2 {
    if (season < 1) {
      throw new IllegalArgumentException("season: " + season);
    }
  }

  @Override
  public String name() {
    return "naive2";
  }

  @Override
  public double[] forecast(double[] history, int origin, int horizon) {
    Observed observed = Observed.before(history, origin);
    return observed == null
        ? Observed.nothing(horizon)
        : observed.fromOrigin(horizon, steps -> forecast(observed.values(), steps));
  }

  private double[] forecast(double[] values, int steps) {
    SeasonalAdjustment adjustment = SeasonalAdjustment.tested(values, season);
    double[] adjusted = adjustment.adjust(values);
    double[] forecast = new double[steps];
    Arrays.fill(forecast, adjusted[adjusted.length - 1]);
    return adjustment.restore(forecast, values.length);
  }
}
