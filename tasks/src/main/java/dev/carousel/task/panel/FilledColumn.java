package dev.carousel.task.panel;

import dev.carousel.task.series.Fill;

/** A column without gaps, as it looks from an origin. */
final class FilledColumn {
  private final double[] last; // gaps filled with the last value before
  private final double[] line; // on a line between those around; the same array if that is not done
  private final int[] seen; // the last observed place up to each; -1 before the first

  /**
   * Fills the gaps.
   *
   * @param values NaN where missing
   * @param leading what stands before the first
   */
  FilledColumn(double[] values, boolean interpolate, double leading) {
    this.last = Fill.FORWARD.fill(values, leading);
    this.line = interpolate ? Fill.LINEAR.fill(values, leading) : last;
    this.seen = seen(values);
  }

  /** By place, the last place up to it with a value; -1 before the first. */
  static int[] seen(double[] values) {
    int[] seen = new int[values.length];
    int before = -1;
    for (int t = 0; t < seen.length; t++) {
      before = Double.isNaN(values[t]) ? before : t;
      seen[t] = before;
    }
    return seen;
  }

  /** The value of a place before an origin: a line to a value behind the origin is not known. */
  double at(int place, int origin) {
    return place > seen[origin - 1] ? last[place] : line[place];
  }

  /**
   * The value of a place known ahead; behind the last one, that one, and before the first one so.
   */
  double ahead(int place) {
    return last.length == 0 ? 0 : last[Math.clamp(place, 0, last.length - 1)];
  }

  /** Whether there is a value. */
  boolean observed(int place) {
    return seen[place] == place;
  }

  /** Steps since a value was seen before this place, 0 if there was none. */
  int since(int place) {
    return since(seen, place);
  }

  /** The same by {@link #seen}. */
  static int since(int[] seen, int place) {
    return place == 0 || seen[place - 1] < 0 ? 0 : place - seen[place - 1];
  }
}
