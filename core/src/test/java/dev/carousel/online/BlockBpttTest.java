package dev.carousel.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Back-propagation through time against differences of the reference. */
class BlockBpttTest {
  private static final int STEPS = 7;
  private static final double NUDGE = 1e-5;

  @ParameterizedTest
  @MethodSource("dev.carousel.online.BlockCases#topologies")
  void changeIsMinusTheGradient(BlockTopology topology) {
    BlockNetwork network = BlockCases.network(topology);
    double[][] x = BlockCases.random(STEPS, topology.inputs(), 2);
    double[][] targets = BlockCases.targets(STEPS, topology.outputs());
    OnlineLearner learner = new BlockBptt(network);
    BlockCases.present(learner, x, targets);
    ReferenceBlocks reference = new ReferenceBlocks(topology);
    double[] w = network.weights().clone();
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

  /** Where nothing recurrent is trained, truncating changes nothing. */
  @Test
  void equalsTheTruncatedGradientWhereNothingFeedsBack() {
    BlockTopology topology = BlockCases.topologies().get(4);
    BlockNetwork network = BlockCases.network(topology);
    double[][] x = BlockCases.random(STEPS, topology.inputs(), 4);
    double[][] targets = BlockCases.targets(STEPS, topology.outputs());
    OnlineLearner whole = new BlockBptt(network);
    OnlineLearner truncated = new TruncatedGradient(network);
    BlockCases.present(whole, x, targets);
    BlockCases.present(truncated, x, targets);
    assertThat(whole.change()).containsExactly(truncated.change(), within(1e-13));
  }

  @Test
  void sequencesAddUpUntilTheUpdate() {
    BlockTopology topology = BlockCases.topologies().get(5);
    BlockNetwork network = BlockCases.network(topology);
    double[][] targets = BlockCases.targets(STEPS, topology.outputs());
    double[] expected = new double[network.weights().length];
    OnlineLearner learner = new BlockBptt(network);
    for (int n = 0; n < 2; n++) {
      double[][] x = BlockCases.random(STEPS - n, topology.inputs(), n);
      OnlineLearner alone = new BlockBptt(network);
      BlockCases.present(alone, x, targets);
      BlockCases.present(learner, x, targets);
      for (int i = 0; i < expected.length; i++) {
        expected[i] += alone.change()[i];
      }
    }
    assertThat(learner.change()).containsExactly(expected, within(1e-13));
  }
}
