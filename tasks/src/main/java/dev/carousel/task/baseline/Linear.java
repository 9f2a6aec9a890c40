package dev.carousel.task.baseline;

import dev.carousel.task.regression.RidgeRegression;
import java.util.Arrays;
import java.util.List;

/**
 * One linear model for every step ahead, over many series: the last value plus weighted differences
 * of the values before to it, fitted by ridge regression on training time (the last-value
 * normalisation of NLinear; Zeng, Chen, Zhang and Xu 2023). Without a constant, so that a forecast
 * moves and scales with its series; in fitting each series counts in its own standard deviations.
 *
 * <p>Missing lags are taken as the last value before; where a series begins within the lags, its
 * first value stands for what came before. Targets that are missing are not learnt from.
 */
public final class Linear implements Baseline {
  /** A pull towards zero that suits hundreds of lags that say nearly the same. */
  public static final double USUAL_RIDGE = 0.01;

  private final int lags;
  private final double[][] weights; // (horizon, lags - 1): of the values before the last

  private Linear(int lags, double[][] weights) {
    this.lags = lags;
    this.weights = weights;
  }

  /**
   * Fits one model to many series.
   *
   * @param series NaN where not observed
   * @param trainEnds the place after the last of training time, for each series
   * @param lags how many values a forecast reads, at least 2
   * @param horizon steps ahead, at least 1
   * @param ridge relative to the mean square of the lags, see {@link RidgeRegression}
   * @throws IllegalArgumentException if no series has {@code lags + horizon} values in training
   */
  public static Linear fit(
      List<double[]> series, int[] trainEnds, int lags, int horizon, double ridge) {
    if (lags < 2 || horizon < 1 || !(ridge >= 0) || trainEnds.length != series.size()) {
      throw new IllegalArgumentException(
          "lags "
              + lags
              + ", horizon "
              + horizon
              + ", ridge "
              + ridge
              + ", "
              + series.size()
              + " series with "
              + trainEnds.length
              + " ends");
    }
    RidgeRegression regression = new RidgeRegression(lags - 1, horizon);
    for (int i = 0; i < trainEnds.length; i++) {
      add(regression, series.get(i), trainEnds[i], lags, horizon);
    }
    if (regression.rows() == 0) {
      throw new IllegalArgumentException(
          "no series has " + (lags + horizon) + " values in training: fewer lags are needed");
    }
    return new Linear(lags, regression.solve(ridge));
  }

  /** From how many places such a fit would learn: with the lags before and all steps observed. */
  public static long rows(List<double[]> series, int[] trainEnds, int lags, int horizon) {
    long rows = 0;
    for (int i = 0; i < trainEnds.length; i++) {
      double[] values = series.get(i);
      int first = 0;
      while (first < trainEnds[i] && Double.isNaN(values[first])) {
        first++;
      }
      boolean moves = deviation(values, trainEnds[i]) > 0;
      int observed = 0; // steps on end from the place on
      for (int place = trainEnds[i] - 1; moves && place >= first + lags; place--) {
        observed = Double.isNaN(values[place]) ? 0 : observed + 1;
        rows += observed >= horizon ? 1 : 0;
      }
    }
    return rows;
  }

  private static void add(
      RidgeRegression regression, double[] values, int end, int lags, int horizon) {
    double deviation = deviation(values, end);
    int first = 0;
    while (first < end && Double.isNaN(values[first])) {
      first++;
    }
    if (!(deviation > 0)) {
      return; // a constant says nothing
    }
    double[] filled = filled(values, end);
    double[] x = new double[lags - 1];
    double[] y = new double[horizon];
    for (int origin = first + lags; origin + horizon <= end; origin++) {
      double last = filled[origin - 1];
      boolean observed = true;
      for (int h = 0; h < horizon; h++) {
        y[h] = (values[origin + h] - last) / deviation;
        observed &= !Double.isNaN(y[h]);
      }
      if (observed) {
        for (int i = 0; i < x.length; i++) {
          x[i] = (filled[origin - 2 - i] - last) / deviation;
        }
        regression.add(x, y);
      }
    }
  }

  private static double deviation(double[] values, int end) {
    double sum = 0;
    int count = 0;
    for (int t = 0; t < end; t++) {
      sum += Double.isNaN(values[t]) ? 0 : values[t];
      count += Double.isNaN(values[t]) ? 0 : 1;
    }
    double mean = sum / count;
    double squares = 0;
    for (int t = 0; t < end; t++) {
      double difference = values[t] - mean;
      squares += Double.isNaN(difference) ? 0 : difference * difference;
    }
    return Math.sqrt(squares / count);
  }

  /** The last value before where one is missing; before the first, the first. */
  private static double[] filled(double[] values, int end) {
    double[] filled = Arrays.copyOf(values, end);
    int first = 0;
    while (first < end && Double.isNaN(filled[first])) {
      first++;
    }
    Arrays.fill(filled, 0, first, first < end ? filled[first] : Double.NaN);
    for (int t = first; t < end; t++) {
      filled[t] = Double.isNaN(filled[t]) ? filled[t - 1] : filled[t];
    }
    return filled;
  }

  @Override
  public String name() {
    return "linear";
  }

  /** How many values before the origin a forecast reads. */
  public int lags() {
    return lags;
  }

  /** The most steps ahead. */
  public int horizon() {
    return weights.length;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the horizon is longer than the one fitted
   */
  @Override
  public double[] forecast(double[] history, int origin, int horizon) {
    if (horizon > weights.length) {
      throw new IllegalArgumentException(
          "horizon " + horizon + ", fitted for " + weights.length + " steps");
    }
    if (Baseline.lastObserved(history, origin) < 0) {
      return Observed.nothing(horizon);
    }
    double[] differences = differences(history, origin);
    double last = history[Baseline.lastObserved(history, origin)];
    double[] forecast = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      double sum = 0;
      for (int i = 0; i < differences.length; i++) {
        sum += weights[h][i] * differences[i];
      }
      forecast[h] = last + sum;
    }
    return forecast;
  }

  private double[] differences(double[] history, int origin) {
    int from = Math.max(0, origin - lags);
    int before = Baseline.lastObserved(history, from);
    double[] filled = filled(Arrays.copyOfRange(history, from, origin), origin - from);
    if (before >= 0) {
      for (int t = 0; t < filled.length && Double.isNaN(history[from + t]); t++) {
        filled[t] = history[before];
      }
    }
    double last = filled[filled.length - 1];
    double[] differences = new double[lags - 1];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = filled[Math.max(0, filled.length - 2 - i)] - last;
    }
    return differences;
  }
}
