package dev.carousel.task.panel;

import dev.carousel.task.conformal.ConformalIntervals;
import dev.carousel.task.conformal.LocalScale;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Intervals learnt from the errors of many origins of validation time. */
final class RollingIntervals {
  private RollingIntervals() {}

  /**
   * Half widths by step ahead in units of the {@link LocalScale}; empty if there are too few
   * origins. The origins are so far apart as those of the test, and at the same time of day.
   */
  static List<Double> radii(
      PanelModel model, SeriesSet set, List<PreparedSeries> prepared, RollingSplit split) {
    int horizon = model.horizon();
    int[] ends = split.validationPlaces(set);
    int[] tests = split.testPlaces(set);
    int median = model.levels().indexOf(PanelSpec.MEDIAN);
    List<double[]> errors = new ArrayList<>();
    List<NamedSeries> list = set.list();
    for (int i = 0; i < list.size(); i++) {
      double[] target = list.get(i).target();
      int first = ends[i] + Math.floorMod(tests[i] - ends[i], split.stride());
      int[] origins = RollingTest.origins(first, tests[i] - horizon, split.stride());
      List<PreparedSeries> same = Collections.nCopies(origins.length, prepared.get(i));
      List<double[][]> forecasts = model.quantiles(same, origins);
      for (int o = 0; o < origins.length; o++) {
        double[] row = new double[horizon];
        double[] values = forecasts.get(o)[median];
        int origin = origins[o];
        double scale = LocalScale.before(target, origin, model.season());
        Arrays.setAll(row, h -> (target[origin + h] - values[h]) / scale);
        errors.add(row);
      }
    }
    return ConformalIntervals.enough(errors, model.coverage())
        ? ConformalIntervals.fit(errors, model.coverage()).radii()
        : List.of();
  }
}
