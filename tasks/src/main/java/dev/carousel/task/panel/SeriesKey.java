package dev.carousel.task.panel;

/** What a series is known again by, when a model meets it later and longer. */
final class SeriesKey {
  private static final int VALUES = 8;

  private SeriesKey() {}

  /** A digest of the first values of a series, and of where it begins to have some. */
  static long of(double[] target) {
    long key = 1;
    int found = 0;
    for (int t = 0; t < target.length && found < VALUES; t++) {
      found += found > 0 || !Double.isNaN(target[t]) ? 1 : 0;
      key = 31 * key + Double.doubleToLongBits(target[t]);
    }
    return key;
  }
}
