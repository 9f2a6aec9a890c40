package dev.carousel.task.series;

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
    int farthest = Math.min(FARTHEST, target.length / 4);
    int best = 0;
    double least = SAME;
    for (int steps = 1; steps <= farthest; steps++) {
      double misfit = misfit(target, other, steps, least);
      if (misfit < least) {
        least = misfit;
        best = steps;
      }
    }
    double allowed = Math.max(least * TIMES_WORSE, Double.MIN_NORMAL);
    for (int back = 0; best > 0 && back <= farthest; back++) {
      if (misfit(target, other, -back, allowed) < allowed) {
        return 0;
      }
    }
    return best;
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
