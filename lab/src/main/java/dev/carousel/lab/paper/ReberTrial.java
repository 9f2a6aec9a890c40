package dev.carousel.lab.paper;

import dev.carousel.lab.Curve;
import dev.carousel.lab.Draws;
import dev.carousel.lab.Trial;
import dev.carousel.lab.TrialProgram;
import dev.carousel.lab.TrialResult;
import dev.carousel.online.NetworkRun;
import dev.carousel.online.OnlineLearner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Experiment 1: predict the next symbol of embedded Reber strings. Solved when on every string of
 * the training and the test set the possible next symbols are the most active outputs.
 */
final class ReberTrial implements TrialProgram {
  private static final int STRINGS = 256;

  /** Pairs of training and test set; trials take turns. */
  private static final int SETS = 3;

  private final NetSource source;
  private final Updates updates;
  private final long most;

  /** Makes the network of a trial. */
  @FunctionalInterface
  interface NetSource {
    Learning of(Trial trial);
  }

  /**
   * How weights change.
   *
   * @param tolerance how far from its target an output may be before weights learn from it
   * @param everyStep whether they change after every step, not after every sequence
   */
  record Updates(double rate, double tolerance, boolean everyStep) {}

  /** A learner and a reader of the same weights. */
  record Learning(OnlineLearner learner, NetworkRun reader) {}

  /**
   * A trial.
   *
   * @param most sequences
   */
  ReberTrial(NetSource source, Updates updates, long most) {
    this.source = source;
    this.updates = updates;
    this.most = most;
  }

  @Override
  public TrialResult run(Trial trial) {
    Sets sets = Sets.draw(new Draws(trial.shared("sets", trial.number() % SETS)));
    Learning learning = source.of(trial);
    Draws draws = new Draws(trial.random("training"));
    Curve curve = new Curve();
    Check check = new Check(learning.reader(), sets);
    for (long n = 1; n <= most; n++) {
      curve.add(learn(learning.learner(), sets.training().get(draws.below(STRINGS))));
      trial.at(n);
      if (check.passed()) {
        return new TrialResult(true, n, 0, STRINGS, Map.of(), curve.points());
      }
    }
    return new TrialResult(false, most, check.wrong(), STRINGS, Map.of(), curve.points());
  }

  /** Presents a string and changes the weights; gives its mean squared error. */
  private double learn(OnlineLearner learner, ReberGrammar.Word word) {
    double[] target = new double[ReberGrammar.SYMBOLS];
    double[] wanted = new double[ReberGrammar.SYMBOLS];
    double sum = 0;
    learner.start();
    for (int t = 0; t + 1 < word.length(); t++) {
      learner.step(word.symbols()[t]);
      target[word.symbols()[t + 1]] = 1;
      double[] outputs = learner.outputs();
      for (int k = 0; k < target.length; k++) {
        double error = target[k] - outputs[k];
        sum += error * error;
        wanted[k] = Math.abs(error) < updates.tolerance() ? outputs[k] : target[k];
      }
      learner.learn(wanted);
      if (updates.everyStep()) {
        learner.update(updates.rate());
      }
      target[word.symbols()[t + 1]] = 0;
    }
    if (!updates.everyStep()) {
      learner.update(updates.rate());
    }
    return sum / (word.length() - 1);
  }

  /** Training strings, drawn independently; test strings, none of them a training string. */
  record Sets(List<ReberGrammar.Word> training, List<ReberGrammar.Word> test) {
    static Sets draw(Draws draws) {
      ReberGrammar grammar = new ReberGrammar();
      List<ReberGrammar.Word> training = new ArrayList<>();
      Set<String> known = new HashSet<>();
      while (training.size() < STRINGS) {
        training.add(grammar.draw(draws));
        known.add(training.getLast().toString());
      }
      List<ReberGrammar.Word> test = new ArrayList<>();
      while (test.size() < STRINGS) {
        ReberGrammar.Word word = grammar.draw(draws);
        if (!known.contains(word.toString())) {
          test.add(word);
        }
      }
      return new Sets(training, test);
    }
  }

  /** Looks at all strings, last failure first. */
  private static final class Check {
    private final NetworkRun reader;
    private final Sets sets;
    private final List<ReberGrammar.Word> order = new ArrayList<>();

    Check(NetworkRun reader, Sets sets) {
      this.reader = reader;
      this.sets = sets;
      Set<String> seen = new HashSet<>();
      for (ReberGrammar.Word word : sets.training()) {
        if (seen.add(word.toString())) {
          order.add(word);
        }
      }
      for (ReberGrammar.Word word : sets.test()) {
        if (seen.add(word.toString())) {
          order.add(word);
        }
      }
    }

    boolean passed() {
      for (int i = 0; i < order.size(); i++) {
        if (!right(order.get(i))) {
          order.addFirst(order.remove(i));
          return false;
        }
      }
      return true;
    }

    int wrong() {
      return (int) sets.test().stream().filter(word -> !right(word)).count();
    }

    private boolean right(ReberGrammar.Word word) {
      reader.start();
      for (int t = 0; t + 1 < word.length(); t++) {
        reader.step(word.symbols()[t]);
        if (!mostActive(word.possible()[t + 1], reader.outputs())) {
          return false;
        }
      }
      return true;
    }

    /** Whether each of these outputs is above all others. */
    private static boolean mostActive(int bits, double[] outputs) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < outputs.length; k++) {
        if ((bits >> k & 1) == 1) {
          least = Math.min(least, outputs[k]);
        } else {
          most = Math.max(most, outputs[k]);
        }
      }
      return least > most;
    }
  }
}
