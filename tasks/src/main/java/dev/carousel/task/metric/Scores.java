package dev.carousel.task.metric;

/**
 * Errors of a forecast over many pairs of actual and forecast value; NaN where undefined.
 *
 * @param mae mean absolute error, in the unit of the target
 * @param rmse root of the mean squared error, in the unit of the target
 * @param smape symmetric mean absolute percentage error, 0 to 200
 * @param mase mean absolute scaled error: below 1 is better than the seasonal naive forecast did in
 *     training; NaN if the scale is zero or unknown
 */
public record Scores(double mae, double rmse, double smape, double mase) {}
