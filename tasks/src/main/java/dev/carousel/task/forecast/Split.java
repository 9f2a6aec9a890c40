package dev.carousel.task.forecast;

import dev.carousel.BadInput;
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
    int trainEnd = n - (int) Math.round(n * TEST);
    return at(series, trainEnd, window, horizon);
  }

  /** The same with a given end of training. */
  static Split at(TimeSeries series, int trainEnd, int window, int horizon) {
    int n = series.length();
    int validation = Math.max((int) Math.round(trainEnd * VALIDATION), horizon);
    Split split = new Split(trainEnd - validation, trainEnd, n);
    int needed = needed(window, horizon);
    if (split.fitEnd < window + horizon || n - trainEnd < horizon) {
      throw new BadInput(
          "%s: %d rows from %s to %s are too few for a horizon of %d with windows of %d steps:"
              + " about %d are needed (for training, for early stopping and 20 %% for the backtest);"
              + " give more rows, a shorter --horizon or a shorter --window",
          series.source(), n, series.time(0), series.time(n - 1), horizon, window, needed);
    }
    return split;
  }

  private static int needed(int window, int horizon) {
    int n = window + 2 * horizon;
    while (!fits(n, window, horizon)) {
      n++;
    }
    return n;
  }

  private static boolean fits(int n, int window, int horizon) {
    int trainEnd = n - (int) Math.round(n * TEST);
    int validation = Math.max((int) Math.round(trainEnd * VALIDATION), horizon);
    return trainEnd - validation >= window + horizon && n - trainEnd >= horizon;
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
