package dev.carousel.optim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AdamTest extends OptimizerContract {
  @Override
  Optimizer optimizer() {
    return new Adam(0.01);
  }

  @Override
  double reference(long step, double value, double gradient, double[] memory) {
    return adam(step, value, gradient, memory);
  }

  static double adam(long step, double value, double g, double[] memory) {
    memory[0] = 0.9 * memory[0] + 0.1 * g;
    memory[1] = 0.999 * memory[1] + 0.001 * g * g;
    double m = memory[0] / (1 - Math.pow(0.9, (double) step));
    double v = memory[1] / (1 - Math.pow(0.999, (double) step));
    return value - 0.01 * m / (Math.sqrt(v) + 1e-8);
  }

  @Test
  void options() {
    assertThatThrownBy(() -> new Adam(0)).hasMessage("learning rate: 0.0, expected > 0");
    assertThatThrownBy(() -> new Adam(Double.NaN)).hasMessage("learning rate: NaN, expected > 0");
    assertThatThrownBy(() -> new Adam(0.1, 1, 0.9, 1e-8))
        .hasMessage("beta1: 1.0, expected 0 <= beta1 < 1");
    assertThatThrownBy(() -> new Adam(0.1, 0.9, -0.1, 1e-8))
        .hasMessage("beta2: -0.1, expected 0 <= beta2 < 1");
    assertThatThrownBy(() -> new Adam(0.1, 0.9, 0.9, 0)).hasMessage("epsilon: 0.0, expected > 0");
  }
}
