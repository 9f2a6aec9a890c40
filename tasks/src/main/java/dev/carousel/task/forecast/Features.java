package dev.carousel.task.forecast;

import dev.carousel.task.series.Fill;
import dev.carousel.task.series.TimeSeries;

/**
 * A series as the network reads it. Row t depends on nothing after t: missing values are the last
 * one before.
 */
final class Features {
  private final ForecastSpec spec;
  private final TimeSeries series;
  private final double[] usual; // of the target, also after the end of the series
  private final double[] rest; // scaled target less what is usual, NaN where missing
  private final double[] filled; // rest, the last one before where missing
  private final float[] rows; // (length, features)

  Features(ForecastSpec spec, TimeSeries series) {
    this.spec = spec;
    this.series = series;
    int n = series.length();
    usual = new double[n + spec.horizon()];
    rest = new double[n];
    rows = new float[n * spec.features()];
    for (int t = 0; t < usual.length; t++) {
      usual[t] = spec.target().usual(spec.seasons(), series.time(t));
    }
    for (int t = 0; t < n; t++) {
      rest[t] = spec.target().scaled(series.target(t), usual[t]);
    }
    filled = Fill.FORWARD.fill(rest, 0);
    writeColumn(0, filled);
    int column = 1;
    for (Channel channel : spec.covariates()) {
      writeColumn(column++, Fill.FORWARD.fill(scaled(channel, series), 0));
    }
    for (int t = 0; t < n; t++) {
      double[] terms = Season.at(spec.calendar(), series.time(t));
      for (int i = 0; i < terms.length; i++) {
        rows[t * spec.features() + column + i] = (float) terms[i];
      }
    }
  }

  private double[] scaled(Channel channel, TimeSeries from) {
    double[] values = from.column(channel.column());
    for (int t = 0; t < values.length; t++) {
      double usualThen = channel.usual(spec.seasons(), from.time(t));
      values[t] = channel.scaled(values[t], usualThen);
    }
    return values;
  }

  private void writeColumn(int column, double[] values) {
    for (int t = 0; t < values.length; t++) {
      rows[t * spec.features() + column] = (float) values[t];
    }
  }

  ForecastSpec spec() {
    return spec;
  }

  TimeSeries series() {
    return series;
  }

  /** The target less what is usual, in standard deviations; NaN where missing. */
  double rest(int t) {
    return rest[t];
  }

  /** What the network's output from an origin is added to, in standard deviations. */
  double[] persistence(int origin) {
    return spec.persistence().from(filled, origin);
  }

  /**
   * Writes the window that ends before an origin: (window, features). The target is less its mean
   * in the window: its level is what {@link Persistence} is for.
   */
  void window(int origin, float[] to, int offset) {
    int n = spec.window() * spec.features();
    int first = origin - spec.window();
    System.arraycopy(rows, first * spec.features(), to, offset, n);
    float level = (float) Persistence.mean(filled, origin, spec.window());
    for (int i = 0; i < n; i += spec.features()) {
      to[offset + i] -= level;
    }
  }

  /** The forecast in the target's unit of an output of the network. */
  double[] forecast(int origin, float[] output, int offset) {
    double[] forecast = persistence(origin);
    for (int h = 0; h < forecast.length; h++) {
      double scaled = forecast[h] + output[offset + h];
      forecast[h] = spec.target().value(scaled, usual[origin + h]);
    }
    return forecast;
  }
}
