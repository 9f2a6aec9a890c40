package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.ShownTime;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Quoted;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Two times that part series with times in three: what comes before the first is learnt from, what
 * comes up to the second decides when to stop, and what comes then tests, from an origin every so
 * many steps.
 *
 * @param validation the first time that is not learnt from
 * @param test the first time that tests
 * @param end the first time that is no longer tested; null: everything after is
 * @param stride steps from one origin of the test to the next, at least 1
 * @param aligned whether only origins a whole number of strides from those of the test are learnt
 *     from, such as midnights, in place of all
 * @param fits how often a model is trained: before the test, and anew before equal parts of it
 */
public record RollingSplit(
    LocalDateTime validation,
    LocalDateTime test,
    @Nullable LocalDateTime end,
    int stride,
    boolean aligned,
    int fits) {
  /** Checks the order. */
  public RollingSplit {
    if (validation.isAfter(test) || (end != null && !test.isBefore(end))) {
      throw new BadInput(
          "--split %s,%s%s: expected the earlier time first, such as 2016-01-01,2017-01-01",
          validation, test, end == null ? "" : "," + end);
    }
    if (stride < 1) {
      throw new BadInput("--stride %d: expected at least 1", stride);
    }
    if (fits < 1) {
      throw new BadInput("--refit %d: expected at least 0", fits - 1);
    }
  }

  /** Without training anew. */
  public RollingSplit(
      LocalDateTime validation,
      LocalDateTime test,
      @Nullable LocalDateTime end,
      int stride,
      boolean aligned) {
    this(validation, test, end, stride, aligned, 1);
  }

  /** Test time alone, for a model that is there already. */
  static RollingSplit test(LocalDateTime from, @Nullable LocalDateTime end, int stride) {
    return new RollingSplit(from, from, end, stride, false);
  }

  /** The place of the first value that is not learnt from, of each series. */
  int[] validationPlaces(SeriesSet set) {
    return places(set, one -> place(one, validation));
  }

  /** The place of the first value that tests, of each series. */
  int[] testPlaces(SeriesSet set) {
    return places(set, one -> place(one, test));
  }

  /** The place behind the last value that tests, of each series. */
  int[] endPlaces(SeriesSet set) {
    LocalDateTime last = end;
    return places(set, one -> last == null ? one.length() : place(one, last));
  }

  /**
   * A split for each training: the parts of test time, each with a validation part of the same
   * length before it. A forecast belongs to the part of its origin. With fewer origins than
   * trainings there are fewer parts.
   */
  List<RollingSplit> parts(SeriesSet set, int horizon) {
    Frequency frequency = set.frequency();
    if (fits == 1 || frequency == null) {
      return List.of(this);
    }
    int[] tests = testPlaces(set);
    int[] ends = endPlaces(set);
    int origins = 1;
    for (int i = 0; i < tests.length; i++) {
      origins = Math.max(origins, Math.floorDiv(ends[i] - horizon - tests[i], stride) + 1);
    }
    long steps = (long) Math.ceilDiv(origins, fits) * stride;
    List<RollingSplit> parts = new ArrayList<>();
    for (long from = 0; from < (long) origins * stride; from += steps) {
      LocalDateTime reached = frequency.plus(test, from + steps + horizon - 1);
      parts.add(
          new RollingSplit(
              frequency.plus(validation, from),
              frequency.plus(test, from),
              end != null && end.isBefore(reached) ? end : reached,
              stride,
              aligned));
    }
    return parts;
  }

  /** The same with another number of trainings. */
  RollingSplit withFits(int other) {
    return new RollingSplit(validation, test, end, stride, aligned, other);
  }

  /** Steps between origins that are learnt from. */
  int learningStride() {
    return aligned ? stride : 1;
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
    int[] ends = endPlaces(set);
    List<NamedSeries> list = set.list();
    for (int i = 0; i < first.length; i++) {
      NamedSeries one = list.get(i);
      int n = ends[i];
      if (first[i] < window + horizon
          || second[i] - first[i] < horizon
          || n - second[i] < horizon) {
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
            dated == null ? "" : ShownTime.of(dated.time(one.length() - 1)),
            window,
            horizon,
            window + horizon,
            horizon,
            horizon);
      }
    }
  }
}
