package dev.carousel.task.panel;

import java.util.Arrays;
import java.util.List;

/**
 * Places to learn from, of each series: from the first on, up to but without the last, every so
 * many steps.
 */
record Origins(int[] from, int[] to, int step) {
  /** All at which something is known of the horizon. */
  static Origins of(List<PreparedSeries> series) {
    return new Origins(
        series.stream().mapToInt(PreparedSeries::firstOrigin).toArray(),
        series.stream().mapToInt(PreparedSeries::length).toArray(),
        1);
  }

  /** Those that are a whole number of steps from others. */
  static Origins between(int[] from, int[] to, int[] others, int step) {
    int[] aligned = new int[from.length];
    Arrays.setAll(aligned, i -> from[i] + Math.floorMod(others[i] - from[i], step));
    return new Origins(aligned, to, step);
  }

  /** How many there are, of each series. */
  int[] counts() {
    int[] counts = new int[from.length];
    Arrays.setAll(counts, i -> Math.max(0, Math.ceilDiv(to[i] - from[i], step)));
    return counts;
  }

  /** One of them. */
  int origin(int series, int number) {
    return from[series] + number * step;
  }
}
