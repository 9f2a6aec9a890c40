package dev.carousel.task.panel;

import java.util.Arrays;
import java.util.Locale;

/**
 * How a window of a series loses its height, so that one network reads series of any size: what
 * {@link #level} gives is taken away from all its values, and from what is to be forecast. Of
 * logarithms that is a division.
 */
public enum Scaling {
  /** The last value (Zeng, Chen, Zhang and Xu 2023, NLinear). */
  LAST {
    @Override
    double level(double[] values, int from, int origin, int season) {
      return values[origin - 1];
    }
  },
  /** The mean of the last season: the last value where there is no season. */
  SEASON {
    @Override
    double level(double[] values, int from, int origin, int season) {
      return mean(values, Math.max(from, origin - season), origin);
    }
  },
  /** The mean of the window. */
  MEAN {
    @Override
    double level(double[] values, int from, int origin, int season) {
      return mean(values, from, origin);
    }
  },
  /** The median of the window, which outliers do not move. */
  ROBUST {
    @Override
    double level(double[] values, int from, int origin, int season) {
      double[] sorted = Arrays.copyOfRange(values, from, origin);
      Arrays.sort(sorted);
      int middle = sorted.length / 2;
      return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
  },
  /**
   * The mean of all of a series that is learnt from, and its deviation in place of a window's: the
   * network sees how high a series is, which tells where it will return to. For few series.
   */
  STANDARD {
    @Override
    double level(double[] values, int from, int origin, int season) {
      throw new IllegalStateException("a level of the series, not of a window");
    }
  },
  /**
   * The last value, and the network reads steps in place of values: each less the one before it.
   */
  DIFFERENCE {
    @Override
    double level(double[] values, int from, int origin, int season) {
      return values[origin - 1];
    }
  };

  /**
   * The height of a window.
   *
   * @param values without gaps
   * @param from the window's first place
   * @param origin the place after its last
   */
  abstract double level(double[] values, int from, int origin, int season);

  /** The mean absolute distance of a window's values from their mean: how much it moves. */
  static double spread(double[] values, int from, int origin) {
    double mean = mean(values, from, origin);
    double sum = 0;
    for (int t = from; t < origin; t++) {
      sum += Math.abs(values[t] - mean);
    }
    return sum / (origin - from);
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int t = from; t < to; t++) {
      sum += values[t];
    }
    return sum / (to - from);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
