package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.cell.Cell;
import dev.carousel.cell.GruCell;
import dev.carousel.cell.Initializers;
import dev.carousel.cell.LstmCell;
import dev.carousel.cell.RnnCell;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.RnnActivation;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A row of a batch gets the same bits as alone, at every place, and one step after the other the
 * same as the whole sequence.
 */
class RowsTest {
  private static final int T = 5;
  private static final List<Engine> ENGINES =
      List.of(Engine.of("scalar", 2), Engine.of("vector", 2));

  static Stream<Network> networks() {
    return Stream.of(
        network(1, Lstm.units(1)),
        network(3, Lstm.units(7).returnSequences(), Dense.units(2)),
        network(5, Lstm.units(17), Dropout.rate(0.5), dense(9, Activation.SOFTMAX)),
        network(2, Lstm.units(40).returnSequences(), dense(33, Activation.TANH), Lstm.units(3)),
        network(4, Dense.units(5), dense(6, Activation.RELU), dense(7, Activation.SIGMOID)),
        network(
            3, Recurrent.of(new Composed(new LstmCell(11, 1))).returnSequences(), Dense.units(3)),
        network(
            3, Lstm.units(5).returnSequences(), Recurrent.of(new Composed(new LstmCell(8, 0.5f)))),
        network(1, Gru.units(1)),
        network(3, Gru.units(17).returnSequences(), Gru.resetBefore(7)),
        network(2, Gru.resetBefore(40).returnSequences(), Gru.units(5), Dense.units(2)),
        network(3, Recurrent.of(new Composed(new GruCell(9, false))).returnSequences()),
        network(3, Recurrent.of(new Composed(new GruCell(9, true))), Dense.units(3)),
        network(1, SimpleRnn.units(1)),
        network(3, SimpleRnn.units(33).returnSequences(), relu(7)),
        network(2, relu(40).returnSequences(), SimpleRnn.units(5)),
        network(3, Recurrent.of(new Composed(new RnnCell(9, RnnActivation.RELU)))),
        network(2, Recurrent.of(new TwoBack(6)).returnSequences()));
  }

  private static Recurrent relu(int units) {
    return SimpleRnn.units(units, RnnActivation.RELU);
  }

  /** h = tanh(x W + h2 U) with the h of two steps before; the state it hands on is a view of h. */
  private record TwoBack(int hiddenSize) implements Cell {
    @Override
    public List<Integer> stateSizes() {
      return List.of(hiddenSize, hiddenSize);
    }

    @Override
    public Map<String, Weight> weights(int inputSize) {
      Shape w = Shape.of(inputSize, hiddenSize);
      Shape u = Shape.of(hiddenSize, hiddenSize);
      return new TreeMap<>(
          Map.of(
              "b", new Weight(Shape.of(hiddenSize), Initializers.zeros()),
              "u", new Weight(u, Initializers.orthogonal()),
              "w", new Weight(w, Initializers.glorotUniform())));
    }

    @Override
    public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
      Tensor pre =
          weights
              .get("b")
              .plusProduct(x, weights.get("w"))
              .plusProduct(state.get(1), weights.get("u"));
      return List.of(pre.tanh(), state.get(0));
    }
  }

  private static Dense dense(int units, Activation activation) {
    return Dense.units(units).withActivation(activation);
  }

  private static Network network(int input, Layer... layers) {
    return new Network(Input.sequence(T, input), List.of(layers), 3);
  }

  /** Output and gradient of the input, if the outputs weigh differently in the loss. */
  private static Tensor[] run(Engine engine, Network network, Tensor x, boolean backward) {
    Tape tape = new Tape(engine, backward);
    tape.reset(new Randomness(1, 1));
    Tensor on = tape.variable(x);
    Tensor y = network.apply(tape, on);
    if (!backward) {
      return new Tensor[] {y};
    }
    int one = network.output().size();
    Tensor weights = Tensor.of(Samples.values(8, one, 1), network.output().toArray());
    tape.backward(y.times(tape.constant(weights)).sum());
    return new Tensor[] {y, tape.gradient(on)};
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aBatchEqualsItsRows(Network network) {
    boolean hasDropout =
        network.graph().nodes().stream().anyMatch(node -> node.layer() instanceof Dropout);
    for (Engine engine : ENGINES) {
      for (int batch : new int[] {1, 2, 3, 5, 6, 8, 10, 13}) {
        Tensor x = Samples.tensor(batch, batch, T, network.input().features());
        checkRows(engine, network, x, !hasDropout);
      }
    }
  }

  private static void checkRows(Engine engine, Network network, Tensor x, boolean backward) {
    Tensor[] whole = run(engine, network, x, backward);
    for (int r = 0; r < x.shape().at(0); r++) {
      Tensor[] alone = run(engine, network, Samples.row(x, r), backward);
      for (int part = 0; part < whole.length; part++) {
        assertThat(Samples.bits(Samples.row(whole[part], r)))
            .as("%s, row %d of %s, part %d", network.graph().nodes(), r, x.shape(), part)
            .isEqualTo(Samples.bits(alone[part]));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aStreamEqualsTheSequence(Network network) {
    for (Engine engine : ENGINES) {
      for (int seed = 1; seed <= 2; seed++) {
        checkStream(engine, network, Samples.tensor(seed, 1, T, network.input().features()));
      }
    }
  }

  private static void checkStream(Engine engine, Network network, Tensor x) {
    boolean sequences = network.output().rank() == 2;
    int last = network.output().last();
    float[] y = run(engine, network, x, false)[0].toArray();
    var stream = network.stream(engine);
    stream.step(Samples.values(5, network.input().features(), 1)); // to be forgotten
    stream.reset();
    for (int t = 0; t < T; t++) {
      float[] out = stream.step(step(x, t));
      if (sequences || t == T - 1) {
        int at = sequences ? t * last : 0;
        assertThat(Samples.bits(out))
            .as("%s, %s, step %d", network.graph().nodes(), engine.kernels().name(), t)
            .isEqualTo(Samples.bits(Arrays.copyOfRange(y, at, at + last)));
      }
    }
  }

  private static float[] step(Tensor x, int t) {
    int n = x.shape().at(2);
    return Arrays.copyOfRange(x.toArray(), t * n, (t + 1) * n);
  }
}
