package dev.carousel.task.forecast;

import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.SeriesOptions;
import dev.carousel.task.series.TimeSeries;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Small series with a weekly cycle, a level that wanders, and a column that helps. */
final class SampleSeries {
  static final Frequency DAILY = Frequency.of(Frequency.Unit.DAY);
  static final LocalDateTime START = LocalDateTime.of(2021, 3, 1, 0, 0); // a Monday
  static final String TARGET = "sales";
  static final String COVARIATE = "visits";

  private SampleSeries() {}

  static double[] target(int n, long seed) {
    Random random = new Random(seed);
    double[] values = new double[n];
    double level = 0;
    for (int t = 0; t < n; t++) {
      level = 0.8 * level + random.nextGaussian();
      values[t] = 50 + 4 * StrictMath.sin(2 * StrictMath.PI * t / 7) + level;
    }
    return values;
  }

  static double[] covariate(int n, long seed) {
    Random random = new Random(seed + 1000);
    double[] target = target(n + 1, seed);
    double[] values = new double[n];
    for (int t = 0; t < n; t++) {
      values[t] = 3 * target[t + 1] + random.nextGaussian();
    }
    return values;
  }

  static TimeSeries daily(int n) {
    return of(DAILY, target(n, 1), covariate(n, 1));
  }

  static TimeSeries of(Frequency frequency, double[] target, double[] covariate) {
    return TimeSeries.of(frequency, START, TARGET, target, Map.of(COVARIATE, covariate));
  }

  static TimeSeries alone(Frequency frequency, double[] target) {
    return TimeSeries.of(frequency, START, TARGET, target, Map.of());
  }

  static ForecastOptions options(int horizon) {
    return new ForecastOptions(horizon, 14, 8, 0.1, 2, 2, 32, 0.01, 0.8, 1);
  }

  static ForecastModel train(TimeSeries series, int horizon) {
    return train(series, options(horizon));
  }

  static ForecastModel train(TimeSeries series, ForecastOptions options) {
    return ForecastTraining.train(
            series, SeriesOptions.target(TARGET), options, UnaryOperator.identity())
        .model();
  }

  static float[] weights(ForecastModel model) {
    return Arrays.copyOf(model.network().parameters().values(), model.parameters());
  }
}
