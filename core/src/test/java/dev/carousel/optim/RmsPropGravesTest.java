package dev.carousel.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RmsPropGravesTest extends OptimizerContract {
  @Override
  Optimizer optimizer() {
    return RmsProp.graves(0.001);
  }

  @Override
  double reference(long step, double value, double gradient, double[] memory) {
    memory[0] = 0.95 * memory[0] + 0.05 * gradient * gradient;
    memory[1] = 0.95 * memory[1] + 0.05 * gradient;
    double spread = memory[0] - memory[1] * memory[1];
    memory[2] = 0.9 * memory[2] - 0.001 * gradient / Math.sqrt(spread + 1e-4);
    return value + memory[2];
  }

  /** A gradient that never changes has no spread; rounding must not make it a root of less. */
  @Test
  void constantGradients() {
    for (float g : new float[] {1e-3f, 0.1f, 0.7f, 3, 1e4f}) {
      Optimizer optimizer = optimizer();
      float[] value = {1};
      float[][] slots = new float[optimizer.slots()][1];
      for (long step = 1; step <= 2000; step++) {
        optimizer.step(step, value, new float[] {g}, slots);
        assertThat(value[0]).as("gradient %s, step %d", g, step).isFinite();
      }
    }
  }

  /** Should a square ever be less than that of the mean, epsilon alone divides. */
  @Test
  void aNegativeSpreadCountsAsNone() {
    float[] value = {1};
    float[][] slots = {{0.5f}, {1}, {0}};
    optimizer().step(1, value, new float[] {1}, slots);
    assertThat(value[0]).isCloseTo(1 - 0.001f / 0.01f, within(1e-6f));
  }
}
