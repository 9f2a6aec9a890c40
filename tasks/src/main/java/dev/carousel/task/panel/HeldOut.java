package dev.carousel.task.panel;

import dev.carousel.BadInput;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.series.TrainTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The last horizon of every series kept apart, where there is no file of test parts. */
final class HeldOut {
  private HeldOut() {}

  /**
   * Divides each series before its last horizon.
   *
   * @throws BadInput if a series is not longer than that, naming all such
   */
  static TrainTest of(SeriesSet set, int horizon) {
    List<NamedSeries> train = new ArrayList<>();
    List<double[]> actual = new ArrayList<>();
    List<String> few = new ArrayList<>();
    for (NamedSeries one : set) {
      double[] target = one.target();
      int end = target.length - horizon;
      if (end < 1 || Arrays.stream(target, 0, end).allMatch(Double::isNaN)) {
        few.add(one.id());
        continue;
      }
      train.add(shortened(one, horizon));
      actual.add(Arrays.copyOfRange(target, end, target.length));
    }
    if (!few.isEmpty()) {
      TooFew.refuseWide(few, set);
      throw new BadInput(
          "%s: %s too few values, for the last %,d are kept apart to test on: %s. Leave such series"
              + " out, give a shorter --horizon, or what came after in a file of its own: --test"
              + " FILE.",
          set.source(), TooFew.have(few, set), horizon, TooFew.names(few));
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
