package dev.carousel.task.forecast;

import dev.carousel.task.conformal.ConformalIntervals;
import dev.carousel.task.series.TimeSeries;
import org.jspecify.annotations.Nullable;

/**
 * What is forecast of the steps after the end of a series, in the unit of the target.
 *
 * @param values one for each step ahead
 * @param interval that is to hold the stated share of values; null if the model has none
 * @param coverage that share; NaN without an interval
 */
public record Forecast(
    double[] values, ConformalIntervals.@Nullable Bounds interval, double coverage) {
  /**
   * Forecasts.
   *
   * @throws dev.carousel.BadInput if the series is not of the kind the model was trained on
   */
  public static Forecast of(ForecastModel model, TimeSeries series) {
    double[] values = model.forecast(series, series.length());
    return new Forecast(values, model.interval(series, series.length(), values), model.coverage());
  }
}
