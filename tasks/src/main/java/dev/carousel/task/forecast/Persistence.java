package dev.carousel.task.forecast;

import dev.carousel.task.regression.LeastSquares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the recent past alone says, linearly: the last value and the means over the last 3, 7, 14
 * ... steps of the window, weighted for each step ahead (the heterogeneous autoregression of Corsi
 * 2009, fitted by ridge on training time). For a price the weights of the last value are about 1,
 * for a temperature they fade out. The network learns what this leaves.
 *
 * @param spans steps of each mean, ascending, the first 1
 * @param weights by step ahead, then by span
 */
record Persistence(List<Integer> spans, List<List<Double>> weights) {
  private static final double RIDGE = 1e-4;

  Persistence {
    spans = List.copyOf(spans);
    weights = weights.stream().map(List::copyOf).toList();
    int before = 0;
    for (int span : spans) {
      ForecastSpec.require(span > before, "persistence spans %s, expected ascending ones", spans);
      before = span;
    }
    for (List<Double> step : weights) {
      ForecastSpec.require(
          step.size() == spans.size() && step.stream().allMatch(Double::isFinite),
          "persistence weights %s, expected a finite number for each of %d spans",
          step,
          spans.size());
    }
  }

  /** Checks that no span is longer than the window, and that each step ahead has its weights. */
  void check(int window, int horizon) {
    ForecastSpec.require(
        !spans.isEmpty() && spans.getLast() <= window,
        "persistence spans %s, expected some, up to the window of %d steps",
        spans,
        window);
    ForecastSpec.require(
        weights.size() == horizon,
        "persistence weights for %d steps, the horizon has %d",
        weights.size(),
        horizon);
  }

  /**
   * Fits the weights.
   *
   * @param rest the scaled target less what is usual, filled
   * @param observed where it is not a filled value
   */
  static Persistence fit(double[] rest, boolean[] observed, int trainEnd, int window, int horizon) {
    List<Integer> spans = spans(window);
    List<LeastSquares> fits = new ArrayList<>();
    for (int h = 0; h < horizon; h++) {
      fits.add(new LeastSquares(spans.size() + 1));
    }
    for (int origin = window; origin < trainEnd; origin++) {
      double[] means = Arrays.copyOf(means(spans, rest, origin), spans.size() + 1);
      means[spans.size()] = 1;
      for (int h = 0; h < horizon && origin + h < trainEnd; h++) {
        if (observed[origin + h]) {
          fits.get(h).add(means, rest[origin + h]);
        }
      }
    }
    List<List<Double>> weights = new ArrayList<>();
    for (LeastSquares fit : fits) {
      weights.add(Arrays.stream(fit.solve(RIDGE)).limit(spans.size()).boxed().toList());
    }
    return new Persistence(spans, weights);
  }

  private static List<Integer> spans(int window) {
    List<Integer> spans = new ArrayList<>();
    for (int span : new int[] {1, 3, 7, 14, 28, 56, 112, 224}) {
      if (span <= window) {
        spans.add(span);
      }
    }
    return spans;
  }

  /**
   * The mean of the values before an origin, summed in their order: what came before them, such as
   * more or less history, does not touch its bits.
   */
  static double mean(double[] values, int origin, int span) {
    double sum = 0;
    for (int t = origin - span; t < origin; t++) {
      sum += values[t];
    }
    return sum / span;
  }

  private static double[] means(List<Integer> spans, double[] rest, int origin) {
    return spans.stream().mapToDouble(span -> mean(rest, origin, span)).toArray();
  }

  /**
   * The values from an origin on, one for each step ahead.
   *
   * @param rest the scaled target less what is usual, filled
   */
  double[] from(double[] rest, int origin) {
    double[] means = means(spans, rest, origin);
    double[] values = new double[weights.size()];
    for (int h = 0; h < values.length; h++) {
      for (int i = 0; i < means.length; i++) {
        values[h] += weights.get(h).get(i) * means[i];
      }
    }
    return values;
  }
}
