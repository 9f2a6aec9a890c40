package dev.carousel.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SgdTest extends OptimizerContract {
  @Override
  Optimizer optimizer() {
    return new Sgd(0.05);
  }

  @Override
  double reference(long step, double value, double gradient, double[] memory) {
    return value - 0.05 * gradient;
  }

  @Test
  void options() {
    assertThatThrownBy(() -> new Sgd(Double.POSITIVE_INFINITY))
        .hasMessage("learning rate: Infinity, expected > 0");
    assertThatThrownBy(() -> new Sgd(0.1, 1))
        .hasMessage("momentum: 1.0, expected 0 <= momentum < 1");
    assertThat(new Sgd(0.1).slots()).isZero();
  }
}
