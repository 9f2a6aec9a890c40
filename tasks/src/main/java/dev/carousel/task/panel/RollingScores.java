package dev.carousel.task.panel;

import dev.carousel.task.metric.ForecastErrors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Errors over many origins of many series, every step counting the same; without any, NaN. */
public final class RollingScores {
  private long count;
  private double absolute;
  private double squared;
  private double standardAbsolute;
  private double standardSquared;
  private double percent;
  private long percents;
  private double symmetric;
  private double scaled;
  private long scaledCount;
  private final List<Double> origins = new ArrayList<>();
  private double[] stepAbsolute = {};
  private long[] stepCount = {};

  RollingScores() {}

  /**
   * What errors of a series are measured in.
   *
   * @param deviation standard deviation in training
   * @param scale of MASE; NaN if there is none
   */
  record Units(double deviation, double scale) {}

  /** The units of a series, from its values before a place. */
  static Units units(double[] target, int end, int season) {
    double sum = 0;
    int n = 0;
    for (int t = 0; t < end; t++) {
      sum += Double.isNaN(target[t]) ? 0 : target[t];
      n += Double.isNaN(target[t]) ? 0 : 1;
    }
    double mean = sum / n;
    double squares = 0;
    for (int t = 0; t < end; t++) {
      double rest = Double.isNaN(target[t]) ? 0 : target[t] - mean;
      squares += rest * rest;
    }
    double deviation = squares > 0 ? Math.sqrt(squares / n) : 1;
    return new Units(deviation, ForecastErrors.scale(target, end, season));
  }

  void add(double[] target, int origin, double[] forecast, Units units) {
    double before = standardAbsolute;
    if (stepCount.length < forecast.length) {
      stepAbsolute = Arrays.copyOf(stepAbsolute, forecast.length);
      stepCount = Arrays.copyOf(stepCount, forecast.length);
    }
    for (int h = 0; h < forecast.length; h++) {
      double actual = target[origin + h];
      if (!Double.isNaN(actual)) {
        add(actual, forecast[h], units);
        stepAbsolute[h] += Math.abs(actual - forecast[h]) / units.deviation();
        stepCount[h]++;
      }
    }
    origins.add(standardAbsolute - before);
  }

  /** Of each origin, in the order added, the standardised absolute errors of all steps together. */
  double[] byOrigin() {
    return origins.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Of each step ahead, the mean absolute error, each series in its standard deviations. */
  public double[] standardMaeByStep() {
    double[] means = new double[stepCount.length];
    Arrays.setAll(means, h -> stepAbsolute[h] / stepCount[h]);
    return means;
  }

  private void add(double actual, double forecast, Units units) {
    double error = Math.abs(actual - forecast);
    count++;
    absolute += error;
    squared += error * error;
    double standard = error / units.deviation();
    standardAbsolute += standard;
    standardSquared += standard * standard;
    if (actual != 0) {
      percent += 100 * error / Math.abs(actual);
      percents++;
    }
    double size = Math.abs(actual) + Math.abs(forecast);
    symmetric += size == 0 ? 0 : 200 * error / size;
    if (!Double.isNaN(units.scale())) {
      scaled += error / units.scale();
      scaledCount++;
    }
  }

  /** Steps with an actual value. */
  public long count() {
    return count;
  }

  /** Mean absolute error, in the unit of the target. */
  public double mae() {
    return absolute / count;
  }

  /** Root of the mean squared error, in the unit of the target. */
  public double rmse() {
    return Math.sqrt(squared / count);
  }

  /** Mean absolute error, each series in its standard deviations in training. */
  public double standardMae() {
    return standardAbsolute / count;
  }

  /** Mean squared error, likewise: the figure of the ETT data. */
  public double standardMse() {
    return standardSquared / count;
  }

  /** Mean absolute percentage error, without actual values of 0. */
  public double mape() {
    return percent / percents;
  }

  /** Symmetric mean absolute percentage error, 0 to 200. */
  public double smape() {
    return symmetric / count;
  }

  /** Mean absolute scaled error, without series whose scale is 0. */
  public double mase() {
    return scaled / scaledCount;
  }
}
