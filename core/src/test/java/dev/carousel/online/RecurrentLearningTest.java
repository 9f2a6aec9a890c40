package dev.carousel.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.BadInput;
import dev.carousel.random.Randomness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conventional recurrent networks: forward, backward and with real-time recurrent learning. */
class RecurrentLearningTest {
  private static final int STEPS = 7;
  private static final double NUDGE = 1e-5;

  static List<RecurrentTopology> topologies() {
    return List.of(
        RecurrentTopology.of(3, 4, 2, Readout.UNITS),
        RecurrentTopology.of(2, 0, 3, Readout.UNITS),
        RecurrentTopology.of(5, 3, 2, Readout.HIDDEN),
        RecurrentTopology.of(4, 1, 4, Readout.HIDDEN_AND_INPUTS),
        new RecurrentTopology(2, 5, 1, Readout.HIDDEN, true, Squash.TANH, Squash.IDENTITY),
        new RecurrentTopology(
            3, 2, 3, Readout.HIDDEN_AND_INPUTS, true, Squash.BIPOLAR, Squash.WIDE),
        new RecurrentTopology(1, 2, 2, Readout.UNITS, true, Squash.TANH, Squash.LOGISTIC));
  }

  private static RecurrentNetwork network(RecurrentTopology topology) {
    return RecurrentNetwork.random(topology, 1.3, new Randomness(6, 2));
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void outputsAreThoseOfTheEquations(RecurrentTopology topology) {
    RecurrentNetwork network = network(topology);
    double[][] x = BlockCases.random(STEPS, topology.inputs(), 1);
    double[][] expected = outputs(topology, network.weights(), x);
    NetworkRun run = network.run();
    for (int round = 0; round < 2; round++) {
      run.start();
      for (int t = 0; t < STEPS; t++) {
        run.step(x[t]);
        assertThat(run.outputs()).containsExactly(expected[t], within(1e-14));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void changeIsMinusTheGradient(RecurrentTopology topology) {
    RecurrentNetwork network = network(topology);
    double[][] x = BlockCases.random(STEPS, topology.inputs(), 2);
    double[][] targets = BlockCases.targets(STEPS, topology.outputs());
    OnlineLearner learner = RecurrentBptt.full(network);
    BlockCases.present(learner, x, targets);
    double[] w = network.weights().clone();
    for (int i = 0; i < w.length; i++) {
      double kept = w[i];
      w[i] = kept + NUDGE;
      double above = error(topology, w, x, targets);
      w[i] = kept - NUDGE;
      double below = error(topology, w, x, targets);
      w[i] = kept;
      double expected = (below - above) / (2 * NUDGE);
      assertThat(learner.change()[i])
          .as("weight %d", i)
          .isCloseTo(expected, within(3e-9 * (1 + Math.abs(expected))));
    }
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void realTimeRecurrentLearningEqualsBackPropagation(RecurrentTopology topology) {
    RecurrentNetwork network = network(topology);
    double[][] targets = BlockCases.targets(STEPS, topology.outputs());
    OnlineLearner back = RecurrentBptt.full(network);
    OnlineLearner forth = RealTimeRecurrentLearning.of(network);
    for (int n = 0; n < 2; n++) {
      double[][] x = BlockCases.random(STEPS, topology.inputs(), n);
      BlockCases.present(back, x, targets);
      BlockCases.present(forth, x, targets);
    }
    assertThat(forth.change()).containsExactly(back.change(), within(1e-13));
  }

  @ParameterizedTest
  @MethodSource("dev.carousel.online.BlockCases#topologies")
  void soItDoesOverMemoryCellBlocks(BlockTopology topology) {
    BlockNetwork network = BlockCases.network(topology);
    double[][] targets = BlockCases.targets(STEPS, topology.outputs());
    OnlineLearner back = new BlockBptt(network);
    OnlineLearner forth = RealTimeRecurrentLearning.of(network);
    for (int n = 0; n < 2; n++) {
      double[][] x = BlockCases.random(STEPS, topology.inputs(), n);
      BlockCases.present(back, x, targets);
      BlockCases.present(forth, x, targets);
    }
    assertThat(forth.change()).containsExactly(back.change(), within(1e-13));
  }

  /** One step back is the gradient with the units of the step before held. */
  @Test
  void oneStepTakesTheStepBeforeAsInput() {
    RecurrentTopology topology =
        new RecurrentTopology(2, 3, 2, Readout.HIDDEN, true, Squash.TANH, Squash.LOGISTIC);
    RecurrentNetwork network = network(topology);
    double[][] x = BlockCases.random(STEPS, 2, 3);
    double[][] targets = BlockCases.targets(STEPS, 2);
    OnlineLearner one = RecurrentBptt.oneStep(network);
    BlockCases.present(one, x, targets);
    double[] sum = new double[network.weights().length];
    for (int t = 0; t < STEPS; t++) {
      if (targets[t] != null) {
        OnlineLearner fresh = RecurrentBptt.oneStep(network);
        fresh.start();
        for (int s = 0; s <= t; s++) {
          fresh.step(x[s]);
        }
        fresh.learn(targets[t]);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += fresh.change()[i];
        }
      }
    }
    assertThat(one.change()).containsExactly(sum, within(1e-14));
    OnlineLearner whole = RecurrentBptt.full(network);
    BlockCases.present(whole, new double[][] {x[0]}, new double[][] {{0.2, 0.9}});
    OnlineLearner first = RecurrentBptt.oneStep(network);
    BlockCases.present(first, new double[][] {x[0]}, new double[][] {{0.2, 0.9}});
    assertThat(first.change()).containsExactly(whole.change());
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void oneHotStepsEqualDenseOnes(RecurrentTopology topology) {
    RecurrentNetwork network = network(topology);
    NetworkRun dense = network.run();
    NetworkRun sparse = network.run();
    for (int t = 0; t < STEPS; t++) {
      double[] x = new double[topology.inputs()];
      x[t % x.length] = 1;
      dense.step(x);
      sparse.step(t % x.length);
      assertThat(sparse.outputs()).containsExactly(dense.outputs(), within(1e-15));
    }
  }

  /** The nets of Tables 1 and 2: about 170, 494 and 435 weights, and 36, 144 and 10,404. */
  @Test
  void weightCountsAreThoseOfThePaper() {
    assertThat(RecurrentTopology.of(7, 3, 7, Readout.UNITS).weightCount()).isEqualTo(170);
    assertThat(RecurrentTopology.of(7, 12, 7, Readout.UNITS).weightCount()).isEqualTo(494);
    assertThat(RecurrentTopology.of(7, 15, 7, Readout.HIDDEN).weightCount()).isEqualTo(435);
    Readout both = Readout.HIDDEN_AND_INPUTS;
    assertThat(RecurrentTopology.of(5, 1, 5, both).weightCount()).isEqualTo(36);
    assertThat(RecurrentTopology.of(11, 1, 11, both).weightCount()).isEqualTo(144);
    assertThat(RecurrentTopology.of(101, 1, 101, both).weightCount()).isEqualTo(10_404);
  }

  @Test
  void badSizesAreRefused() {
    assertThatThrownBy(() -> RecurrentTopology.of(0, 2, 1, Readout.HIDDEN))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("0 inputs");
  }

  private static double error(
      RecurrentTopology topology, double[] w, double[][] x, double[][] targets) {
    double[][] outputs = outputs(topology, w, x);
    double error = 0;
    for (int t = 0; t < x.length; t++) {
      for (int k = 0; targets[t] != null && k < topology.outputs(); k++) {
        error += (targets[t][k] - outputs[t][k]) * (targets[t][k] - outputs[t][k]) / 2;
      }
    }
    return error;
  }

  /** The equations once more, unit by unit. */
  private static double[][] outputs(RecurrentTopology topology, double[] w, double[][] x) {
    boolean pool = topology.readout() == Readout.UNITS;
    int units = topology.hidden() + (pool ? topology.outputs() : 0);
    double[] y = new double[units];
    double[][] outputs = new double[x.length][topology.outputs()];
    for (int t = 0; t < x.length; t++) {
      double[] z = join(x[t], y, topology.biased());
      y = layer(w, 0, z, units, topology.unit());
      if (pool) {
        System.arraycopy(y, topology.hidden(), outputs[t], 0, topology.outputs());
      } else {
        boolean direct = topology.readout() == Readout.HIDDEN_AND_INPUTS;
        double[] seen = join(direct ? x[t] : new double[0], y, topology.biased());
        outputs[t] = layer(w, z.length * units, seen, topology.outputs(), topology.output());
      }
    }
    return outputs;
  }

  private static double[] join(double[] a, double[] b, boolean one) {
    double[] all = new double[a.length + b.length + (one ? 1 : 0)];
    System.arraycopy(a, 0, all, 0, a.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    if (one) {
      all[all.length - 1] = 1;
    }
    return all;
  }

  private static double[] layer(double[] w, int from, double[] z, int units, Squash squash) {
    double[] y = new double[units];
    for (int u = 0; u < units; u++) {
      for (int m = 0; m < z.length; m++) {
        y[u] += w[from + m * units + u] * z[m];
      }
      y[u] = squash(squash, y[u]);
    }
    return y;
  }

  private static double squash(Squash which, double x) {
    double f = 1 / (1 + StrictMath.exp(-x));
    return switch (which) {
      case LOGISTIC -> f;
      case BIPOLAR -> 2 * f - 1;
      case WIDE -> 4 * f - 2;
      case TANH -> StrictMath.tanh(x);
      case IDENTITY -> x;
      case HARD_LOGISTIC -> Math.clamp(x / 6 + 0.5, 0, 1);
      case HARD_TANH -> Math.clamp(x, -1, 1);
      case RELU -> Math.max(x, 0);
    };
  }

  @Test
  void whatDoesNotFitIsRefused() {
    BlockNetwork blocks = BlockCases.network(BlockTopology.of(7, 2, 1, 3));
    RecurrentTopology small = RecurrentTopology.of(7, 2, 3, Readout.HIDDEN);
    RecurrentNetwork units = RecurrentNetwork.random(small, 0.2, new Randomness(1, 1));
    for (OnlineLearner learner :
        List.of(
            new TruncatedGradient(blocks),
            new BlockBptt(blocks),
            RealTimeRecurrentLearning.of(blocks),
            RealTimeRecurrentLearning.of(units),
            RecurrentBptt.full(units))) {
      learner.start();
      refused(() -> learner.step(7), "input 7: expected 0 to 6");
      refused(() -> learner.step(-1), "input -1");
      refused(() -> learner.step(new double[9]), "inputs of a step: found 9, expected 7");
      double[] odd = {0, 0, Double.NaN, 0, 0, 0, 0};
      refused(() -> learner.step(odd), "number 2 is NaN");
      learner.step(6);
      refused(() -> learner.learn(new double[2]), "targets of a step: found 2, expected 3");
    }
    assertThatThrownBy(() ->
            BlockTopology.of(1, 1, 1, 1)
                .withSquash(Squash.TANH, Squash.TANH, Squash.IDENTITY)
                .withError(OutputError.CROSS_ENTROPY))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("found IDENTITY output units, expected LOGISTIC ones");
  }

  private static void refused(Runnable run, String part) {
    assertThatThrownBy(run::run).isInstanceOf(BadInput.class).hasMessageContaining(part);
  }
}
