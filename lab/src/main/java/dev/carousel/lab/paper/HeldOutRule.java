package dev.carousel.lab.paper;

import dev.carousel.lab.Draws;
import dev.carousel.lab.Trial;
import dev.carousel.online.NetworkRun;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Experiment 3: of 256 test sequences, drawn once for the trial, fewer than so many are wrong
 * (ST1), and their mean absolute error is below a bound too (ST2). They are looked at when as few
 * of the last 256 training sequences were wrong, at most every 100 sequences.
 */
final class HeldOutRule implements StopRule {
  /** The name of the sequences until ST1 among the figures of a trial. */
  static final String FIRST = "st1";

  private static final int SEQUENCES = 256;
  private static final int EVERY = 100;

  private final Trial trial;
  private final Generator generator;
  private final double tolerance;
  private final int fewerThan;
  private final double meanBelow;
  private final boolean[] wrongs = new boolean[SEQUENCES];
  private int wrong;
  private long seen;
  private long looked = -EVERY;
  private @Nullable Double first;

  HeldOutRule(Trial trial, Generator generator, double tolerance, int fewerThan, double meanBelow) {
    this.trial = trial;
    this.generator = generator;
    this.tolerance = tolerance;
    this.fewerThan = fewerThan;
    this.meanBelow = meanBelow;
  }

  @Override
  public boolean reached(double largest, double mean, NetworkRun network, long sequences) {
    int at = (int) (seen++ % SEQUENCES);
    wrong -= wrongs[at] ? 1 : 0;
    wrongs[at] = !(largest < tolerance);
    wrong += wrongs[at] ? 1 : 0;
    if (seen < SEQUENCES || wrong >= fewerThan || sequences - looked < EVERY) {
      return false;
    }
    looked = sequences;
    return look(network, sequences);
  }

  private boolean look(NetworkRun network, long sequences) {
    Draws draws = new Draws(trial.random("held out"));
    int bad = 0;
    double sum = 0;
    for (int i = 0; i < SEQUENCES; i++) {
      Sequence sequence = generator.next(draws);
      sequence.present(network);
      sum += sequence.meanError(network.outputs());
      bad += sequence.largestError(network.outputs()) < tolerance ? 0 : 1;
      if (bad >= fewerThan) {
        return false;
      }
    }
    if (first == null) {
      first = (double) sequences;
    }
    return sum / SEQUENCES < meanBelow;
  }

  @Override
  public Map<String, Double> figures() {
    return first == null ? Map.of() : Map.of(FIRST, first);
  }
}
