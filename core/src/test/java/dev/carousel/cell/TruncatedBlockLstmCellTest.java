package dev.carousel.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.cell.BlockLstmCell.Bias;
import dev.carousel.cell.BlockLstmCell.Wiring;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Input;
import dev.carousel.layer.Recurrent;
import dev.carousel.model.Sequential;
import dev.carousel.network.Network;
import dev.carousel.online.BlockBptt;
import dev.carousel.online.BlockNetwork;
import dev.carousel.online.BlockTopology;
import dev.carousel.online.OnlineLearner;
import dev.carousel.online.Squash;
import dev.carousel.online.TruncatedGradient;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The truncated gradient two ways: by stopping it on the tape, and by the forward accumulators of
 * the papers. They agree to the rounding of floats; so does the full one with back-propagation.
 */
class TruncatedBlockLstmCellTest {
  private static final int I = 3;
  private static final int K = 2;
  private static final int T = 11;
  private static final double ROUNDING = 3e-6;

  static Stream<Arguments> cells() {
    BlockLstmCell later = BlockLstmCell.of2000(2, 3);
    BlockTopology plain = BlockTopology.of(I, 2, 3, K);
    BlockTopology forget =
        plain
            .without(dev.carousel.online.Wiring.GATES_FEED)
            .with(
                dev.carousel.online.Wiring.FORGET_GATES,
                dev.carousel.online.Wiring.CELL_BIAS,
                dev.carousel.online.Wiring.GATE_BIAS);
    return Stream.of(
        Arguments.of(
            BlockLstmCell.of1997(2, 3).withWiring(new Wiring(false, true, true, Bias.NONE)), plain),
        Arguments.of(
            BlockLstmCell.of1997(3, 1),
            BlockTopology.of(I, 3, 1, K)
                .with(dev.carousel.online.Wiring.CELL_BIAS, dev.carousel.online.Wiring.GATE_BIAS)),
        Arguments.of(
            BlockLstmCell.of1997(3, 2).withWiring(new Wiring(false, true, true, false, Bias.GATES)),
            BlockTopology.of(I, 3, 2, K).with(dev.carousel.online.Wiring.GATE_BIAS)),
        Arguments.of(
            BlockLstmCell.of1997(2, 2).withWiring(new Wiring(false, false, true, false, Bias.NONE)),
            BlockTopology.of(I, 2, 2, K).without(dev.carousel.online.Wiring.OUTPUT_GATES)),
        Arguments.of(
            BlockLstmCell.of1997(2, 3).withWiring(new Wiring(true, true, true, false, Bias.ALL)),
            forget.with(dev.carousel.online.Wiring.GATES_FEED)),
        Arguments.of(later, forget),
        Arguments.of(
            later.withActivations(
                new LstmActivations(
                    CellActivation.LOGISTIC, CellActivation.RELU, CellActivation.HARD_SIGMOID)),
            forget.withSquash(Squash.RELU, Squash.HARD_LOGISTIC, Squash.LOGISTIC)),
        Arguments.of(
            later.withWiring(Wiring.OF_2000.withPeepholes()),
            forget.with(dev.carousel.online.Wiring.PEEPHOLES)),
        Arguments.of(
            later
                .withWiring(Wiring.OF_2000.withPeepholes())
                .withActivations(
                    new LstmActivations(
                        CellActivation.LOGISTIC, CellActivation.IDENTITY, CellActivation.IDENTITY)),
            forget
                .with(dev.carousel.online.Wiring.PEEPHOLES)
                .withSquash(Squash.IDENTITY, Squash.IDENTITY, Squash.LOGISTIC)));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void theTapeStoppedAgreesWithTheForwardAccumulators(BlockLstmCell cell, BlockTopology topology) {
    BlockNetwork network = new BlockNetwork(topology);
    compare(new TruncatedBlockLstmCell(cell), topology, network, new TruncatedGradient(network));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void theWholeTapeAgreesWithBackPropagation(BlockLstmCell cell, BlockTopology topology) {
    BlockNetwork network = new BlockNetwork(topology);
    compare(cell, topology, network, new BlockBptt(network));
  }

  /** Squared error at three steps, through a logistic output layer without biases. */
  private static void compare(
      Cell cell, BlockTopology topology, BlockNetwork network, OnlineLearner learner) {
    Tape tape = new Tape(Engine.of("scalar", 1), true);
    Map<String, Tensor> weights = new HashMap<>();
    cell.weights(I)
        .forEach((name, w) -> {
          long seed = 30L + weights.size();
          float[] values = Samples.values(seed, w.shape().size(), 0.9);
          weights.put(name, tape.variable(Tensor.of(values, w.shape().toArray())));
        });
    int h = cell.hiddenSize();
    weights.put("output", tape.variable(Samples.tensor(77, h, K)));
    Map<String, int[]> places = places(topology);
    weights.forEach((name, w) -> {
      for (int i = 0; i < w.shape().size(); i++) {
        network.weights()[places.get(name)[i]] = w.at(i);
      }
    });
    Tensor x = Samples.tensor(5, 1, T, I);
    float[][] targets = {{0.25f, 0.75f}, {1, 0}, {0.5f, 0.125f}};
    int[] at = {3, 4, T - 1};
    learnOnline(learner, x, at, targets);
    learnOnTape(tape, cell, x, at, targets, weights);
    weights.forEach((name, w) -> {
      float[] gradient = tape.gradient(w).toArray();
      double largest = 1e-2;
      for (float g : gradient) {
        largest = Math.max(largest, Math.abs(g));
      }
      for (int i = 0; i < gradient.length; i++) {
        assertThat((double) -gradient[i])
            .as("%s %d", name, i)
            .isCloseTo(learner.change()[places.get(name)[i]], within(ROUNDING * largest));
      }
    });
  }

  private static void learnOnline(OnlineLearner learner, Tensor x, int[] at, float[][] targets) {
    learner.start();
    for (int t = 0; t < T; t++) {
      double[] step = new double[I];
      for (int i = 0; i < I; i++) {
        step[i] = x.get(0, t, i);
      }
      learner.step(step);
      for (int n = 0; n < at.length; n++) {
        if (at[n] == t) {
          learner.learn(new double[] {targets[n][0], targets[n][1]});
        }
      }
    }
  }

  private static void learnOnTape(
      Tape tape, Cell cell, Tensor x, int[] at, float[][] targets, Map<String, Tensor> weights) {
    Tensor sequence = tape.constant(x);
    List<Tensor> state = new ArrayList<>();
    cell.stateSizes().forEach(n -> state.add(tape.zeros(Shape.of(1, n))));
    List<Tensor> now = state;
    Tensor loss = tape.zeros(Shape.of(1));
    for (int t = 0; t < T; t++) {
      now = cell.step(sequence.step(t), now, weights::get);
      for (int n = 0; n < at.length; n++) {
        if (at[n] == t) {
          Tensor none = tape.zeros(Shape.of(K));
          Tensor y = none.plusProduct(now.getFirst(), weights.get("output")).sigmoid();
          Tensor error = y.minus(tape.constant(Tensor.of(targets[n], 1, K)));
          loss = loss.plus(error.times(error).sum().times(0.5f).reshape(1));
        }
      }
    }
    tape.backward(loss);
  }

  /** Where each weight of the cell lies among those of the block network. */
  private static Map<String, int[]> places(BlockTopology t) {
    int cells = t.blocks() * t.cells();
    int gates = t.blocks() * t.gatesPerBlock();
    int hidden = cells + gates;
    int before = gates - (t.has(dev.carousel.online.Wiring.OUTPUT_GATES) ? t.blocks() : 0);
    int[] unit = new int[hidden]; // of each column: in, phi, cells, out here; in, phi, out, cells
    for (int c = 0; c < hidden; c++) {
      unit[c] = c < before ? c : c < before + cells ? gates + c - before : c - cells;
    }
    boolean feed = t.has(dev.carousel.online.Wiring.GATES_FEED);
    int recurrent = cells + (feed ? gates : 0);
    Map<String, int[]> places = new HashMap<>();
    places.put("input", rows(0, I, unit));
    places.put("recurrent", rows(I, recurrent, unit));
    int biases = (I + recurrent) * hidden;
    boolean all = t.has(dev.carousel.online.Wiring.CELL_BIAS);
    boolean some = t.has(dev.carousel.online.Wiring.GATE_BIAS);
    places.put("bias", all ? rows(I + recurrent, 1, unit) : from(biases, gates));
    int peepholes = biases + (all || some ? hidden : 0);
    int kinds = t.has(dev.carousel.online.Wiring.PEEPHOLES) ? t.gatesPerBlock() : 0;
    places.put("peepholes", from(peepholes, kinds * cells));
    places.put("output", from(peepholes + kinds * cells, cells * K));
    return places;
  }

  private static int[] rows(int first, int count, int[] unit) {
    int[] places = new int[count * unit.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = (first + i / unit.length) * unit.length + unit[i % unit.length];
    }
    return places;
  }

  private static int[] from(int first, int count) {
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      places[i] = first + i;
    }
    return places;
  }

  @Test
  void computesAndIsSavedAsTheCellItself(@TempDir Path folder) throws IOException {
    BlockLstmCell cell = BlockLstmCell.of1997(2, 2).withWiring(Wiring.OF_1997.withPeepholes());
    Engine engine = Engine.of("scalar", 1);
    Sequential model = model(new TruncatedBlockLstmCell(cell), engine);
    Tensor x = Samples.tensor(2, 3, 7, I);
    assertThat(Samples.bits(model.predict(x)))
        .isEqualTo(Samples.bits(model(cell, engine).predict(x)));
    Path file = folder.resolve("truncated.safetensors");
    model.save(file);
    Sequential loaded = Sequential.load(file);
    assertThat(loaded.network().graph()).isEqualTo(model.network().graph());
  }

  private static Sequential model(Cell cell, Engine engine) {
    List<Recurrent> layers = List.of(Recurrent.of(cell).returnSequences());
    Network network = new Network(Input.anySequence(I), layers, 11);
    float[] values = network.parameters().values();
    System.arraycopy(Samples.values(4, values.length, 0.9), 0, values, 0, values.length);
    network.parameters().changed();
    return Sequential.of(network, engine);
  }
}
