package dev.carousel.lab.paper;

import dev.carousel.lab.Curve;
import dev.carousel.lab.Draws;
import dev.carousel.lab.Trial;
import dev.carousel.lab.TrialProgram;
import dev.carousel.lab.TrialResult;
import dev.carousel.online.NetworkRun;
import dev.carousel.online.OnlineLearner;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A timing task: a training stream ends at the first output beyond the tolerance or after 100
 * periods; after 100 periods the network is tested, and is done if it goes through every test
 * stream of 1,000.
 *
 * @param net its topology, range of weights, rate and biases
 * @param momentum of the updates, one at each step with a target
 * @param tolerance of the absolute error
 * @param tests test streams
 * @param most training streams
 */
record TimingTrial(
    PaperNet net,
    double momentum,
    Supplier<TimedStream> streams,
    double tolerance,
    int tests,
    long most)
    implements TrialProgram {
  private static final int TRAINING_PERIODS = 100;
  private static final int TEST_PERIODS = 1000;

  @Override
  public TrialResult run(Trial trial) {
    return new Training(trial).run();
  }

  /** One trial on its way. */
  private final class Training {
    private final Trial trial;
    private final OnlineLearner learner;
    private final NetworkRun reader;
    private final TimedStream stream = streams.get();
    private final double[] x = new double[1];
    private final double[] target = new double[1];
    private double squares;
    private long told;

    Training(Trial trial) {
      this.trial = trial;
      var network = net.network(trial);
      learner = PaperNet.learner(trial.algorithm(), network);
      reader = network.run();
    }

    TrialResult run() {
      Draws draws = new Draws(trial.random("training"));
      Curve curve = new Curve();
      for (long n = 1; n <= most; n++) {
        int periods = present(learner, draws, TRAINING_PERIODS, true);
        curve.add(1 - (double) periods / TRAINING_PERIODS);
        trial.at(n);
        if (periods == TRAINING_PERIODS && passed()) {
          double rmse = Math.sqrt(squares / told);
          return new TrialResult(true, n, 0, tests, Map.of("rmse", rmse), curve.points());
        }
      }
      return new TrialResult(false, most, tests, tests, Map.of(), curve.points());
    }

    private boolean passed() {
      Draws draws = new Draws(trial.random("test"));
      squares = 0;
      told = 0;
      for (int i = 0; i < tests; i++) {
        if (present(reader, draws, TEST_PERIODS, false) < TEST_PERIODS) {
          return false;
        }
      }
      return true;
    }

    /** Goes along a stream until it errs; gives the number of periods completed. */
    private int present(NetworkRun network, Draws draws, int longest, boolean learning) {
      network.start();
      stream.start(draws);
      for (int periods = 0; periods < longest; stream.advance()) {
        x[0] = stream.input;
        network.step(x);
        if (stream.told) {
          target[0] = stream.target;
          double error = Math.abs(target[0] - network.outputs()[0]);
          if (learning) {
            learner.learn(target);
            learner.update(net.rate(), momentum);
          } else {
            squares += error * error;
            told++;
          }
          if (!(error < tolerance)) {
            return periods;
          }
          periods += stream.completes ? 1 : 0;
        }
      }
      return longest;
    }
  }
}
