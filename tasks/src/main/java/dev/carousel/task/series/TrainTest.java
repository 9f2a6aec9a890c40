package dev.carousel.task.series;

import dev.carousel.BadInput;
import dev.carousel.task.table.Quoted;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Series to learn from, and what came after the end of each: the two files of a competition.
 *
 * @param train the series to learn from
 * @param actual what came, by series in the order of {@code train}; NaN where not observed
 * @param horizon steps ahead, the length of each of them
 */
public record TrainTest(SeriesSet train, List<double[]> actual, int horizon) {
  /** Checks the lengths. */
  public TrainTest {
    actual = List.copyOf(actual);
    if (actual.size() != train.size() || actual.stream().anyMatch(a -> a.length != horizon)) {
      throw new IllegalArgumentException(
          actual.size() + " actual parts for " + train.size() + " series, horizon " + horizon);
    }
  }

  /**
   * Matches the series of two files by name.
   *
   * @throws BadInput if one file has a series the other has not, the test parts differ in length,
   *     or one with times does not begin where training ends
   */
  public static TrainTest of(SeriesSet train, SeriesSet test) {
    refuseMissing(train, test, "is not in the test file");
    refuseMissing(test, train, "is not in the training file");
    refuseRepeated(train, test);
    NamedSeries first = test.get(train.ids().getFirst());
    List<double[]> actual = new ArrayList<>();
    List<NamedSeries> followed = new ArrayList<>();
    for (NamedSeries one : train) {
      NamedSeries then = test.get(one.id());
      if (then.length() != first.length()) {
        throw new BadInput(
            "%s: series %s has %d values to test on, but %s has %d. Give every series the same"
                + " horizon, or test those of another in a run of their own.",
            test.source(),
            Quoted.of(one.id()),
            then.length(),
            Quoted.of(first.id()),
            first.length());
      }
      refuseGap(train, one, test, then);
      actual.add(then.target());
      followed.add(followed(one, then));
    }
    return new TrainTest(train.withSeries(followed), actual, first.length());
  }

  /** A series whose columns are known ahead by what the test part has of them. */
  private static NamedSeries followed(NamedSeries one, NamedSeries then) {
    TimeSeries before = one.dated();
    TimeSeries after = then.dated();
    return before == null || after == null
        ? one
        : NamedSeries.dated(one.id(), one.attributes(), before.followedBy(after));
  }

  private static void refuseMissing(SeriesSet from, SeriesSet in, String complaint) {
    List<String> missing = from.ids().stream().filter(id -> !in.contains(id)).toList();
    if (!missing.isEmpty()) {
      throw new BadInput(
          "%s: %d of %d series of %s %s, the first %s. Give both files the same series.",
          in.source(),
          missing.size(),
          from.size(),
          from.source(),
          complaint,
          Quoted.of(missing.getFirst()));
    }
  }

  /** A test file that holds the end of the training file once more tests what is known. */
  private static void refuseRepeated(SeriesSet train, SeriesSet test) {
    boolean moves = false;
    for (NamedSeries one : train) {
      double[] then = test.get(one.id()).target();
      int from = one.length() - then.length;
      if (from < 0 || !Arrays.equals(then, Arrays.copyOfRange(one.target(), from, one.length()))) {
        return;
      }
      moves |= Arrays.stream(then).distinct().count() > 1;
    }
    if (moves) {
      throw new BadInput(
          "%s: holds the last values of %s once more, in all series. Give the values that follow"
              + " them, or leave the file out: the last horizon of each series is then kept apart.",
          test.source(), train.source());
    }
  }

  private static void refuseGap(
      SeriesSet train, NamedSeries one, SeriesSet test, NamedSeries then) {
    TimeSeries before = one.dated();
    TimeSeries after = then.dated();
    if (before == null || after == null) {
      return;
    }
    LocalDateTime next = before.time(before.length());
    if (!after.start().equals(next)) {
      throw new BadInput(
          "%s: series %s begins at %s, but %s ends at %s, so %s was expected. Give the values that"
              + " follow the training part.",
          test.source(),
          Quoted.of(one.id()),
          ShownTime.of(after.start()),
          train.source(),
          ShownTime.of(before.time(before.length() - 1)),
          ShownTime.of(next));
    }
  }
}
