package dev.carousel.task.series;

import java.util.Arrays;

/**
 * Finds columns that tell the future: those that say what the target will be some steps later, such
 * as a column {@code next_day} made of the target itself. A model that reads one is brilliant in
 * every test and useless in use, where that column ends sooner.
 */
final class FutureCopy {
  private static final int FARTHEST = 400; // steps
  private static final int FEWEST = 30; // pairs of values
  private static final double SAME = 1e-4; // share of the variance left over, of rounded copies
  private static final double TIMES_WORSE = 100; // so much worse is everything the past tells
  private static final double NEARLY = 0.1;
  private static final double SAME_TIME = 0.02;
  private static final double UNKNOWN = 0.5;
  private static final double LEVELS = 0.05;
  private static final double MORE = 5;
  private static final double LEAST_PAST = 1e-3;
  private static final int GLANCE = 64;

  private FutureCopy() {}

  /**
   * How many steps ahead a column repeats the target, but for unit and offset; 0 if it does not, or
   * if the target repeats itself so well that the past tells it too.
   *
   * @param target NaN where missing
   * @param other of the same length
   */
  static int stepsAhead(double[] target, double[] other) {
    int best = best(target, other, SAME);
    if (best == 0) {
      return 0;
    }
    double least = misfit(target, other, best, 1);
    double allowed = Math.max(least * TIMES_WORSE, Double.MIN_NORMAL);
    return pastTells(target, other, 0, allowed) ? 0 : best;
  }

  /**
   * The same of a column that repeats the target with errors: of its changes from step to step, 9
   * tenths of the variance are those of the target later, and the past tells less than half.
   * Changes are compared, as the values of many series stay near those before.
   */
  static int nearlyAhead(double[] target, double[] other) {
    double[] changes = changes(target);
    double[] told = changes(other);
    int best = best(changes, told, NEARLY);
    if (best > 0 && !pastTells(changes, told, 0, UNKNOWN)) {
      return best;
    }
    int level = best(target, other, LEVELS);
    return level > 0 && tellsMore(target, other, level, 0) ? level : 0;
  }

  /**
   * Whether a column that is known ahead says what the target is at the same time, but for 2
   * hundredths of the variance of its changes, and the past tells less than half; or but for 5
   * hundredths of the variance of its values, and the past leaves over five times as much.
   */
  static boolean nearlySame(double[] target, double[] other) {
    double[] changes = changes(target);
    double[] told = changes(other);
    return (misfit(changes, told, 0, 1) < SAME_TIME && !pastTells(changes, told, 1, UNKNOWN))
        || tellsMore(target, other, 0, 1);
  }

  /** Whether a column is the target at the same time, but for unit, offset and rounding. */
  static boolean same(double[] target, double[] other) {
    double misfit = misfit(target, other, 0, 1);
    return misfit < SAME
        && !pastTells(target, other, 1, Math.max(misfit * TIMES_WORSE, LEAST_PAST));
  }

  /** Whether a column leaves over little of the target so many steps later, the past far more. */
  private static boolean tellsMore(double[] target, double[] other, int steps, int from) {
    double misfit = misfit(target, other, steps, 1);
    return misfit < LEVELS && !pastTells(target, other, from, MORE * misfit);
  }

  private static double[] changes(double[] values) {
    double[] changes = new double[Math.max(0, values.length - 1)];
    Arrays.setAll(changes, t -> values[t + 1] - values[t]);
    return changes;
  }

  private static int farthest(double[] target) {
    return Math.min(FARTHEST, target.length / 4);
  }

  /** The step ahead with the least misfit below a limit, or 0. */
  private static int best(double[] target, double[] other, double limit) {
    int best = 0;
    double least = limit;
    for (int steps = 1; steps <= farthest(target); steps++) {
      double misfit = misfit(target, other, steps, least);
      if (misfit < least) {
        least = misfit;
        best = steps;
      }
    }
    return best;
  }

  /** Whether what a column said so many steps ago, or before, leaves over less than allowed. */
  private static boolean pastTells(double[] target, double[] other, int from, double allowed) {
    for (int back = from; back <= farthest(target); back++) {
      if (misfit(target, other, -back, allowed) < allowed) {
        return true;
      }
    }
    return false;
  }

  /** The share of the variance that a line leaves over; 1 if a glance shows more than a limit. */
  private static double misfit(double[] target, double[] other, int steps, double limit) {
    int stride = Math.max(1, target.length / GLANCE);
    return stride > 1 && misfit(target, other, steps, stride) > 4 * limit + SAME
        ? 1
        : misfit(target, other, steps, 1);
  }

  private static double misfit(double[] target, double[] other, int steps, int stride) {
    int from = Math.max(0, -steps);
    int to = Math.min(target.length, target.length - steps);
    int n = 0;
    double x = 0;
    double y = 0;
    for (int t = from; t < to; t += stride) {
      if (both(target[t + steps], other[t])) {
        n++;
        x += other[t];
        y += target[t + steps];
      }
    }
    if (n < FEWEST && stride == 1) {
      return 1;
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int t = from; t < to; t += stride) {
      if (both(target[t + steps], other[t])) {
        double dx = other[t] - x / n;
        double dy = target[t + steps] - y / n;
        xx += dx * dx;
        xy += dx * dy;
        yy += dy * dy;
      }
    }
    return xx == 0 || yy == 0 ? stride == 1 ? 1 : 0 : Math.max(0, 1 - xy / xx * (xy / yy));
  }

  private static boolean both(double a, double b) {
    return !Double.isNaN(a) && !Double.isNaN(b);
  }
}
