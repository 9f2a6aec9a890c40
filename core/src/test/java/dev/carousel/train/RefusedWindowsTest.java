package dev.carousel.train;

import static dev.carousel.train.UnevenSequences.ENGINE;
import static dev.carousel.train.UnevenSequences.N;
import static dev.carousel.train.UnevenSequences.TIME;
import static dev.carousel.train.UnevenSequences.network;
import static dev.carousel.train.UnevenSequences.trained;
import static dev.carousel.train.UnevenSequences.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.data.Examples;
import dev.carousel.layer.Bidirectional;
import dev.carousel.layer.Dense;
import dev.carousel.layer.GlobalAveragePooling;
import dev.carousel.layer.GlobalMaxPooling;
import dev.carousel.layer.Input;
import dev.carousel.layer.LastStep;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Lstm;
import dev.carousel.layer.Port;
import dev.carousel.layer.SimpleRnn;
import dev.carousel.loss.Loss;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Networks that cannot be trained in windows of the sequences. */
class RefusedWindowsTest {
  @Test
  void aStateThatIsGivenIsRefusedInWindows() {
    Port x = Port.input("x", Input.anySequence(3));
    Port from = Port.input("s", Input.anySequence(4));
    Port state = new LastStep().on(from);
    Port out = Dense.units(2).on(Lstm.units(4).returnSequences().on(x, state, state));
    Network network = new Network(Graph.of(List.of(x, from), List.of(out)), 1);
    Examples examples =
        Examples.of(
            List.of(Samples.tensor(1, N, TIME, 3), Samples.tensor(3, N, TIME, 4)),
            List.of(Samples.tensor(2, N, TIME, 2)));
    Loss loss = Loss.MEAN_SQUARED_ERROR;
    assertThatThrownBy(() -> trained(network, loss, Fit.epochs(1).truncate(4), examples))
        .hasMessageStartingWith(
            "truncated backpropagation: lstm_1 begins with a state it is given");
    assertThat(weights(network, loss, Fit.epochs(1), examples)).doesNotContain(Float.NaN);
  }

  @Test
  void whatNeedsAllStepsIsRefusedInWindows() {
    Tensor x = Samples.tensor(1, N, TIME, 3);
    Examples examples = Examples.of(x, Samples.tensor(2, N, 2));
    Fit fit = Fit.epochs(1).truncate(4);
    Layer all = SimpleRnn.units(4).returnSequences();
    for (Layer pooling : List.of(new GlobalAveragePooling(), new GlobalMaxPooling())) {
      Network network = network(Input.anySequence(3), all, pooling, Dense.units(2));
      assertThatThrownBy(() -> trained(network, Loss.MEAN_SQUARED_ERROR, fit, examples))
          .hasMessageStartingWith("truncated backpropagation: global_")
          .hasMessageContaining("is over all steps of a sequence");
    }
    Network both = network(Input.anySequence(3), Bidirectional.of(Lstm.units(3)), Dense.units(2));
    assertThatThrownBy(() -> trained(both, Loss.MEAN_SQUARED_ERROR, fit, examples))
        .hasMessageStartingWith("truncated backpropagation: bidirectional_1 reads a sequence from");
    assertThat(new Evaluator(both, ENGINE).loss(Loss.MEAN_SQUARED_ERROR, examples))
        .isCloseTo(1, within(2.0));
  }
}
