package dev.carousel.task.panel;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a trained network makes of series. Safe for many threads. */
interface Forecaster {
  /**
   * Forecasts from any origin of each series.
   *
   * @return one for each series, in order
   */
  List<Forecast> forecast(List<PreparedSeries> series, int[] origins);

  /**
   * The forecast of one series, in its own unit.
   *
   * @param quantiles (levels, horizon), sorted at each step (Chernozhukov, Fernandez-Val and
   *     Galichon 2010)
   * @param samples (samples, horizon): paths that are equally likely; null if the network gives no
   *     distribution
   */
  record Forecast(double[][] quantiles, double @Nullable [][] samples) {
    /** Sorts the quantiles. */
    public Forecast {
      double[] step = new double[quantiles.length];
      for (int h = 0; h < quantiles[0].length; h++) {
        for (int q = 0; q < step.length; q++) {
          step[q] = quantiles[q][h];
        }
        Arrays.sort(step);
        for (int q = 0; q < step.length; q++) {
          quantiles[q][h] = step[q];
        }
      }
    }
  }
}
