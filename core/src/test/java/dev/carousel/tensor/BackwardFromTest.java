package dev.carousel.tensor;

import static dev.carousel.tensor.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.kernel.Engine;
import dev.carousel.random.Randomness;
import org.junit.jupiter.api.Test;

/** Going back from a tensor of any shape, whose gradient is given. */
class BackwardFromTest {
  private final Tape tape = new Tape(Engine.of("auto", 1), true);

  private record Gradients(float[] x, float[] w) {}

  private Gradients gradients(boolean given) {
    tape.reset(new Randomness(0, 0));
    Tensor x = tape.variable(tensor(1, 4, 3));
    Tensor w = tape.variable(tensor(2, 3, 5));
    Tensor y = tape.zeros(Shape.of(5)).plusProduct(x, w);
    Tensor dY = tape.constant(tensor(3, 4, 5));
    if (given) {
      tape.backward(y, dY);
    } else {
      tape.backward(y.times(dY).sum());
    }
    return new Gradients(tape.gradient(x).toArray(), tape.gradient(w).toArray());
  }

  @Test
  void isTheSameAsFromTheSumOfTheProduct() {
    Gradients composed = gradients(false);
    assertThat(composed.x).doesNotContain(0f);
    assertThat(gradients(true)).usingRecursiveComparison().isEqualTo(composed);
  }

  @Test
  void addsToWhatFlowsInFromElsewhere() {
    Tensor x = tape.variable(tensor(1, 4));
    tape.backward(x.reshape(2, 2), tape.constant(tensor(2, 2, 2)));
    float[] once = tape.gradient(x).toArray();
    tape.backward(x.reshape(2, 2), tape.constant(tensor(2, 2, 2)));
    for (int i = 0; i < once.length; i++) {
      assertThat(tape.gradient(x).toArray()[i]).isEqualTo(2 * once[i]);
    }
  }

  @Test
  void anotherShapeIsRefusedWithBoth() {
    Tensor x = tape.variable(tensor(1, 4));
    assertThatThrownBy(() -> tape.backward(x, tape.constant(tensor(2, 2, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("backward from shape (4) got a gradient of shape (2, 2)");
  }

  @Test
  void aTapeForInferenceDoesNotGoBack() {
    Tape inference = new Tape(Engine.of("auto", 1), false);
    Tensor x = inference.constant(tensor(1, 4));
    assertThatThrownBy(() -> inference.backward(x, x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("made for inference");
  }
}
