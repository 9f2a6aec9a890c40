package dev.carousel.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The forward accumulators against differences of a reference that is written anew. */
class TruncatedGradientTest {
  private static final int STEPS = 7;
  private static final double NUDGE = 1e-5;

  @ParameterizedTest
  @MethodSource("dev.carousel.online.BlockCases#topologies")
  void outputsAreThoseOfTheReference(BlockTopology topology) {
    BlockNetwork network = BlockCases.network(topology);
    double[][] x = BlockCases.random(STEPS, topology.inputs(), 1);
    ReferenceBlocks reference = new ReferenceBlocks(topology);
    reference.error(network.weights(), x, new double[STEPS][]);
    NetworkRun run = network.run();
    for (int round = 0; round < 2; round++) {
      run.start();
      for (int t = 0; t < STEPS; t++) {
        run.step(x[t]);
        assertThat(run.outputs()).containsExactly(reference.outputs[t], within(1e-14));
      }
    }
  }

  /** Error that is not allowed back into the step before: what units saw of it is held constant. */
  @ParameterizedTest
  @MethodSource("dev.carousel.online.BlockCases#topologies")
  void changeIsMinusTheGradientWithTheStepBeforeFrozen(BlockTopology topology) {
    BlockNetwork network = BlockCases.network(topology);
    double[][] x = BlockCases.random(STEPS, topology.inputs(), 2);
    double[][] targets = BlockCases.targets(STEPS, topology.outputs());
    OnlineLearner learner = new TruncatedGradient(network);
    BlockCases.present(learner, x, targets);
    ReferenceBlocks reference = new ReferenceBlocks(topology);
    double[] w = network.weights().clone();
    reference.error(w, x, targets);
    reference.frozen = true;
    for (int i = 0; i < w.length; i++) {
      double kept = w[i];
      w[i] = kept + NUDGE;
      double above = reference.error(w, x, targets);
      w[i] = kept - NUDGE;
      double below = reference.error(w, x, targets);
      w[i] = kept;
      assertThat(learner.change()[i])
          .as("weight %d", i)
          .isCloseTo((below - above) / (2 * NUDGE), within(2e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.carousel.online.BlockCases#topologies")
  void oneHotStepsEqualDenseOnes(BlockTopology topology) {
    BlockNetwork network = BlockCases.network(topology);
    OnlineLearner dense = new TruncatedGradient(network);
    OnlineLearner sparse = new TruncatedGradient(network);
    double[] target = new double[topology.outputs()];
    for (int round = 0; round < 2; round++) {
      dense.start();
      sparse.start();
      for (int t = 0; t < STEPS; t++) {
        int hot = (t * t + round) % topology.inputs();
        double[] x = new double[topology.inputs()];
        x[hot] = 1;
        dense.step(x);
        sparse.step(hot);
        assertThat(sparse.outputs()).containsExactly(dense.outputs(), within(1e-15));
        dense.learn(target);
        sparse.learn(target);
      }
    }
    assertThat(sparse.change()).containsExactly(dense.change(), within(1e-13));
  }

  @Test
  void momentumAddsWhatIsLeftOfTheLastUpdate() {
    BlockTopology topology = BlockTopology.of(2, 1, 2, 1);
    BlockNetwork network = BlockCases.network(topology);
    double[] before = network.weights().clone();
    OnlineLearner learner = new TruncatedGradient(network);
    BlockCases.present(learner, new double[][] {{1, -0.5}}, new double[][] {{0.3}});
    double[] change = learner.change().clone();
    learner.update(0.2, 0.5);
    learner.update(0.2, 0.5);
    for (int i = 0; i < before.length; i++) {
      assertThat(network.weights()[i]).isCloseTo(before[i] + 0.3 * change[i], within(1e-15));
    }
  }

  /** Nothing is kept of the past: a million steps take no more memory than one. */
  @Test
  void aMillionStepsNeedNoMoreMemory() {
    BlockTopology topology = BlockTopology.of(2, 2, 2, 1).with(Wiring.CELL_BIAS, Wiring.GATE_BIAS);
    OnlineLearner learner = new TruncatedGradient(BlockCases.network(topology));
    double[] x = new double[2];
    walk(learner, x, 20_000);
    long before = allocated();
    walk(learner, x, 1_000_000);
    assertThat(allocated() - before).isLessThan(100_000);
    assertThat(learner.change()).doesNotContain(Double.NaN);
    assertThat(Arrays.stream(learner.change()).max().orElseThrow()).isPositive();
  }

  private static final double[] TARGET = {0.25};

  /** A target every thousand steps. */
  private static void walk(OnlineLearner learner, double[] x, int steps) {
    learner.start();
    for (int t = 0; t < steps; t++) {
      x[0] = t % 7 * 0.1 - 0.3;
      x[1] = t % 1000 == 0 ? 1 : 0;
      learner.step(x);
      if (t % 1000 == 999) {
        learner.learn(TARGET);
      }
    }
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
