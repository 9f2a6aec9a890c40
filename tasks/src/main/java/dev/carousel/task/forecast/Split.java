package dev.carousel.task.forecast;

import dev.carousel.BadInput;
import dev.carousel.task.series.ShownTime;
import dev.carousel.task.series.TimeSeries;
import java.util.stream.IntStream;

/**
 * The parts of time: {@code [0, fitEnd)} is learnt from, {@code [fitEnd, trainEnd)} decides when to
 * stop, {@code [trainEnd, length)} tests. Scaling and seasonal terms are fitted before {@code
 * trainEnd}.
 *
 * @param length of the series
 */
record Split(int fitEnd, int trainEnd, int length) {
  private static final double TEST = 0.2;
  private static final double VALIDATION = 0.15;
  private static final int ORIGINS = 40;

  /**
   * The last 20 % of time tests; of the rest, the last 15 % decide.
   *
   * @throws BadInput if a part is too short for one window and one horizon
   */
  static Split of(TimeSeries series, int window, int horizon) {
    int n = series.length();
    int trainEnd = Math.toIntExact(n - test(n));
    int validation = Math.toIntExact(validation(trainEnd, horizon));
    Split split = new Split(trainEnd - validation, trainEnd, n);
    if (split.fitEnd < (long) window + horizon || n - trainEnd < horizon) {
      throw new BadInput(
          "%s: %,d steps from %s to %s are too few for a horizon of %,d with windows of %,d steps:"
              + " at least %,d are needed (for training, for early stopping and 20 %% for the"
              + " backtest); give more rows, a shorter --horizon or a shorter --window",
          series.source(),
          n,
          ShownTime.of(series.time(0)),
          ShownTime.of(series.time(n - 1)),
          horizon,
          window,
          needed(window, horizon));
    }
    return split;
  }

  /** The smallest length that {@link #of} takes. */
  private static long needed(long window, long horizon) {
    long n = Math.max(0, 5 * horizon - 5); // a fifth of it, rounded, is at least a horizon
    while (!fits(n, window, horizon)) {
      n += Math.max(1, (window + horizon - fitEnd(n, horizon)) / 2);
    }
    return n;
  }

  private static boolean fits(long n, long window, long horizon) {
    return fitEnd(n, horizon) >= window + horizon && test(n) >= horizon;
  }

  private static long fitEnd(long n, long horizon) {
    long trainEnd = n - test(n);
    return trainEnd - validation(trainEnd, horizon);
  }

  private static long test(long n) {
    return Math.round(n * TEST);
  }

  private static long validation(long trainEnd, long horizon) {
    return Math.max(Math.round(trainEnd * VALIDATION), horizon);
  }

  /** Origins whose horizon lies in validation time, evenly spaced, at most so many. */
  int[] validationOrigins(int horizon, int most) {
    int last = trainEnd - horizon;
    int step = Math.max(1, Math.ceilDiv(last - fitEnd + 1, most));
    return IntStream.iterate(fitEnd, o -> o <= last, o -> o + step).toArray();
  }

  /**
   * The backtest's origins: every season (a week of days, a day of hours), closer together where
   * that gives fewer than 40.
   */
  int[] origins(int season, int horizon) {
    int last = length - horizon;
    int step = Math.clamp((last - trainEnd) / (ORIGINS - 1), 1, Math.max(season, 1));
    return IntStream.iterate(trainEnd, o -> o <= last, o -> o + step).toArray();
  }
}
