package dev.carousel.task.panel;

import java.util.Arrays;

/**
 * The mean of differences between two methods on the same cases, and how much of it may be chance.
 *
 * @param mean of the differences
 * @param error the standard error of the mean; NaN of fewer than two cases
 */
record PairedDifference(double mean, double error) {
  private static final int BLOCKS = 20;
  private static final double ERRORS = 2;
  private static final double FAR = 2;

  /** Of cases that have nothing to do with each other. */
  static PairedDifference of(double[] differences) {
    int n = differences.length;
    double mean = Arrays.stream(differences).sum() / n;
    double squares = 0;
    for (double d : differences) {
      squares += (d - mean) * (d - mean);
    }
    return new PairedDifference(mean, Math.sqrt(squares / (n - 1.0) / n));
  }

  /**
   * Of cases in the order of time, neighbours of which are alike: the means of up to twenty blocks
   * of them are compared in their place.
   */
  static PairedDifference ofNeighbours(double[] differences) {
    int blocks = Math.min(BLOCKS, differences.length);
    double[] means = new double[blocks];
    for (int b = 0; b < blocks; b++) {
      int from = (int) ((long) differences.length * b / blocks);
      int to = (int) ((long) differences.length * (b + 1) / blocks);
      means[b] = Arrays.stream(differences, from, to).sum() / (to - from);
    }
    return of(means);
  }

  /**
   * Whether a method's error is more than twice another's: nobody need ask then whether that is
   * chance to take the other, even where there are too few cases to tell.
   */
  static boolean far(double error, double other) {
    return error > FAR * other;
  }

  /** Whether the mean is more than two standard errors from zero. */
  boolean significant() {
    return Math.abs(mean) > ERRORS * error;
  }
}
