package dev.carousel.lab.paper;

import dev.carousel.lab.Curve;
import dev.carousel.lab.Draws;
import dev.carousel.lab.Trial;
import dev.carousel.lab.TrialProgram;
import dev.carousel.lab.TrialResult;
import dev.carousel.online.NetworkRun;
import dev.carousel.online.OnlineLearner;
import dev.carousel.online.Readout;
import dev.carousel.online.RecurrentNetwork;
import dev.carousel.online.RecurrentTopology;
import java.util.Map;

/** Experiment 2a with a conventional network: one hidden unit that sees itself. */
record LagBaselineTrial(int p, double range, double rate) implements TrialProgram {

  static RecurrentTopology topology(int p) {
    return RecurrentTopology.of(p + 1, 1, p + 1, Readout.HIDDEN_AND_INPUTS);
  }

  @Override
  public TrialResult run(Trial trial) {
    RecurrentNetwork network = new Baseline(topology(p), range, rate).network(trial);
    OnlineLearner learner = Baseline.learner(trial.algorithm(), network);
    NetworkRun reader = network.run();
    LagTask task = new LagTask(p, false, false);
    Draws draws = new Draws(trial.random("training"));
    Curve curve = new Curve();
    for (long n = 1; n <= Baseline.MOST; n++) {
      task.draw(draws);
      curve.add(task.learn(learner, rate));
      trial.at(n);
      if (task.worthTesting(n) && task.passed(reader, trial)) {
        return new TrialResult(true, n, 0, 0, Map.of(), curve.points());
      }
    }
    return new TrialResult(false, Baseline.MOST, 0, 0, Map.of(), curve.points());
  }
}
