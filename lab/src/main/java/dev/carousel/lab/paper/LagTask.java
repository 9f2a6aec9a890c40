package dev.carousel.lab.paper;

import dev.carousel.lab.Draws;
import dev.carousel.lab.Trial;
import dev.carousel.online.NetworkRun;
import dev.carousel.online.OnlineLearner;

/**
 * Experiments 2a and 2b: {@code x a_1 .. a_p-1 x} and {@code y a_1 .. a_p-1 y}, where in 2b the
 * middle is random. Symbols a_1 .. a_p-1 are 0 .. p - 2, then x and y. Of a random middle the end
 * alone is tested: what else follows cannot be known.
 */
final class LagTask {
  private static final double TOLERANCE = 0.25;
  private static final int TESTS = 10_000;
  private static final int EVERY_2A = 10;
  private static final int EVERY_2B = 100;

  private final int p;
  private final boolean random;
  private final boolean atEnd;
  private final int[] symbols;
  private final double[] target;
  private int rightEnds;

  /**
   * A task of lag p.
   *
   * @param random whether the middle is random (2b)
   * @param atEnd whether errors count at the end alone
   */
  LagTask(int p, boolean random, boolean atEnd) {
    this.p = p;
    this.random = random;
    this.atEnd = atEnd;
    symbols = new int[p + 1];
    target = new double[p + 1];
  }

  void draw(Draws from) {
    int which = p - 1 + from.below(2);
    symbols[0] = which;
    for (int t = 1; t < p; t++) {
      symbols[t] = random ? from.below(p - 1) : t - 1;
    }
    symbols[p] = which;
  }

  /**
   * Presents the sequence, with an error at every step or at the end alone, and changes the weights
   * after each error; gives the mean square of those errors.
   */
  double learn(OnlineLearner learner, double rate) {
    double squares = 0;
    double largestEnd = 0;
    learner.start();
    for (int t = 0; t < p; t++) {
      learner.step(symbols[t]);
      if (atEnd && t < p - 1) {
        continue;
      }
      target[symbols[t + 1]] = 1;
      double[] outputs = learner.outputs();
      largestEnd = 0;
      for (int k = 0; k <= p; k++) {
        double error = target[k] - outputs[k];
        squares += error * error;
        largestEnd = Math.max(largestEnd, Math.abs(error));
      }
      learner.learn(target);
      learner.update(rate);
      target[symbols[t + 1]] = 0;
    }
    rightEnds = largestEnd < TOLERANCE ? rightEnds + 1 : 0;
    return atEnd ? squares : squares / p;
  }

  /** Whether success is to be checked after the n-th sequence. */
  boolean worthTesting(long n) {
    return random ? rightEnds >= EVERY_2B && n % EVERY_2B == 0 : n % EVERY_2A == 0;
  }

  boolean passed(NetworkRun reader, Trial trial) {
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
