package dev.carousel.task.panel;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Places to learn from, of each series in turn. */
sealed interface Origins {
  /** All at which something is known of the horizon. */
  static Origins of(List<PreparedSeries> series) {
    return every(
        series.stream().mapToInt(PreparedSeries::firstOrigin).toArray(),
        series.stream().mapToInt(PreparedSeries::length).toArray(),
        1);
  }

  /** From the first on, up to but without the last, every so many steps. */
  static Origins every(int[] from, int[] to, int step) {
    return new Even(from, to, step);
  }

  /** Those that are a whole number of steps from others. */
  static Origins between(int[] from, int[] to, int[] others, int step) {
    int[] aligned = new int[from.length];
    Arrays.setAll(aligned, i -> from[i] + Math.floorMod(others[i] - from[i], step));
    return every(aligned, to, step);
  }

  /** How many there are, of each series. */
  int[] counts();

  /** One of them. */
  int origin(int series, int number);

  /** Those with a window and a horizon in which nothing is missing. */
  default Origins complete(List<PreparedSeries> series) {
    int[] counts = counts();
    int[][] kept = new int[counts.length][];
    for (int i = 0; i < kept.length; i++) {
      int which = i;
      kept[i] =
          IntStream.range(0, counts[i])
              .map(number -> origin(which, number))
              .filter(series.get(i)::complete)
              .toArray();
    }
    return new Listed(kept);
  }

  /** Evenly spaced ones. */
  record Even(int[] from, int[] to, int step) implements Origins {
    @Override
    public int[] counts() {
      int[] counts = new int[from.length];
      Arrays.setAll(counts, i -> Math.max(0, Math.ceilDiv(to[i] - from[i], step)));
      return counts;
    }

    @Override
    public int origin(int series, int number) {
      return from[series] + number * step;
    }
  }

  /** Any. */
  record Listed(int[][] origins) implements Origins {
    @Override
    public int[] counts() {
      return Arrays.stream(origins).mapToInt(some -> some.length).toArray();
    }

    @Override
    public int origin(int series, int number) {
      return origins[series][number];
    }
  }
}
