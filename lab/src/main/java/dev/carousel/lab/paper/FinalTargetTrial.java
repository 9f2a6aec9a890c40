package dev.carousel.lab.paper;

import dev.carousel.lab.Curve;
import dev.carousel.lab.Draws;
import dev.carousel.lab.Trial;
import dev.carousel.lab.TrialProgram;
import dev.carousel.lab.TrialResult;
import dev.carousel.online.BlockNetwork;
import dev.carousel.online.NetworkRun;
import dev.carousel.online.OnlineLearner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A trial on sequences with one target, at the end: present, compare, learn, change the weights;
 * until the rule is met, then test on fresh sequences.
 */
record FinalTargetTrial(
    PaperNet net,
    Supplier<Generator> generators,
    RuleFactory rules,
    double tolerance,
    int testSequences,
    long most)
    implements TrialProgram {

  /** The name of the mean absolute error of the test among the figures of a trial. */
  static final String MEAN_ERROR = "mae";

  /** Makes the rule of a trial; it may draw sequences of its own. */
  @FunctionalInterface
  interface RuleFactory {
    StopRule of(Trial trial);
  }

  @Override
  public TrialResult run(Trial trial) {
    BlockNetwork network = net.network(trial);
    OnlineLearner learner = PaperNet.learner(trial.algorithm(), network);
    NetworkRun reader = network.run();
    StopRule rule = rules.of(trial);
    Generator generator = generators.get();
    Draws draws = new Draws(trial.random("training"));
    Curve curve = new Curve();
    boolean solved = false;
    long sequences = 0;
    while (!solved && sequences < most) {
      Sequence sequence = generator.next(draws);
      sequence.present(learner);
      double mean = sequence.meanError(learner.outputs());
      double largest = sequence.largestError(learner.outputs());
      curve.add(mean);
      sequences++;
      trial.at(sequences);
      solved = rule.reached(largest, mean, reader, sequences);
      if (!solved) {
        learner.learn(sequence.target);
        learner.update(net.rate());
      }
    }
    Map<String, Double> figures = new LinkedHashMap<>(rule.figures());
    int wrong = test(trial, reader, figures);
    long counted = solved ? rule.counted(sequences) : sequences;
    return new TrialResult(solved, counted, wrong, testSequences, figures, curve.points());
  }

  private int test(Trial trial, NetworkRun reader, Map<String, Double> figures) {
    if (testSequences == 0) {
      return 0;
    }
    Draws draws = new Draws(trial.random("test"));
    Generator generator = generators.get();
    int wrong = 0;
    double absolute = 0;
    double squared = 0;
    for (int i = 0; i < testSequences; i++) {
      Sequence sequence = generator.next(draws);
      sequence.present(reader);
      double error = sequence.meanError(reader.outputs());
      absolute += error;
      squared += error * error;
      wrong += sequence.largestError(reader.outputs()) < tolerance ? 0 : 1;
    }
    figures.put(MEAN_ERROR, absolute / testSequences);
    figures.put("mse", squared / testSequences);
    figures.put("rmse", Math.sqrt(squared / testSequences));
    return wrong;
  }
}
