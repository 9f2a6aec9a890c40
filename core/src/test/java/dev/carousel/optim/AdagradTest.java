package dev.carousel.optim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AdagradTest extends OptimizerContract {
  @Override
  Optimizer optimizer() {
    return new Adagrad(0.02, 0.01, 0.3, 1e-10);
  }

  @Override
  double reference(long step, double value, double gradient, double[] memory) {
    memory[0] += gradient * gradient;
    double rate = 0.02 / (1 + (step - 1) * 0.01);
    return value - rate * gradient / (Math.sqrt(0.3 + memory[0]) + 1e-10);
  }

  @Test
  void options() {
    assertThatThrownBy(() -> new Adagrad(-1)).hasMessage("learning rate: -1.0, expected > 0");
    assertThatThrownBy(() -> new Adagrad(1, -1, 0, 1))
        .hasMessage("rate decay: -1.0, expected >= 0");
    assertThatThrownBy(() -> new Adagrad(1, 0, Double.NaN, 1))
        .hasMessage("initial sum: NaN, expected >= 0");
    assertThatThrownBy(() -> new Adagrad(1, 0, 0, 0)).hasMessage("epsilon: 0.0, expected > 0");
  }
}
