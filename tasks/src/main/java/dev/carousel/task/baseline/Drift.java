package dev.carousel.task.baseline;

/** The line through the first and the last observed value (Hyndman and Athanasopoulos, 5.2). */
public record Drift() implements Baseline {
  @Override
  public String name() {
    return "drift";
  }

  @Override
  public double[] forecast(double[] history, int origin, int horizon) {
    double[] forecast = new Naive().forecast(history, origin, horizon);
    int last = Baseline.lastObserved(history, origin);
    int first = 0;
    while (first < last && Double.isNaN(history[first])) {
      first++;
    }
    if (first < last) {
      double slope = (history[last] - history[first]) / (last - first);
      for (int h = 0; h < horizon; h++) {
        forecast[h] += slope * (origin + h - last);
      }
    }
    return forecast;
  }
}
