package dev.carousel.bench.work;

import dev.carousel.random.Randomness;

/**
 * The same numbers for both sides, in Carousel's layout: gates in columns, LSTM i, f, g, o, GRU r,
 * z, n.
 *
 * @param x (B, T, I)
 * @param dY (B, T, H): gradient of the output sequence
 * @param wX (I, GH)
 * @param wH (H, GH)
 * @param bias (GH)
 * @param recurrentBias (H) of a GRU's candidate, inside the reset; empty for other cells
 */
public record LayerData(
    float[] x, float[] dY, float[] wX, float[] wH, float[] bias, float[] recurrentBias) {
  private static final Randomness RANDOM = new Randomness(20_260_101, 0).named("bench");

  /** Draws the numbers of a case. */
  public static LayerData of(Case which) {
    LayerShape s = which.shape();
    int columns = which.cell().gates() * s.hidden();
    float bound = (float) (1 / Math.sqrt(s.hidden()));
    return new LayerData(
        uniform("x", s.rows() * s.input(), -1, 1),
        uniform("dY", s.rows() * s.hidden(), 0.5f, 1.5f),
        uniform("wX", s.input() * columns, -bound, bound),
        uniform("wH", s.hidden() * columns, -bound, bound),
        uniform("bias", columns, -bound, bound),
        uniform("recurrentBias", which.cell() == CellKind.GRU ? s.hidden() : 0, -bound, bound));
  }

  private static float[] uniform(String name, int n, float low, float high) {
    Randomness random = RANDOM.named(name);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = low + (high - low) * random.uniform(i);
    }
    return values;
  }
}
