package dev.carousel.task.conformal;

/**
 * How much a series moves around an origin: the unit of its intervals. Errors of validation time
 * are told in it, and intervals are that many of it wide where they are needed; so they grow and
 * shrink with the series (locally weighted conformal prediction: Lei and others 2018, 5.2).
 */
public final class LocalScale {
  /** Pairs the mean is taken over: its own noise is a tenth or so, and a price follows its rise. */
  private static final int PAIRS = 100;

  private LocalScale() {}

  /**
   * The mean |y(t) - y(t - m)| over the last {@link #PAIRS} pairs before an origin, both observed;
   * neighbours count where no pair is a season apart.
   *
   * @param target NaN where not observed; only places before the origin are read
   * @param season m, 1 if there is none
   * @return NaN if the series never moved before the origin
   */
  public static double before(double[] target, int origin, int season) {
    double seasonal = mean(target, origin, season);
    return Double.isNaN(seasonal) ? mean(target, origin, 1) : seasonal;
  }

  /** Goes back until there are enough pairs; pairs that are equal count, but not if all are. */
  private static double mean(double[] target, int origin, int lag) {
    double sum = 0;
    int pairs = 0;
    for (int t = origin - 1; t >= lag && (pairs < PAIRS || sum == 0); t--) {
      double difference = Math.abs(target[t] - target[t - lag]);
      if (!Double.isNaN(difference)) {
        sum += difference;
        pairs++;
      }
    }
    return sum == 0 ? Double.NaN : sum / pairs;
  }
}
