package dev.carousel.lab.paper;

import dev.carousel.online.NetworkRun;

/**
 * Of the last 2,000 training sequences, fewer than so many are wrong, and their mean absolute error
 * is below a bound. Looked at after every sequence.
 */
final class WindowRule implements StopRule {
  private static final int WINDOW = 2000;

  private final double tolerance;
  private final int fewerThan;
  private final double meanBelow;
  private final double[] means = new double[WINDOW];
  private final boolean[] wrongs = new boolean[WINDOW];
  private int at;
  private long seen;
  private int wrong;

  WindowRule(double tolerance, int fewerThan, double meanBelow) {
    this.tolerance = tolerance;
    this.fewerThan = fewerThan;
    this.meanBelow = meanBelow;
  }

  @Override
  public boolean reached(double largest, double mean, NetworkRun network, long sequences) {
    wrong -= wrongs[at] ? 1 : 0;
    wrongs[at] = !(largest < tolerance);
    wrong += wrongs[at] ? 1 : 0;
    means[at] = mean;
    at = (at + 1) % WINDOW;
    seen++;
    return seen >= WINDOW && wrong < fewerThan && mean() < meanBelow;
  }

  private double mean() {
    double sum = 0;
    for (double mean : means) {
      sum += mean;
    }
    return sum / WINDOW;
  }
}
