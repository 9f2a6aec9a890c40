package dev.carousel.train;

import dev.carousel.loss.Objective;
import java.util.Arrays;
import java.util.List;

/** Losses of the outputs, added up over batches in double. */
final class LossSums {
  private final Objective objective;
  private final double[] sums;
  private final double[] totals; // of weights

  LossSums(Objective objective) {
    this.objective = objective;
    this.sums = new double[objective.terms().size()];
    this.totals = new double[sums.length];
  }

  /** Adds a batch's mean loss. */
  void add(int output, double mean, double total) {
    sums[output] += mean * total;
    totals[output] += total;
  }

  /** Puts a sum there, as read from a checkpoint. */
  void set(int output, double sum, double total) {
    sums[output] = sum;
    totals[output] = total;
  }

  void clear() {
    Arrays.fill(sums, 0);
    Arrays.fill(totals, 0);
  }

  int size() {
    return sums.length;
  }

  double sum(int output) {
    return sums[output];
  }

  double total(int output) {
    return totals[output];
  }

  /** Whether nothing with a weight was added. */
  boolean isEmpty() {
    return Arrays.stream(totals).allMatch(total -> total == 0);
  }

  /** The mean loss of each output; NaN where nothing had a weight. */
  List<Double> means() {
    Double[] means = new Double[sums.length];
    Arrays.setAll(means, i -> sums[i] / totals[i]);
    return List.of(means);
  }

  /** The objective; outputs without a weight count nothing, and if none has one it is NaN. */
  double mean() {
    double mean = isEmpty() ? Double.NaN : 0;
    for (int i = 0; i < sums.length; i++) {
      if (totals[i] != 0) {
        mean += objective.terms().get(i).weight() * (sums[i] / totals[i]);
      }
    }
    return mean;
  }
}
