package dev.carousel.data;

import dev.carousel.tensor.Tensor;

/**
 * Sequences with values that are missing, as {@link dev.carousel.cell.GruDCell} reads them (Che et
 * al. 2018, equations 1 to 3).
 */
public final class Gaps {
  private Gaps() {}

  /**
   * Of D columns makes 3D: the value last seen, 0 before the first; 1 where a value was seen at
   * this step, 0 where not; the time since it was last seen, at the first step 0.
   *
   * @param x (N, T, D), NaN where a value is missing; standardised, for 0 stands for the mean
   * @return (N, T, 3D)
   */
  public static Tensor marked(Tensor x) {
    int steps = x.shape().at(1);
    double[] times = new double[steps];
    for (int t = 0; t < steps; t++) {
      times[t] = t;
    }
    return marked(x, times);
  }

  /**
   * The same for steps that are not equally far apart.
   *
   * @param times of the T steps, ascending, in a unit that makes usual distances about 1
   */
  public static Tensor marked(Tensor x, double[] times) {
    if (x.shape().rank() != 3 || x.shape().at(1) != times.length) {
      throw new IllegalArgumentException(
          "gaps: sequences %s, %d times; expected (N, T, D), T".formatted(x.shape(), times.length));
    }
    int n = x.shape().at(0);
    int features = x.shape().last();
    float[] from = x.toArray();
    float[] to = new float[3 * from.length];
    for (int row = 0; row < n; row++) {
      for (int f = 0; f < features; f++) {
        mark(from, to, row * times.length, f, features, times);
      }
    }
    return Tensor.of(to, n, times.length, 3 * features);
  }

  /** One feature of one sequence, whose first step is number {@code step} of all. */
  private static void mark(
      float[] from, float[] to, int step, int feature, int features, double[] times) {
    float last = 0;
    double since = 0;
    for (int t = 0; t < times.length; t++) {
      float value = from[(step + t) * features + feature];
      boolean seen = !Float.isNaN(value);
      last = seen ? value : last;
      int at = (step + t) * 3 * features + feature;
      to[at] = last;
      to[at + features] = seen ? 1 : 0;
      to[at + 2 * features] = (float) since;
      if (t + 1 < times.length) {
        since = (seen ? 0 : since) + times[t + 1] - times[t];
      }
    }
  }
}
