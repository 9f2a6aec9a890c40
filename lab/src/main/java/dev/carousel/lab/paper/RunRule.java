package dev.carousel.lab.paper;

import dev.carousel.online.NetworkRun;

/**
 * Experiment 2c: so many training sequences in a row are right; the trial counts the sequences
 * before them.
 */
final class RunRule implements StopRule {
  private final double tolerance;
  private final int length;
  private int right;

  RunRule(double tolerance, int length) {
    this.tolerance = tolerance;
    this.length = length;
  }

  @Override
  public boolean reached(double largest, double mean, NetworkRun network, long sequences) {
    right = largest < tolerance ? right + 1 : 0;
    return right >= length;
  }

  @Override
  public long counted(long sequences) {
    return sequences - length;
  }
}
