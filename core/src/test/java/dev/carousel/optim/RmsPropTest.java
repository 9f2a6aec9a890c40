package dev.carousel.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.tensor.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class RmsPropTest extends OptimizerContract {
  @Override
  Optimizer optimizer() {
    return new RmsProp(0.003);
  }

  @Override
  double reference(long step, double value, double gradient, double[] memory) {
    memory[0] = 0.9 * memory[0] + 0.1 * gradient * gradient;
    return value - 0.003 * gradient / (Math.sqrt(memory[0]) + 1e-8);
  }

  @Test
  void options() {
    assertThatThrownBy(() -> new RmsProp(0)).hasMessage("learning rate: 0.0, expected > 0");
    assertThatThrownBy(() -> new RmsProp(0.1).withDecay(1))
        .hasMessage("decay: 1.0, expected 0 <= decay < 1");
    assertThatThrownBy(() -> new RmsProp(0.1).withMomentum(-1))
        .hasMessage("momentum: -1.0, expected 0 <= momentum < 1");
    assertThatThrownBy(() -> new RmsProp(0.1, 0.9, 0, 0, false, false))
        .hasMessage("epsilon: 0.0, expected > 0");
    assertThat(new RmsProp()).isEqualTo(new RmsProp(0.001, 0.9, 0, 1e-8, false, false));
    assertThat(new RmsProp().slots()).isEqualTo(1);
    assertThat(RmsProp.graves(1).slots()).isEqualTo(3);
  }

  /** With the momentum slot alone, and the mean's alone: each has its own place. */
  @Test
  void everyOptionChangesTheStep() {
    List<RmsProp> all =
        List.of(
            new RmsProp(0.1),
            new RmsProp(0.1).withDecay(0.5),
            new RmsProp(0.1).withMomentum(0.5),
            new RmsProp(0.1, 0.9, 0, 0.1, false, false),
            new RmsProp(0.1, 0.9, 0, 0.1, false, true),
            new RmsProp(0.1, 0.9, 0, 0.1, true, false),
            new RmsProp(0.1, 0.9, 0.5, 0.1, true, false));
    assertThat(all.stream().map(RmsPropTest::afterThreeSteps).distinct()).hasSize(all.size());
  }

  private static float afterThreeSteps(Optimizer optimizer) {
    float[] value = {1};
    float[][] slots = new float[optimizer.slots()][1];
    for (long step = 1; step <= 3; step++) {
      optimizer.step(step, value, Samples.values(step, 1, 1), slots);
    }
    return value[0];
  }
}
