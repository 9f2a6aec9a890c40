package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.ShownTime;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Quoted;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Two times that part series with times in three: what comes before the first is learnt from, what
 * comes up to the second decides when to stop, and what comes then tests, from an origin every so
 * many steps.
 *
 * @param validation the first time that is not learnt from
 * @param test the first time that tests
 * @param stride steps from one origin of the test to the next, at least 1
 */
public record RollingSplit(LocalDateTime validation, LocalDateTime test, int stride) {
  /** Checks the order. */
  public RollingSplit {
    if (!validation.isBefore(test)) {
      throw new BadInput(
          "--split %s,%s: expected the earlier time first, such as 2016-01-01,2017-01-01",
          validation, test);
    }
    if (stride < 1) {
      throw new BadInput("--stride %d: expected at least 1", stride);
    }
  }

  /** The place of the first value that is not learnt from, of each series. */
  int[] validationPlaces(SeriesSet set) {
    return places(set, one -> place(one, validation));
  }

  /** The place of the first value that tests, of each series. */
  int[] testPlaces(SeriesSet set) {
    return places(set, one -> place(one, test));
  }

  private static int[] places(SeriesSet set, ToIntFunction<NamedSeries> place) {
    return set.stream().mapToInt(place).toArray();
  }

  private static int place(NamedSeries one, LocalDateTime time) {
    TimeSeries dated = one.dated();
    if (dated == null) {
      throw new BadInput("--split: the series have no times; leave it out, or give a --test file");
    }
    long steps = dated.frequency().between(dated.start(), time);
    boolean on = dated.frequency().onGrid(dated.start(), time);
    return Math.clamp(on ? steps : steps + 1, 0, one.length());
  }

  /**
   * Refuses parts that are too short.
   *
   * @param window steps before the first origin
   */
  void check(SeriesSet set, int window, int horizon) {
    int[] first = validationPlaces(set);
    int[] second = testPlaces(set);
    List<NamedSeries> list = set.list();
    for (int i = 0; i < first.length; i++) {
      NamedSeries one = list.get(i);
      int n = one.length();
      if (first[i] < window + horizon || second[i] - first[i] < horizon || n - second[i] < horizon) {
        TimeSeries dated = one.dated();
        throw new BadInput(
            "%s, series %s: --split leaves %,d steps to learn from, %,d to validate and %,d to test"
                + " (it runs from %s to %s); windows of %,d steps and a horizon of %,d need %,d, %,d"
                + " and %,d. Give other times, a shorter --window or a shorter --horizon.",
            set.source(),
            Quoted.of(one.id()),
            first[i],
            second[i] - first[i],
            n - second[i],
            dated == null ? "" : ShownTime.of(dated.start()),
            dated == null ? "" : ShownTime.of(dated.time(n - 1)),
            window,
            horizon,
            window + horizon,
            horizon,
            horizon);
      }
    }
  }
}
