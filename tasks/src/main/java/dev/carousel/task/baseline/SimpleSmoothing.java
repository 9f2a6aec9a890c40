package dev.carousel.task.baseline;

/**
 * Simple exponential smoothing, {@code level += alpha (y - level)}: alpha and the first level have
 * the least sum of squared one-step errors. For an alpha the errors are linear in the first level,
 * so that one is found in closed form and alpha alone is searched for: on a grid, then by golden
 * section.
 *
 * @param alpha between 0.0001 and 0.9999
 * @param first the level before the first value
 * @param level after the last value
 * @param squares the sum of squared errors
 */
record SimpleSmoothing(double alpha, double first, double level, double squares) {
  private static final double LEAST = 1e-4;
  private static final double MOST = 1 - 1e-4;
  private static final int GRID = 20;
  private static final double GOLDEN = 0.6180339887498949;
  private static final double TOLERANCE = 1e-6;
  private static final double NEGLIGIBLE = 1e-150;

  /** Fits at least one value. */
  static SimpleSmoothing fit(double[] values) {
    SimpleSmoothing best = run(values, LEAST);
    for (int i = 1; i <= GRID; i++) {
      best = best.better(run(values, LEAST + (MOST - LEAST) * i / GRID));
    }
    double step = (MOST - LEAST) / GRID;
    return search(
        values, Math.max(LEAST, best.alpha - step), Math.min(MOST, best.alpha + step), best);
  }

  private static SimpleSmoothing search(
      double[] values, double from, double to, SimpleSmoothing start) {
    double low = from;
    double high = to;
    SimpleSmoothing left = run(values, high - GOLDEN * (high - low));
    SimpleSmoothing right = run(values, low + GOLDEN * (high - low));
    SimpleSmoothing best = start.better(left).better(right);
    while (high - low > TOLERANCE) {
      if (left.squares <= right.squares) {
        high = right.alpha;
        right = left;
        left = run(values, high - GOLDEN * (high - low));
        best = best.better(left);
      } else {
        low = left.alpha;
        left = right;
        right = run(values, low + GOLDEN * (high - low));
        best = best.better(right);
      }
    }
    return best;
  }

  private SimpleSmoothing better(SimpleSmoothing other) {
    return other.squares < squares ? other : this;
  }

  /**
   * With the first level at {@code base + x} the error at t is {@code u(t) - w(t) x}, w(t) = (1 -
   * alpha)^t.
   */
  private static SimpleSmoothing run(double[] values, double alpha) {
    double base = values[0];
    double level = 0;
    double weight = 1;
    double uu = 0;
    double uw = 0;
    double ww = 0;
    for (double value : values) {
      double u = value - base - level;
      uu += u * u;
      uw += u * weight;
      ww += weight * weight;
      level += alpha * u;
      weight = weight < NEGLIGIBLE ? 0 : weight * (1 - alpha);
    }
    double x = uw / ww;
    return new SimpleSmoothing(
        alpha, base + x, base + level + weight * x, Math.max(0, uu - uw * x));
  }
}
