package dev.carousel.task.distribution;

/** A family of distributions, over numbers that may be any. */
interface Family {
  /** How many numbers name a distribution. */
  int parameters();

  /**
   * {@code -ln p(value)}, and what it changes by with each number.
   *
   * @param x the numbers
   * @param scale of the series
   * @param dx to be written
   */
  double negativeLog(double[] x, double value, double scale, double[] dx);

  /** A draw. */
  double draw(double[] x, double scale, Draws random);
}
