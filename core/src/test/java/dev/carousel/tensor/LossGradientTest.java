package dev.carousel.tensor;

import static dev.carousel.tensor.GradientCheck.check;
import static dev.carousel.tensor.Samples.tensor;

import dev.carousel.loss.Loss;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every loss, on a dense layer's output, in double. */
class LossGradientTest {
  @Test
  void ofADenseLayer() {
    List<Loss> losses =
        List.of(
            Loss.MEAN_SQUARED_ERROR,
            Loss.MEAN_ABSOLUTE_ERROR,
            Loss.SIGMOID_CROSS_ENTROPY,
            Loss.SOFTMAX_CROSS_ENTROPY,
            Loss.huber(0.3),
            Loss.pinball(0.2));
    Tensor target = Samples.distributions(9, 6, 5);
    for (Loss loss : losses) {
      check(
          loss.name(),
          in ->
              loss.mean(
                  in.get(0).plusProduct(in.get(1), in.get(2)), GradientCheckTest.onOps(in, target)),
          tensor(1, 5),
          tensor(2, 6, 3),
          tensor(3, 3, 5));
    }
  }
}
