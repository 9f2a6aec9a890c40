package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.kernel.Engine;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dropout: how many it takes, what is left, and that its mask depends on step and name alone. */
class DropoutTest {
  private static final Engine ENGINE = Engine.of("auto", 1);

  /** Output, and gradient of its sum, of two dropout layers in a row or one. */
  private static float[][] run(int layers, float rate, Randomness step, boolean training) {
    List<Layer> all = java.util.Collections.nCopies(layers, Dropout.rate(rate));
    Network network = new Network(Input.sequence(40, 50), all, 1);
    Tape tape = new Tape(ENGINE, training);
    tape.reset(step);
    float[] ones = new float[10 * 40 * 50];
    Arrays.fill(ones, 1);
    Tensor x = tape.variable(Tensor.of(ones, 10, 40, 50));
    Tensor y = network.apply(tape, x);
    if (training) {
      tape.backward(y.sum());
    }
    return new float[][] {y.toArray(), tape.gradient(x).toArray()};
  }

  @ParameterizedTest
  @ValueSource(floats = {0.1f, 0.5f, 0.8f})
  void keepsTheMean(float rate) {
    float[][] result = run(1, rate, new Randomness(3, 4), true);
    int dropped = 0;
    for (float y : result[0]) {
      assertThat(y == 0 || Math.abs(y - 1 / (1 - rate)) < 1e-5).isTrue();
      dropped += y == 0 ? 1 : 0;
    }
    double n = result[0].length;
    assertThat(dropped / n).isCloseTo(rate, within(5 * Math.sqrt(rate * (1 - rate) / n)));
    assertThat(result[1]).as("gradient of a sum is the mask").isEqualTo(result[0]);
  }

  @Test
  void theMaskIsAFunctionOfStepAndName() {
    Randomness step = new Randomness(3, 0).named("dropout").numbered(17);
    float[] one = run(1, 0.5f, step, true)[0];
    assertThat(run(1, 0.5f, step, true)[0]).isEqualTo(one);
    assertThat(run(1, 0.5f, new Randomness(3, 0).named("dropout").numbered(18), true)[0])
        .isNotEqualTo(one);
    float[] two = run(2, 0.5f, step, true)[0]; // dropout_1, then dropout_2
    int both = 0;
    for (int i = 0; i < two.length; i++) {
      assertThat(two[i] != 0 && one[i] == 0).as("the first mask is there").isFalse();
      both += two[i] != 0 ? 1 : 0;
    }
    assertThat((double) both / two.length).as("the second differs").isCloseTo(0.25, within(0.02));
  }

  @Test
  void inferenceAndRateZeroChangeNothing() {
    float[] ones = new float[20_000];
    Arrays.fill(ones, 1);
    assertThat(run(2, 0.5f, new Randomness(1, 1), false)[0]).isEqualTo(ones);
    assertThat(run(1, 0, new Randomness(1, 1), true)[0]).isEqualTo(ones);
  }

  @Test
  void aLayerByItselfInEveryNetworkStartsFromItsName() {
    Network network = new Network(Input.sequence(3, 2), List.of(Lstm.units(2), Dense.units(1)), 9);
    Network longer =
        new Network(
            Input.sequence(3, 2), List.of(Lstm.units(2), Dense.units(1), Dense.units(4)), 9);
    assertThat(network.places()).extracting(Place::name).containsExactly("lstm_1", "dense_1");
    assertThat(Samples.bits(longer.parameters().get("lstm_1/recurrent").toArray()))
        .isEqualTo(Samples.bits(network.parameters().get("lstm_1/recurrent").toArray()));
  }
}
