package dev.carousel.task.forecast;

/** What the network's output is counted from. */
enum Anchor {
  /** What is usual at that time: for series that come back to it, such as temperatures. */
  USUAL,
  /** The last value, less what was usual then: for series that wander, such as prices. */
  LAST;

  /**
   * The one that alone forecasts training time better, by mean absolute error.
   *
   * @param rest the target less what is usual, NaN where missing
   */
  static Anchor choose(double[] rest, int trainEnd, int horizon) {
    double usual = 0;
    double last = 0;
    for (int t = 0; t + horizon < trainEnd; t++) {
      for (int h = 1; h <= horizon; h++) {
        double change = rest[t + h] - rest[t];
        if (!Double.isNaN(change)) {
          usual += Math.abs(rest[t + h]);
          last += Math.abs(change);
        }
      }
    }
    return last < usual ? LAST : USUAL;
  }
}
