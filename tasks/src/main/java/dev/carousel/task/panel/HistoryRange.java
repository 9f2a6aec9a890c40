package dev.carousel.task.panel;

import java.util.Arrays;

/**
 * How far forecasts of a series may go: out of the range of its values so far by 2 + 4 H / n times
 * its width, H being the horizon and n the steps of its history. No ordinary forecast goes there;
 * what a network makes of a window unlike all it has learnt from may, such as one after a change of
 * level, and most of all if it reads logarithms. A series that never moved is forecast as it is, to
 * the bit.
 */
final class HistoryRange {
  private static final double WIDTHS = 2;
  private static final double AHEAD = 4; // widths more where the horizon is as long as the history

  private final double[] least; // of the values before each place, in the unit of the target
  private final double[] most;
  private final int first; // place of the first value

  /**
   * The range of a series before each of its places.
   *
   * @param target NaN where not observed
   */
  HistoryRange(double[] target) {
    least = new double[target.length + 1];
    most = new double[target.length + 1];
    least[0] = Double.POSITIVE_INFINITY;
    most[0] = Double.NEGATIVE_INFINITY;
    int before = 0;
    for (int t = 0; t < target.length; t++) {
      boolean observed = !Double.isNaN(target[t]);
      least[t + 1] = observed ? Math.min(least[t], target[t]) : least[t];
      most[t + 1] = observed ? Math.max(most[t], target[t]) : most[t];
      before += least[t + 1] > most[t + 1] ? 1 : 0;
    }
    first = before;
  }

  /**
   * A forecast, cut where it goes too far.
   *
   * @param origin behind the first value
   * @param forecast in the unit of the target; NaN stays
   */
  double[] bounded(int origin, double[] forecast) {
    double width = most[origin] - least[origin];
    double beyond = width * (WIDTHS + AHEAD * forecast.length / (origin - first));
    double[] bounded = new double[forecast.length];
    Arrays.setAll(
        bounded, h -> Math.clamp(forecast[h], least[origin] - beyond, most[origin] + beyond));
    return bounded;
  }
}
