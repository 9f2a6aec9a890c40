package dev.carousel.task.baseline;

import java.util.Arrays;

/** The last observed value, for ever. */
public record Naive() implements Baseline {
  @Override
  public String name() {
    return "naive";
  }

  @Override
  public double[] forecast(double[] history, int origin, int horizon) {
    int last = Baseline.lastObserved(history, origin);
    double[] forecast = new double[horizon];
    Arrays.fill(forecast, last < 0 ? Double.NaN : history[last]);
    return forecast;
  }
}
