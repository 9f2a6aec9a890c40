package dev.carousel.lab.paper;

import dev.carousel.lab.Algorithm;
import dev.carousel.lab.Experiment;
import dev.carousel.lab.Published;
import dev.carousel.lab.Variant;
import dev.carousel.online.BlockTopology;
import dev.carousel.online.OutputError;
import java.util.List;

/** Experiment 5, Table 8: the multiplication problem. */
public final class Multiplication {
  private static final String NAME = "multiplication";
  private static final int LENGTH = 100;
  private static final double TOLERANCE = 0.04;
  private static final int TESTS = 2560;
  private static final long MOST = 10_000_000;

  /** With the text's squared error products near 0 and 1 are learnt too slowly. */
  private static final String READING = "cross-entropy";

  private Multiplication() {}

  /** The experiment. */
  public static Experiment experiment() {
    return new Experiment(
        NAME,
        "Experiment 5: multiplication problem",
        "Success is checked after every sequence: fewer than n of the last 2,000 are off by 0.04"
            + " or more.",
        List.of(
            row(OutputError.CROSS_ENTROPY, 140, 482_000, 139, 0.0223).withReading(READING),
            row(OutputError.CROSS_ENTROPY, 13, 1_273_000, 14, 0.0139).withReading(READING),
            row(OutputError.SQUARED, 140, 482_000, 139, 0.0223).asLiteral(),
            row(OutputError.SQUARED, 13, 1_273_000, 14, 0.0139).asLiteral()));
  }

  /**
   * A row.
   *
   * @param mean Table 8 heads it MSE, which it cannot be where 95 % of the errors are below 0.04;
   *     it stands beside our mean absolute error
   */
  private static Variant row(
      OutputError error, int fewerThan, double sequences, double wrong, double mean) {
    BlockTopology topology = BlockTopology.of(2, 2, 2, 1).with(Adding.ALL_BIASED).withError(error);
    return new Variant(
        NAME,
        "n" + fewerThan,
        "T = 100, n = " + fewerThan + ", 2 blocks of 2, learning rate 0.1",
        Published.solved("Table 8", 10, sequences)
            .withWrong(wrong)
            .with(FinalTargetTrial.MEAN_ERROR, mean),
        topology.weightCount(),
        List.of(Algorithm.PAPER, Algorithm.BPTT),
        new FinalTargetTrial(
            PaperNet.of(topology, 0.1, 0.1),
            () -> MarkedPairs.multiplication(LENGTH),
            trial -> new WindowRule(TOLERANCE, fewerThan, Double.POSITIVE_INFINITY),
            TOLERANCE,
            TESTS,
            MOST));
  }
}
