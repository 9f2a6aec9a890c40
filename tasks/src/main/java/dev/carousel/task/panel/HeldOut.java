package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.series.TrainTest;
import dev.carousel.task.table.Quoted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The last horizon of every series kept apart, where there is no file of test parts. */
final class HeldOut {
  private HeldOut() {}

  /**
   * Divides each series before its last horizon.
   *
   * @throws BadInput if a series is not longer than that
   */
  static TrainTest of(SeriesSet set, int horizon) {
    List<NamedSeries> train = new ArrayList<>();
    List<double[]> actual = new ArrayList<>();
    for (NamedSeries one : set) {
      double[] target = one.target();
      int end = target.length - horizon;
      if (end < 1 || Arrays.stream(target, 0, end).allMatch(Double::isNaN)) {
        throw new BadInput(
            "%s: series %s has %,d values, and the last %,d are kept apart to test on. Remove it,"
                + " give a shorter --horizon, or what came after in a file of its own: --test FILE.",
            set.source(), Quoted.of(one.id()), target.length, horizon);
      }
      train.add(shortened(one, horizon));
      actual.add(Arrays.copyOfRange(target, end, target.length));
    }
    return new TrainTest(set.withSeries(train), actual, horizon);
  }

  /** A series without its last steps. */
  static NamedSeries shortened(NamedSeries one, int steps) {
    double[] part = Arrays.copyOf(one.target(), one.length() - steps);
    TimeSeries dated = one.dated();
    if (dated == null) {
      return NamedSeries.undated(one.id(), one.attributes(), part);
    }
    return NamedSeries.dated(one.id(), one.attributes(), dated.shortened(part.length));
  }
}
