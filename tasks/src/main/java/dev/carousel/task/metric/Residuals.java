package dev.carousel.task.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the errors of forecasts look like, as actual value less forecast in one unit for all series:
 * mean and root mean square by step ahead, their distribution, and whether the errors of one step
 * ahead go on from one origin of a series to the next. Errors are added in the order of origins;
 * NaN stands for no actual value.
 *
 * <p>The distribution is kept of all errors up to 200,000, of more as an even sample.
 */
public final class Residuals {
  private static final int MOST = 200_000;

  private final double[] sums;
  private final double[] squares;
  private final long[] counts;
  private final SortedMap<Integer, List<Double>> first = new TreeMap<>(); // by series
  private double[] sample = new double[256];
  private int sampled;
  private long every = 1;
  private long added;

  /** No errors yet of so many steps ahead. */
  public Residuals(int horizon) {
    sums = new double[horizon];
    squares = new double[horizon];
    counts = new long[horizon];
  }

  /**
   * Adds the errors of a forecast.
   *
   * @param series a number of it
   * @param errors by step ahead
   */
  public void add(int series, double[] errors) {
    for (int h = 0; h < errors.length; h++) {
      if (!Double.isNaN(errors[h])) {
        sums[h] += errors[h];
        squares[h] += errors[h] * errors[h];
        counts[h]++;
        sample(errors[h]);
      }
    }
    first.computeIfAbsent(series, key -> new ArrayList<>()).add(errors[0]);
  }

  private void sample(double error) {
    if (added++ % every != 0) {
      return;
    }
    if (sampled == MOST) {
      for (int i = 0; i < MOST / 2; i++) {
        sample[i] = sample[2 * i];
      }
      sampled = MOST / 2;
      every *= 2;
    }
    if (sampled == sample.length) {
      sample = Arrays.copyOf(sample, Math.min(MOST, 2 * sampled));
    }
    sample[sampled++] = error;
  }

  /** How many errors there are. */
  public long count() {
    return Arrays.stream(counts).sum();
  }

  /** The mean: above 0 forecasts are too low. NaN without errors. */
  public double bias() {
    return Arrays.stream(sums).sum() / count();
  }

  /** The root mean square; NaN without errors. */
  public double rmse() {
    return Math.sqrt(Arrays.stream(squares).sum() / count());
  }

  /** The mean by step ahead. */
  public double[] biasByStep() {
    double[] means = new double[sums.length];
    Arrays.setAll(means, h -> sums[h] / counts[h]);
    return means;
  }

  /** The root mean square by step ahead. */
  public double[] rmseByStep() {
    double[] roots = new double[sums.length];
    Arrays.setAll(roots, h -> Math.sqrt(squares[h] / counts[h]));
    return roots;
  }

  /**
   * The shares of errors in bins of equal width, in root mean squares: from {@code -limit} to
   * {@code limit}, the first and the last bin with all beyond. Without errors all 0.
   */
  public double[] histogram(int bins, double limit) {
    double[] shares = new double[bins];
    double root = rmse();
    for (int i = 0; i < sampled; i++) {
      double place = root == 0 ? 0 : sample[i] / root;
      int bin = (int) Math.floor((place + limit) / (2 * limit) * bins);
      shares[Math.clamp(bin, 0, bins - 1)] += 1.0 / sampled;
    }
    return shares;
  }

  /** The share of errors beyond so many root mean squares, above or below. */
  public double beyond(double limit) {
    double most = limit * rmse();
    return (double) Arrays.stream(sample, 0, sampled).filter(e -> Math.abs(e) > most).count()
        / sampled;
  }

  /**
   * The autocorrelation of the errors one step ahead from one origin of a series to another so many
   * origins later, over all series, from lag 1 on; empty with fewer than 20 pairs of a lag. Errors
   * that forecasts make use of are not correlated: about 95 % of lags are then within {@link
   * #chance}.
   */
  public double[] autocorrelation(int mostLags) {
    double mean = mean();
    double variance = 0;
    for (List<Double> one : first.values()) {
      variance += covariance(one, 0, mean);
    }
    List<Double> lags = new ArrayList<>();
    for (int lag = 1; lag <= mostLags && pairs(lag) >= LEAST_PAIRS && variance > 0; lag++) {
      double sum = 0;
      for (List<Double> one : first.values()) {
        sum += covariance(one, lag, mean);
      }
      lags.add(sum / variance);
    }
    return lags.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static final int LEAST_PAIRS = 20;

  /** What chance keeps 95 % of autocorrelations within: {@code 1.96 / sqrt n}. */
  public double chance() {
    return 1.96 / Math.sqrt((double) pairs(0));
  }

  private double mean() {
    return first.values().stream()
        .flatMap(List::stream)
        .mapToDouble(Double::doubleValue)
        .filter(e -> !Double.isNaN(e))
        .average()
        .orElse(0);
  }

  private long pairs(int lag) {
    long pairs = 0;
    for (List<Double> one : first.values()) {
      for (int t = lag; t < one.size(); t++) {
        pairs += Double.isNaN(one.get(t)) || Double.isNaN(one.get(t - lag)) ? 0 : 1;
      }
    }
    return pairs;
  }

  private static double covariance(List<Double> one, int lag, double mean) {
    double sum = 0;
    for (int t = lag; t < one.size(); t++) {
      double product = (one.get(t) - mean) * (one.get(t - lag) - mean);
      sum += Double.isNaN(product) ? 0 : product;
    }
    return sum;
  }
}
