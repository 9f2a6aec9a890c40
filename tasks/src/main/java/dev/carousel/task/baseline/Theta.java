package dev.carousel.task.baseline;

import java.util.Arrays;

/**
 * The theta method (Assimakopoulos and Nikolopoulos 2000) as the M3 and M4 competitions ran it:
 * seasonally adjusted where a season is significant, the mean of the straight line through the
 * values (theta 0) and of the simple exponential smoothing of the line with twice their curvature
 * (theta 2). A series without a value below zero gets no forecast below zero.
 *
 * @param season its length in steps, at least 1 for none
 */
public record Theta(int season) implements Baseline {
  /** Checks the season. */
  public Theta {
    if (season < 1) {
      throw new IllegalArgumentException("season: " + season);
    }
  }

  @Override
  public String name() {
    return "theta";
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
    double[] forecast = adjustment.restore(unseasonal(adjusted, steps), values.length);
    if (Arrays.stream(values).allMatch(v -> v >= 0)) {
      Arrays.setAll(forecast, h -> Math.max(0, forecast[h]));
    }
    return forecast;
  }

  private static double[] unseasonal(double[] values, int steps) {
    Line line = Line.through(values);
    double[] curved = new double[values.length];
    Arrays.setAll(curved, t -> 2 * values[t] - line.at(t));
    double level = SimpleSmoothing.fit(curved).level();
    double[] forecast = new double[steps];
    Arrays.setAll(forecast, h -> 0.5 * level + 0.5 * line.at(values.length + h));
    return forecast;
  }
}
