package dev.carousel.optim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AdamWTest extends OptimizerContract {
  @Override
  Optimizer optimizer() {
    return new AdamW(0.01, 0.1);
  }

  @Override
  double reference(long step, double value, double gradient, double[] memory) {
    return AdamTest.adam(step, value - 0.01 * 0.1 * value, gradient, memory);
  }

  @Test
  void options() {
    assertThatThrownBy(() -> new AdamW(0.1, -1)).hasMessage("weight decay: -1.0, expected >= 0");
    assertThatThrownBy(() -> new AdamW(-0.1, 1)).hasMessage("learning rate: -0.1, expected > 0");
  }
}
