package dev.carousel.task.baseline;

/**
 * A simple forecast. An origin is the place of the first value to be forecast; only values before
 * it are read (and, by {@link Climatology}, those of training time).
 */
public sealed interface Baseline
    permits Naive,
        SeasonalNaive,
        Drift,
        Climatology,
        SeasonalMean,
        Naive2,
        Theta,
        Ets,
        FittedEts,
        Linear {
  /** The name in tables and files, such as {@code seasonal-naive-7}. */
  String name();

  /**
   * Forecasts the places {@code origin} to {@code origin + horizon - 1}.
   *
   * @param history the target, NaN where not observed; may be longer than the origin
   * @return {@code horizon} values; NaN only if nothing was observed before the origin
   */
  double[] forecast(double[] history, int origin, int horizon);

  /** The place of the last value observed before {@code end}, or -1. */
  static int lastObserved(double[] history, int end) {
    int i = end - 1;
    while (i >= 0 && Double.isNaN(history[i])) {
      i--;
    }
    return i;
  }
}
