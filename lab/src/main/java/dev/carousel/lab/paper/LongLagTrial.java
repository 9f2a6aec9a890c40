package dev.carousel.lab.paper;

import dev.carousel.lab.Curve;
import dev.carousel.lab.Draws;
import dev.carousel.lab.Trial;
import dev.carousel.lab.TrialProgram;
import dev.carousel.lab.TrialResult;
import dev.carousel.online.BlockNetwork;
import dev.carousel.online.BlockTopology;
import dev.carousel.online.NetworkRun;
import dev.carousel.online.OnlineLearner;
import dev.carousel.online.Squash;
import dev.carousel.online.Wiring;
import java.util.Map;

/**
 * Experiments 2a and 2b: predict every next symbol of {@code x a_1 .. a_p-1 x} or {@code y a_1 ..
 * a_p-1 y}, where in 2b the middle is random. The network starts as inputs and outputs; one cell
 * and its input gate are added when the error has stopped decreasing: when the mean squared error
 * of the last 100 sequences is not 1 % below that of the 100 before.
 *
 * @param p the lag
 * @param random whether the middle is random (2b)
 */
record LongLagTrial(int p, boolean random, double range, double rate, long most)
    implements TrialProgram {
  private static final int STRETCH = 100;
  private static final double IMPROVED = 0.99;
  private static final double TOLERANCE = 0.25;
  private static final int TESTS = 10_000;
  private static final int EVERY_2A = 10;

  /** The network with its cell; outputs see inputs and cell, cell and gate see inputs. */
  static BlockTopology topology(int p) {
    return BlockTopology.of(p + 1, 1, 1, p + 1)
        .without(Wiring.OUTPUT_GATES, Wiring.RECURRENT, Wiring.GATES_FEED)
        .with(Wiring.DIRECT_INPUTS)
        .withSquash(Squash.LOGISTIC, Squash.IDENTITY, Squash.LOGISTIC);
  }

  @Override
  public TrialResult run(Trial trial) {
    return new Training(trial).run();
  }

  /** One trial on its way. */
  private final class Training {
    private final Trial trial;
    private final Draws draws;
    private final Curve curve = new Curve();
    private final double[] target = new double[p + 1];
    private final int[] symbols = new int[p + 1];
    private final BlockNetwork small;
    private BlockNetwork network;
    private OnlineLearner learner;
    private boolean grown;
    private double grownAt;
    private double before = Double.POSITIVE_INFINITY;
    private double sum;
    private int rightEnds;
    private double largestEnd;

    Training(Trial trial) {
      this.trial = trial;
      draws = new Draws(trial.random("training"));
      small = BlockNetwork.random(topology(p).withBlocks(0), range, trial.random("weights"));
      network = small;
      learner = PaperNet.learner(trial.algorithm(), network);
    }

    TrialResult run() {
      for (long n = 1; n <= most; n++) {
        draw(draws);
        double error = learn();
        curve.add(error);
        trial.at(n);
        if (!grown) {
          growIfStuck(n, error);
        } else if (worthTesting(n) && passed()) {
          return result(true, n);
        }
      }
      return result(false, most);
    }

    private TrialResult result(boolean solved, long n) {
      return new TrialResult(solved, n, 0, 0, Map.of("cell added after", grownAt), curve.points());
    }

    private void draw(Draws from) {
      int which = p - 1 + from.below(2);
      symbols[0] = which;
      for (int t = 1; t < p; t++) {
        symbols[t] = random ? from.below(p - 1) : t - 1;
      }
      symbols[p] = which;
    }

    /** Presents the sequence and changes the weights after it; gives its mean squared error. */
    private double learn() {
      double squares = 0;
      learner.start();
      for (int t = 0; t < p; t++) {
        learner.step(symbols[t]);
        target[symbols[t + 1]] = 1;
        double[] outputs = learner.outputs();
        largestEnd = 0;
        for (int k = 0; k <= p; k++) {
          double error = target[k] - outputs[k];
          squares += error * error;
          largestEnd = Math.max(largestEnd, Math.abs(error));
        }
        learner.learn(target);
        target[symbols[t + 1]] = 0;
      }
      learner.update(rate);
      return squares / p;
    }

    private void growIfStuck(long n, double error) {
      sum += error;
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
      network = BlockNetwork.random(topology(p), range, trial.random("cell"));
      for (int i = 0; i <= p; i++) {
        for (int k = 0; k <= p; k++) {
          network.direct(i, k, small.direct(i, k));
        }
      }
      learner = PaperNet.learner(trial.algorithm(), network);
    }

    private boolean worthTesting(long n) {
      rightEnds = largestEnd < TOLERANCE ? rightEnds + 1 : 0;
      return random ? rightEnds >= STRETCH && n % STRETCH == 0 : n % EVERY_2A == 0;
    }

    private boolean passed() {
      NetworkRun reader = network.run();
      if (!random) { // there are only two sequences
        for (int which = p - 1; which <= p; which++) {
          symbols[0] = which;
          symbols[p] = which;
          if (!right(reader)) {
            return false;
          }
        }
        return true;
      }
      Draws test = new Draws(trial.random("test"));
      for (int i = 0; i < TESTS; i++) {
        draw(test);
        if (!right(reader)) {
          return false;
        }
      }
      return true;
    }

    /** All outputs of all steps (2a), or of the last (2b), within the tolerance. */
    private boolean right(NetworkRun reader) {
      reader.start();
      for (int t = 0; t < p; t++) {
        reader.step(symbols[t]);
        if (random && t < p - 1) {
          continue;
        }
        double[] outputs = reader.outputs();
        for (int k = 0; k <= p; k++) {
          if (!(Math.abs((k == symbols[t + 1] ? 1 : 0) - outputs[k]) < TOLERANCE)) {
            return false;
          }
        }
      }
      return true;
    }
  }
}
