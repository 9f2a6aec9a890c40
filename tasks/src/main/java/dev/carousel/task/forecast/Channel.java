package dev.carousel.task.forecast;

import dev.carousel.task.regression.LeastSquares;
import dev.carousel.task.series.TimeSeries;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;

/**
 * A column as the network reads it: what is usual at that time of the day, week and year is taken
 * away, and the rest is divided by its standard deviation. Usual value and deviation are fitted on
 * training time only, by least squares on the seasonal terms (with a little ridge).
 *
 * @param column name
 * @param mean the constant term
 * @param weights of the seasonal terms
 * @param scale standard deviation of the rest in training; 1 if it is constant
 */
record Channel(String column, double mean, List<Double> weights, double scale) {
  private static final double RIDGE = 1e-3;

  Channel {
    weights = List.copyOf(weights);
    Objects.requireNonNull(column, "column is missing");
    boolean finite = Double.isFinite(mean) && weights.stream().allMatch(Double::isFinite);
    ForecastSpec.require(finite, "column '%s': mean or weights are not finite numbers", column);
    ForecastSpec.require(
        scale > 0 && scale < Double.POSITIVE_INFINITY,
        "column '%s': scale %s, expected a number above 0",
        column,
        scale);
  }

  /** Checks that there is a weight for each of so many seasonal terms. */
  void check(int terms) {
    ForecastSpec.require(
        weights.size() == terms,
        "column '%s': %d weights, the seasons have %d terms",
        column,
        weights.size(),
        terms);
  }

  /**
   * Fits a column.
   *
   * @param values NaN where missing; only places before {@code trainEnd} are read
   */
  static Channel fit(
      String column, double[] values, TimeSeries series, List<Season> seasons, int trainEnd) {
    LeastSquares fit = new LeastSquares(Season.terms(seasons) + 1);
    for (int t = 0; t < trainEnd; t++) {
      if (!Double.isNaN(values[t])) {
        fit.add(Season.termsAndOne(seasons, series.time(t)), values[t]);
      }
    }
    double[] solution = fit.solve(RIDGE);
    List<Double> weights =
        java.util.Arrays.stream(solution).limit(solution.length - 1L).boxed().toList();
    Channel unscaled = new Channel(column, solution[solution.length - 1], weights, 1);
    double squares = 0;
    int count = 0;
    for (int t = 0; t < trainEnd; t++) {
      if (!Double.isNaN(values[t])) {
        double rest = values[t] - unscaled.usual(seasons, series.time(t));
        squares += rest * rest;
        count++;
      }
    }
    double deviation = count == 0 ? 0 : Math.sqrt(squares / count);
    double size = Math.abs(unscaled.mean) + 1;
    return new Channel(column, unscaled.mean, weights, deviation > 1e-9 * size ? deviation : 1);
  }

  /** What is usual at a time. */
  double usual(List<Season> seasons, LocalDateTime time) {
    double[] terms = Season.at(seasons, time);
    double sum = mean;
    for (int i = 0; i < terms.length; i++) {
      sum += weights.get(i) * terms[i];
    }
    return sum;
  }

  /** A value as the network reads it. */
  double scaled(double value, double usual) {
    return (value - usual) / scale;
  }

  /** The value of what the network says. */
  double value(double scaled, double usual) {
    return scaled * scale + usual;
  }
}
