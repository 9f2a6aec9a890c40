package dev.carousel.lab.paper;

import dev.carousel.lab.Curve;
import dev.carousel.lab.Draws;
import dev.carousel.lab.Trial;
import dev.carousel.lab.TrialProgram;
import dev.carousel.lab.TrialResult;
import dev.carousel.online.BlockNetwork;
import dev.carousel.online.BlockTopology;
import dev.carousel.online.OnlineLearner;
import dev.carousel.online.OutputError;
import dev.carousel.online.Squash;
import dev.carousel.online.Wiring;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Experiments 2a and 2b: one cell and its input gate beside direct connections, at a learning rate
 * of 1. The cell is there from the start, or the network starts as inputs and outputs, and the cell
 * is added when the error has stopped decreasing: when the mean squared error of the last 100
 * sequences is not 1 % below that of the 100 before.
 *
 * @param tasks one for each trial
 * @param later whether the cell is added later
 */
record LongLagTrial(
    Supplier<LagTask> tasks, int p, OutputError error, boolean later, double range, long most)
    implements TrialProgram {
  private static final double RATE = 1;
  private static final int STRETCH = 100;
  private static final double IMPROVED = 0.99;

  /** The network with its cell; outputs see inputs and cell, cell and gate see inputs. */
  static BlockTopology topology(int p, OutputError error) {
    return BlockTopology.of(p + 1, 1, 1, p + 1)
        .without(Wiring.OUTPUT_GATES, Wiring.RECURRENT, Wiring.GATES_FEED)
        .with(Wiring.DIRECT_INPUTS)
        .withSquash(Squash.LOGISTIC, Squash.IDENTITY, Squash.LOGISTIC)
        .withError(error);
  }

  @Override
  public TrialResult run(Trial trial) {
    return new Training(trial).run();
  }

  /** One trial on its way. */
  private final class Training {
    private final Trial trial;
    private final LagTask task = tasks.get();
    private final Curve curve = new Curve();
    private BlockNetwork network;
    private OnlineLearner learner;
    private boolean grown;
    private double grownAt;
    private double before = Double.POSITIVE_INFINITY;
    private double sum;

    Training(Trial trial) {
      this.trial = trial;
      grown = !later;
      BlockTopology whole = topology(p, error);
      BlockTopology first = grown ? whole : whole.withBlocks(0);
      network = BlockNetwork.random(first, range, trial.random("weights"));
      learner = PaperNet.learner(trial.algorithm(), network);
    }

    TrialResult run() {
      Draws draws = new Draws(trial.random("training"));
      for (long n = 1; n <= most; n++) {
        task.draw(draws);
        double squares = task.learn(learner, RATE);
        curve.add(squares);
        trial.at(n);
        if (!grown) {
          growIfStuck(n, squares);
        } else if (task.worthTesting(n) && task.passed(network.run(), trial)) {
          return result(true, n);
        }
      }
      return result(false, most);
    }

    private TrialResult result(boolean solved, long n) {
      Map<String, Double> figures = later ? Map.of("cell added after", grownAt) : Map.of();
      return new TrialResult(solved, n, 0, 0, figures, curve.points());
    }

    private void growIfStuck(long n, double squares) {
      sum += squares;
      if (n % STRETCH != 0) {
        return;
      }
      if (sum > IMPROVED * before) {
        grown = true;
        grownAt = n;
        grow();
      }
      before = sum;
      sum = 0;
    }

    private void grow() {
      BlockNetwork small = network;
      network = BlockNetwork.random(topology(p, error), range, trial.random("cell"));
      for (int i = 0; i <= p; i++) {
        for (int k = 0; k <= p; k++) {
          network.direct(i, k, small.direct(i, k));
        }
      }
      learner = PaperNet.learner(trial.algorithm(), network);
    }
  }
}
