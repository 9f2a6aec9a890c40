package dev.carousel.online;

import static dev.carousel.online.Wiring.CELL_BIAS;
import static dev.carousel.online.Wiring.DIRECT_INPUTS;
import static dev.carousel.online.Wiring.FORGET_GATES;
import static dev.carousel.online.Wiring.GATES_FEED;
import static dev.carousel.online.Wiring.GATE_BIAS;
import static dev.carousel.online.Wiring.OUTPUT_BIAS;
import static dev.carousel.online.Wiring.OUTPUT_GATES;
import static dev.carousel.online.Wiring.PEEPHOLES;
import static dev.carousel.online.Wiring.RECURRENT;

import dev.carousel.random.Randomness;
import java.util.List;

/** Networks of memory cell blocks and sequences to test them on, all sizes different. */
final class BlockCases {
  private BlockCases() {}

  static List<BlockTopology> topologies() {
    BlockTopology plain = BlockTopology.of(3, 2, 1, 2);
    return List.of(
        plain,
        BlockTopology.of(5, 2, 3, 4).with(GATE_BIAS),
        BlockTopology.of(2, 3, 2, 1).with(CELL_BIAS, GATE_BIAS, OUTPUT_BIAS),
        BlockTopology.of(4, 3, 2, 3).with(CELL_BIAS, DIRECT_INPUTS).withInitialActivation(0.5),
        BlockTopology.of(4, 1, 1, 4)
            .without(OUTPUT_GATES, RECURRENT, GATES_FEED)
            .with(DIRECT_INPUTS)
            .withSquash(Squash.LOGISTIC, Squash.IDENTITY, Squash.LOGISTIC),
        BlockTopology.of(3, 2, 3, 2)
            .without(GATES_FEED)
            .with(FORGET_GATES, GATE_BIAS, OUTPUT_BIAS, DIRECT_INPUTS),
        BlockTopology.of(2, 2, 3, 2)
            .without(GATES_FEED)
            .with(FORGET_GATES, PEEPHOLES, CELL_BIAS, GATE_BIAS, OUTPUT_BIAS)
            .withSquash(Squash.IDENTITY, Squash.IDENTITY, Squash.IDENTITY),
        BlockTopology.of(2, 3, 2, 2)
            .with(PEEPHOLES)
            .withSquash(Squash.TANH, Squash.TANH, Squash.TANH),
        BlockTopology.of(3, 2, 2, 2)
            .with(CELL_BIAS)
            .withSquash(Squash.HARD_TANH, Squash.RELU, Squash.HARD_LOGISTIC),
        BlockTopology.of(2, 2, 2, 1).without(OUTPUT_GATES).with(FORGET_GATES, PEEPHOLES, GATE_BIAS),
        BlockTopology.of(3, 2, 1, 3).with(GATE_BIAS).withError(OutputError.CROSS_ENTROPY),
        BlockTopology.of(3, 0, 1, 2).with(DIRECT_INPUTS, OUTPUT_BIAS));
  }

  static BlockNetwork network(BlockTopology topology) {
    return BlockNetwork.random(topology, 0.9, new Randomness(5, 3));
  }

  static double[][] random(int rows, int columns, long seed) {
    Randomness random = new Randomness(seed, 8);
    double[][] all = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        all[i][j] = 2 * random.uniformDouble((long) i * columns + j) - 1;
      }
    }
    return all;
  }

  /** Targets at steps 2, 3 and the last, null elsewhere. */
  static double[][] targets(int steps, int outputs) {
    double[][] all = random(steps, outputs, 77);
    for (int t = 0; t < steps; t++) {
      if (t != 2 && t != 3 && t != steps - 1) {
        all[t] = null;
      }
    }
    return all;
  }

  /** Presents everything; the change is left in the learner. */
  static void present(OnlineLearner learner, double[][] x, double[][] targets) {
    learner.start();
    for (int t = 0; t < x.length; t++) {
      learner.step(x[t]);
      if (targets[t] != null) {
        learner.learn(targets[t]);
      }
    }
  }
}
