package dev.carousel.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.tensor.Samples;
import org.junit.jupiter.api.Test;

/** What every {@link Optimizer} has to do, against its paper's lines in double. */
abstract class OptimizerContract {
  private static final int N = 21;
  private static final int STEPS = 30;

  abstract Optimizer optimizer();

  /** The paper's step on one value; {@code memory} is its own. */
  abstract double reference(long step, double value, double gradient, double[] memory);

  @Test
  void followsThePaper() {
    Optimizer optimizer = optimizer();
    float[] values = Samples.values(1, N, 1);
    float[][] slots = new float[optimizer.slots()][N];
    double[] expected = new double[N];
    double[][] memory = new double[N][4];
    for (int i = 0; i < N; i++) {
      expected[i] = values[i];
    }
    for (long step = 1; step <= STEPS; step++) {
      float[] gradients = Samples.values(step + 10, N, 2);
      gradients[3] = 0;
      gradients[4] *= 1e-6f;
      gradients[5] *= 1e4f;
      float[] before = gradients.clone();
      optimizer.step(step, values, gradients, slots);
      assertThat(gradients).isEqualTo(before);
      for (int i = 0; i < N; i++) {
        expected[i] = reference(step, expected[i], gradients[i], memory[i]);
        assertThat((double) values[i])
            .as("value %d after step %d", i, step)
            .isCloseTo(expected[i], within(2e-5 * (1 + Math.abs(expected[i]))));
      }
    }
  }

  @Test
  void sameInSameBitsOut() {
    assertThat(Samples.bits(run())).isEqualTo(Samples.bits(run()));
  }

  private float[] run() {
    Optimizer optimizer = optimizer();
    float[] values = Samples.values(1, N, 1);
    float[][] slots = new float[optimizer.slots()][N];
    for (long step = 1; step <= 5; step++) {
      optimizer.step(step, values, Samples.values(step, N, 1), slots);
    }
    return values;
  }

  @Test
  void goesDownhill() {
    Optimizer optimizer = optimizer();
    float[] w = {0.3f, -0.2f};
    float[][] slots = new float[optimizer.slots()][2];
    for (long step = 1; step <= 400; step++) {
      optimizer.step(step, w, new float[] {2 * (w[0] - 0.1f), 2 * (w[1] + 0.1f)}, slots);
    }
    assertThat(w[0]).isCloseTo(0.1f, within(0.05f));
    assertThat(w[1]).isCloseTo(-0.1f, within(0.05f));
  }
}
