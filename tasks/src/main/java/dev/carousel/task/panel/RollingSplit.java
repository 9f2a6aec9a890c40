package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.ShownTime;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Sentence;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Two cuts that part series in three: what comes before the first is learnt from, what comes up to
 * the second decides when to stop, and what comes then tests, from an origin every so many steps.
 *
 * @param validation where learning ends
 * @param test where testing begins
 * @param end where testing ends; null: everything after is tested
 * @param stride steps from one origin of the test to the next, at least 1
 * @param aligned whether only origins a whole number of strides from those of the test are learnt
 *     from, such as midnights, in place of all
 * @param fits how often a model is trained: before the test, and anew before equal parts of it
 */
public record RollingSplit(
    Cut validation, Cut test, @Nullable Cut end, int stride, boolean aligned, int fits) {
  /** Checks the order. */
  public RollingSplit {
    if (validation.after(test) || (end != null && !end.after(test))) {
      throw new BadInput(
          "--split: %s, %s%s: expected the earlier first, such as 2016-01-01,2017-01-01 or"
              + " 0.7,0.85",
          validation.words(), test.words(), end == null ? "" : ", " + end.words());
    }
    if (stride < 1) {
      throw new BadInput("--stride %d: expected at least 1", stride);
    }
    if (fits < 1) {
      throw new BadInput("--refit %d: expected at least 0", fits - 1);
    }
  }

  /** Cut at moments, without training anew. */
  public RollingSplit(
      LocalDateTime validation,
      LocalDateTime test,
      @Nullable LocalDateTime end,
      int stride,
      boolean aligned) {
    this(Cut.at(validation), Cut.at(test), end == null ? null : Cut.at(end), stride, aligned, 1);
  }

  /** Test time alone, for a model that is there already. */
  static RollingSplit test(LocalDateTime from, @Nullable LocalDateTime end, int stride) {
    return new RollingSplit(from, from, end, stride, false);
  }

  /** The place of the first value that is not learnt from, of each series. */
  int[] validationPlaces(SeriesSet set) {
    return places(set, validation::place);
  }

  /** The place of the first value that tests, of each series. */
  int[] testPlaces(SeriesSet set) {
    return places(set, test::place);
  }

  /** The place behind the last value that tests, of each series. */
  int[] endPlaces(SeriesSet set) {
    return places(set, end == null ? NamedSeries::length : end::place);
  }

  /**
   * A split for each training: the parts of test time, each with a validation part of the same
   * length before it. A forecast belongs to the part of its origin. With fewer origins than
   * trainings there are fewer parts.
   */
  List<RollingSplit> parts(SeriesSet set, int horizon) {
    if (fits == 1) {
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
      Cut reached = test.later(from + steps + horizon - 1);
      parts.add(
          new RollingSplit(
              validation.later(from),
              test.later(from),
              end == null ? reached : Cut.earlier(end, reached),
              stride,
              aligned,
              1));
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
    List<String> few = new ArrayList<>();
    int example = -1;
    for (int i = 0; i < first.length; i++) {
      if (first[i] < window + horizon
          || second[i] - first[i] < horizon
          || ends[i] - second[i] < horizon) {
        example = few.isEmpty() ? i : example;
        few.add(list.get(i).id());
      }
    }
    if (!few.isEmpty()) {
      TooFew.refuseWide(few, set);
      NamedSeries one = list.get(example);
      TimeSeries dated = one.dated();
      throw new BadInput(
          "%s: %s too few steps for this --split: %s. Of the first, %s, it leaves %,d steps to learn"
              + " from, %,d to validate and %,d to test; windows of %,d steps and a horizon of %,d"
              + " need %,d, %,d and %,d. Give other cuts, a shorter --window or --horizon, or leave"
              + " such series out.",
          set.source(),
          TooFew.have(few, set),
          TooFew.names(few),
          dated == null
              ? Sentence.of("with %,d steps", one.length())
              : Sentence.of(
                  "from %s to %s",
                  ShownTime.of(dated.start()), ShownTime.of(dated.time(one.length() - 1))),
          first[example],
          second[example] - first[example],
          ends[example] - second[example],
          window,
          horizon,
          window + horizon,
          horizon,
          horizon);
    }
  }
}
