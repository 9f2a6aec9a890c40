package dev.carousel.train;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Reductions;
import dev.carousel.kernel.Rows;
import dev.carousel.optim.Averaging;
import dev.carousel.optim.Optimizer;
import dev.carousel.tensor.Parameters;
import java.util.Arrays;

/**
 * What happens to the arena after a backward pass. Threads take whole blocks, and no result depends
 * on their number.
 */
final class Update {
  /** Values that are clipped, moved and zeroed in one go, while they are in the cache. */
  private static final int PIECE = 1 << 14;

  private final Engine engine;
  private final Parameters parameters;
  private final Optimizer optimizer;
  private final double[] squares; // of each block

  Update(Engine engine, Parameters parameters, Optimizer optimizer) {
    this.engine = engine;
    this.parameters = parameters;
    this.optimizer = optimizer;
    this.squares = new double[(parameters.size() + Reductions.BLOCK - 1) / Reductions.BLOCK];
  }

  /** The square of the gradients' norm: {@link Reductions#dot}, its blocks computed apart. */
  double squares() {
    float[] g = parameters.gradients();
    Reductions reductions = engine.kernels().reductions();
    engine
        .workers()
        .split(
            squares.length,
            1,
            (long) Rows.MOVE * g.length,
            (from, to) -> {
              for (int block = from; block < to; block++) {
                int at = block * Reductions.BLOCK;
                int n = Math.min(Reductions.BLOCK, g.length - at);
                squares[block] = reductions.dot(g, at, g, at, n);
              }
            });
    double total = 0;
    for (double block : squares) {
      total += block;
    }
    return total;
  }

  /**
   * Multiplies the gradients by {@code factor}, moves the values and leaves the gradients zero.
   *
   * @param rate factor of the optimiser's rate
   * @param averaged steps in the mean of weights, this one included; 0 if there is none
   */
  void step(long step, double rate, float factor, long averaged, float[][] slots) {
    float[] values = parameters.values();
    float[] g = parameters.gradients();
    engine
        .workers()
        .split(
            g.length,
            16,
            (long) Rows.MOVE * g.length,
            (from, to) -> {
              for (int at = from; at < to; at += PIECE) {
                int end = Math.min(to, at + PIECE);
                if (factor != 1) {
                  scale(factor, g, at, end);
                }
                optimizer.step(step, rate, values, g, slots, at, end);
                if (averaged > 0 && optimizer instanceof Averaging averaging) {
                  averaging.average(averaged, values, slots, at, end);
                }
                Arrays.fill(g, at, end, 0f);
              }
            });
    parameters.changed();
  }

  /**
   * Takes the values into the mean of weights, if the optimiser keeps one, and says that they may
   * have changed.
   *
   * @param averaged steps in the mean, this one included; 0 or less if there is none
   */
  void average(long averaged, float[][] slots) {
    parameters.changed();
    if (averaged <= 0 || !(optimizer instanceof Averaging averaging)) {
      return;
    }
    float[] values = parameters.values();
    engine
        .workers()
        .split(
            values.length,
            16,
            (long) Rows.MOVE * values.length,
            (from, to) -> averaging.average(averaged, values, slots, from, to));
  }

  private static void scale(float factor, float[] g, int from, int to) {
    for (int i = from; i < to; i++) {
      g[i] *= factor;
    }
  }
}
