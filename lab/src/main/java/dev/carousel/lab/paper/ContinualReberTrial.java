package dev.carousel.lab.paper;

import dev.carousel.lab.Curve;
import dev.carousel.lab.Draws;
import dev.carousel.lab.Trial;
import dev.carousel.lab.TrialProgram;
import dev.carousel.lab.TrialResult;
import dev.carousel.online.NetworkRun;
import dev.carousel.online.OnlineLearner;
import dev.carousel.random.Randomness;
import java.util.Map;

/**
 * The continual embedded Reber grammar: a stream of strings; a prediction is right if all outputs
 * are within 0.49 of their targets, 1 for each symbol that could come. A training stream ends with
 * the first wrong prediction, or at its greatest length, or where a decaying rate has come to
 * nothing; then the network is tested.
 *
 * @param net its topology, range of weights, rate and biases of input and output gates
 * @param resets whether states are reset at each begin of a string, from outside
 * @param decay of the rate at each step; it is restored at the begin of each training stream
 * @param most training streams
 */
record ContinualReberTrial(PaperNet net, boolean resets, double decay, long most)
    implements TrialProgram {
  private static final double TOLERANCE = 0.49;
  private static final int LONGEST = 100_000;
  private static final int TESTS = 10;

  /**
   * At this rate no weight moves by its last digit any more. A training stream ends here, for
   * nothing that follows in it would change the network, nor whether it is tested.
   */
  static final double NEGLIGIBLE = 1e-30;

  /** Training streams shorter than this are not followed by tests: they would fail. */
  private static final int WORTH_TESTING = 1000;

  @Override
  public TrialResult run(Trial trial) {
    return new Training(trial).run();
  }

  /** One trial on its way. */
  private final class Training {
    private final Trial trial;
    private final OnlineLearner learner;
    private final NetworkRun reader;
    private final Randomness streams;
    private final double[] target = new double[ReberGrammar.SYMBOLS];
    private final Curve curve = new Curve();
    private final int trained = trainedSteps();
    private int tests;

    Training(Trial trial) {
      this.trial = trial;
      var network = net.network(trial);
      learner = PaperNet.learner(trial.algorithm(), network);
      reader = network.run();
      streams = trial.random("streams");
    }

    TrialResult run() {
      for (long n = 1; n <= most; n++) {
        int length = learn(new ReberStream(new Draws(streams.named("training").numbered(n))));
        curve.add(1 - (double) length / trained);
        trial.at(n);
        if (length >= WORTH_TESTING && test(true) == LONGEST) {
          return new TrialResult(true, n, 0, TESTS, Map.of(), curve.points());
        }
      }
      double mean = test(false);
      Map<String, Double> figures = Map.of("error-free symbols", mean);
      return new TrialResult(false, most, TESTS, TESTS, figures, curve.points());
    }

    /** Learns from a stream until the first wrong prediction; gives the number of right ones. */
    private int learn(ReberStream stream) {
      double rate = net.rate();
      learner.start();
      for (int n = 0; n < trained; n++) {
        step(learner, stream);
        boolean right = right(learner);
        learner.learn(target);
        learner.update(rate);
        rate *= decay;
        if (!right) {
          return n;
        }
      }
      return trained;
    }

    /** Mean number of right predictions before the first wrong one. */
    private double test(boolean untilFirstFailure) {
      long sum = 0;
      for (int i = 0; i < TESTS; i++) {
        int length = rightOnes(new ReberStream(new Draws(streams.named("test").numbered(tests++))));
        sum += length;
        if (untilFirstFailure && length < LONGEST) {
          return 0;
        }
      }
      return (double) sum / TESTS;
    }

    private int rightOnes(ReberStream stream) {
      reader.start();
      for (int n = 0; n < LONGEST; n++) {
        step(reader, stream);
        if (!right(reader)) {
          return n;
        }
      }
      return LONGEST;
    }

    private void step(NetworkRun network, ReberStream stream) {
      if (resets && stream.atBegin()) {
        network.start();
      }
      network.step(stream.next());
      for (int k = 0; k < target.length; k++) {
        target[k] = stream.possible() >> k & 1;
      }
    }

    private int trainedSteps() {
      int n = 0;
      for (double rate = net.rate(); rate > NEGLIGIBLE && n < LONGEST; rate *= decay) {
        n++;
      }
      return n;
    }

    private boolean right(NetworkRun network) {
      double[] outputs = network.outputs();
      for (int k = 0; k < target.length; k++) {
        if (!(Math.abs(target[k] - outputs[k]) < TOLERANCE)) {
          return false;
        }
      }
      return true;
    }
  }
}
