package dev.carousel.lab.paper;

import dev.carousel.lab.Algorithm;
import dev.carousel.lab.Experiment;
import dev.carousel.lab.Published;
import dev.carousel.lab.Variant;
import dev.carousel.online.BlockTopology;
import dev.carousel.online.Squash;
import dev.carousel.online.Wiring;
import java.util.List;

/** Experiment 4, Table 7: the adding problem. */
public final class Adding {
  private static final String NAME = "adding";
  private static final double TOLERANCE = 0.04;
  private static final double MEAN = 0.01;
  private static final int TESTS = 2560;
  private static final long MOST = 10_000_000;

  /** Cells and gates and output are biased: "all non-input units". */
  static final Wiring[] ALL_BIASED = {Wiring.CELL_BIAS, Wiring.GATE_BIAS, Wiring.OUTPUT_BIAS};

  /** A logistic output cannot follow large sums, biases of cells add up over long sequences. */
  private static final String READING = "linear output, the 4 biases of cell inputs held at 0";

  private Adding() {}

  /** The experiment. */
  public static Experiment experiment() {
    return new Experiment(
        NAME,
        "Experiment 4: adding problem",
        "Success is checked after every sequence: the last 2,000 all within 0.04, and their mean"
            + " absolute error below 0.01.",
        List.of(
            row(100, 74_000, 1),
            row(500, 209_000, 0),
            row(1000, 853_000, 1),
            literal(100, 74_000, 1),
            literal(500, 209_000, 0),
            literal(1000, 853_000, 1)));
  }

  private static Variant row(int length, double sequences, double wrong) {
    BlockTopology held = topology(Squash.IDENTITY).without(Wiring.CELL_BIAS);
    return row(held, length, sequences, wrong).withReading(READING);
  }

  /** As the text has it. */
  private static Variant literal(int length, double sequences, double wrong) {
    return row(topology(Squash.LOGISTIC), length, sequences, wrong).asLiteral();
  }

  private static BlockTopology topology(Squash output) {
    return BlockTopology.of(2, 2, 2, 1)
        .with(ALL_BIASED)
        .withSquash(Squash.WIDE, Squash.BIPOLAR, output);
  }

  private static Variant row(BlockTopology topology, int length, double sequences, double wrong) {
    PaperNet net = PaperNet.of(topology, 0.1, 0.5).inputBiases(-3, -6);
    return new Variant(
        NAME,
        "T" + length,
        "T = " + length + ", 2 blocks of 2, learning rate 0.5",
        Published.solved("Table 7", 10, sequences).withWrong(wrong),
        topology(Squash.LOGISTIC).weightCount(),
        List.of(Algorithm.PAPER, Algorithm.BPTT),
        new FinalTargetTrial(
            net,
            () -> MarkedPairs.adding(length),
            trial -> new WindowRule(TOLERANCE, 1, MEAN),
            TOLERANCE,
            TESTS,
            MOST));
  }
}
