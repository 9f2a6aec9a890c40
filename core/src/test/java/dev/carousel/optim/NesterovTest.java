package dev.carousel.optim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NesterovTest extends OptimizerContract {
  @Override
  Optimizer optimizer() {
    return Sgd.nesterov(0.02, 0.9);
  }

  @Override
  double reference(long step, double value, double gradient, double[] memory) {
    memory[0] = 0.9 * memory[0] + gradient;
    return value - 0.02 * (gradient + 0.9 * memory[0]);
  }

  @Test
  void options() {
    assertThatThrownBy(() -> new Sgd(0.1, 0, true))
        .hasMessage("nesterov without momentum, expected momentum > 0");
  }
}
