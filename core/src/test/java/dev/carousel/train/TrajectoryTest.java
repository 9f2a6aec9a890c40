package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.data.Examples;
import dev.carousel.file.SafetensorsFile;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.optim.AdamW;
import dev.carousel.optim.Optimizer;
import dev.carousel.optim.Sgd;
import dev.carousel.tensor.Golden;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten steps of training by the whole machinery, loss by loss as libtorch has them. */
class TrajectoryTest {
  private static final Map<String, Optimizer> OPTIMIZERS =
      Map.of(
          "adam", new Adam(0.01),
          "adamw", new AdamW(0.01, 0.1),
          "sgd-momentum", new Sgd(0.05, 0.9));

  private static final Map<String, String> NAMES =
      Map.of(
          "lstm_1/input", "lstm.weight_ih",
          "lstm_1/recurrent", "lstm.weight_hh",
          "lstm_1/bias", "lstm.bias",
          "dense_1/kernel", "head.weight",
          "dense_1/bias", "head.bias");

  @ParameterizedTest
  @ValueSource(strings = {"adam", "adamw", "sgd-momentum"})
  void tenLossesAndTheFinalWeights(String name) {
    SafetensorsFile fixture = Golden.read("train/train-" + name);
    Network network = new Network(Input.sequence(6, 3), List.of(Lstm.units(8), Dense.units(1)), 1);
    for (Parameter p : network.parameters().all()) {
      float[] values = ours(p, fixture.tensor(NAMES.get(p.name())).floats());
      System.arraycopy(values, 0, network.parameters().values(), p.offset(), values.length);
    }
    network.parameters().changed();
    Examples examples =
        Examples.of(
            Tensor.of(fixture.floats("x", 4, 6, 3), 4, 6, 3),
            Tensor.of(fixture.floats("y", 4, 1), 4, 1));

    History history =
        new Trainer(
                network,
                OPTIMIZERS.get(name),
                Loss.MEAN_SQUARED_ERROR,
                Engine.of("auto", 1),
                Fit.epochs(10).batchSize(4).inOrder(),
                examples)
            .run();

    float[] losses = new float[10];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = (float) history.epochs().get(i).loss();
    }
    double[] expected = fixture.doubles("losses", 10);
    Golden.assertClose("losses", losses, expected);
    assertThat(expected[9]).as("it learns").isLessThan(0.9 * expected[0]);
    for (Parameter p : network.parameters().all()) {
      double[] last = fixture.tensor("final." + NAMES.get(p.name())).doubles();
      Golden.assertClose(p.name(), theirs(p, p.toArray()), last);
    }
  }

  private static float[] ours(Parameter p, float[] theirs) {
    return p.shape().rank() == 2
        ? Golden.transposed(theirs, p.shape().at(1), p.shape().at(0))
        : theirs;
  }

  private static float[] theirs(Parameter p, float[] ours) {
    return p.shape().rank() == 2 ? Golden.transposed(ours, p.shape().at(0), p.shape().at(1)) : ours;
  }
}
