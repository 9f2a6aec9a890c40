package dev.carousel.lab.paper;

import dev.carousel.lab.Algorithm;
import dev.carousel.lab.Experiment;
import dev.carousel.lab.Published;
import dev.carousel.lab.TrialProgram;
import dev.carousel.lab.Variant;
import dev.carousel.online.BlockTopology;
import dev.carousel.online.OutputError;
import dev.carousel.online.Squash;
import dev.carousel.online.Wiring;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Experiment 2, Tables 2 and 3: long time lags. */
public final class LongLag {
  private static final long MOST = 5_000_000;

  /** Of 2a and 2b: twenty times what the paper needed. */
  private static final long MOST_2AB = 100_000;

  private static final double RANGE = 0.2;
  private static final int TRIALS = 18;
  private static final int TRIALS_2C = 20;

  private static final String LAG =
      ", 1 cell with an input gate, learning rate 1; at most 100,000 sequences";

  /** With the text's squared error cells that are added saturate the outputs. */
  private static final String READING_A =
      "cross-entropy, weights change after every step, the cell is there from the start";

  /** No step before the end tells that it is next. */
  private static final String READING_B = "cross-entropy, errors count at the end alone";

  /** Gates that feed cells move their states at every step, and long lags are learnt late. */
  private static final String READING_C =
      "g in (-1, 1) and h in (-2, 2) as in the caption of Table 10, the 36 recurrent weights held"
          + " at 0";

  private LongLag() {}

  /** 2a: two sequences that differ at both ends. */
  public static Experiment noiseFree() {
    return new Experiment(
        "long-lag-2a",
        "Experiment 2a: noise-free sequences with long time lags",
        "Success is checked every 10 sequences on both sequences there are, with the weights held.",
        List.of(
            row("long-lag-2a", 100, 5_040, false),
            literal("long-lag-2a", 100, 5_040, false),
            baseline(4, 1, Algorithm.RTRL, 78, 1_043_000.0),
            baseline(4, 4, Algorithm.RTRL, 56, 892_000.0),
            baseline(4, 10, Algorithm.RTRL, 22, 254_000.0),
            baseline(10, 1, Algorithm.RTRL, 0, null),
            baseline(100, 1, Algorithm.RTRL, 0, null),
            baseline(100, 1, Algorithm.BPTT, 0, null)));
  }

  /** A row of a conventional network of one hidden unit. */
  private static Variant baseline(
      int p, int rate, Algorithm algorithm, double percent, @Nullable Double sequences) {
    return new Variant(
        "long-lag-2a",
        "%s-p%d-a%d".formatted(algorithm.label(), p, rate),
        "lag p = %d, 1 recurrent hidden unit, learning rate %d%s".formatted(p, rate, Baseline.CAP),
        new Published("Table 2", TRIALS, percent, sequences, null),
        LagBaselineTrial.topology(p).weightCount(),
        List.of(algorithm),
        new LagBaselineTrial(p, RANGE, rate));
  }

  /** 2b: random symbols between the ends. */
  public static Experiment noLocalRegularities() {
    return new Experiment(
        "long-lag-2b",
        "Experiment 2b: no local regularities",
        "Success is checked every 100 sequences, if the last 100 ended right, on 10,000 random"
            + " sequences with the weights held.",
        List.of(row("long-lag-2b", 100, 5_680, true), literal("long-lag-2b", 100, 5_680, true)));
  }

  private static Variant row(String experiment, int p, double sequences, boolean random) {
    return variant(
            experiment,
            "p" + p,
            "lag p = " + p + LAG,
            published(random, sequences),
            LongLagTrial.topology(p, OutputError.CROSS_ENTROPY),
            new LongLagTrial(
                () -> new LagTask(p, random, random),
                p,
                OutputError.CROSS_ENTROPY,
                random,
                RANGE,
                MOST_2AB))
        .withReading(random ? READING_B : READING_A);
  }

  /** As the text has it: squared errors at every step, and a cell that is added later. */
  private static Variant literal(String experiment, int p, double sequences, boolean random) {
    return variant(
            experiment,
            "p" + p,
            "lag p = " + p + LAG,
            published(random, sequences),
            LongLagTrial.topology(p, OutputError.SQUARED),
            new LongLagTrial(
                () -> new LagTask(p, random, false), p, OutputError.SQUARED, true, RANGE, MOST_2AB))
        .asLiteral();
  }

  private static Published published(boolean random, double sequences) {
    return Published.solved(random ? "text of 2b" : "Table 2", TRIALS, sequences);
  }

  /** 2c: very long lags, with distractors. */
  public static Experiment distractors() {
    return new Experiment(
        "long-lag-2c",
        "Experiment 2c: very long time lags, no local regularities",
        "Success is checked after every sequence: both errors at the end of 10,000 training"
            + " sequences in a row below 0.2; the sequences before those are counted.",
        List.of(
            row2c(50, 50, 30_000),
            row2c(100, 100, 31_000),
            row2c(200, 200, 33_000),
            row2c(500, 500, 38_000),
            row2c(1000, 1000, 49_000),
            row2c(1000, 500, 49_000),
            row2c(1000, 200, 75_000),
            row2c(1000, 100, 135_000),
            row2c(1000, 50, 203_000),
            literal2c(50, 50, 30_000)));
  }

  private static Variant row2c(int q, int p, double sequences) {
    BlockTopology held =
        topology2c(p)
            .without(Wiring.GATES_FEED, Wiring.RECURRENT)
            .withSquash(Squash.BIPOLAR, Squash.WIDE, Squash.LOGISTIC);
    return row2c(held, q, p, sequences).withReading(READING_C);
  }

  /** With all weights, as the text has it. */
  private static Variant literal2c(int q, int p, double sequences) {
    return row2c(topology2c(p), q, p, sequences).asLiteral();
  }

  private static BlockTopology topology2c(int p) {
    return BlockTopology.of(p + 4, 2, 1, 2);
  }

  private static Variant row2c(BlockTopology topology, int q, int p, double sequences) {
    return variant(
        "long-lag-2c",
        "q" + q + "-p" + p,
        "lag q = " + q + ", p = " + p + " distractors, 2 blocks of 1, learning rate 0.01",
        Published.solved("Table 3", TRIALS_2C, sequences),
        topology2c(p),
        new FinalTargetTrial(
            PaperNet.of(topology, RANGE, 0.01),
            () -> new Distractors(q, p),
            trial -> new RunRule(0.2, 10_000),
            0.2,
            0,
            MOST));
  }

  private static Variant variant(
      String experiment,
      String name,
      String description,
      Published published,
      BlockTopology topology,
      TrialProgram program) {
    return new Variant(
        experiment,
        name,
        description,
        published,
        topology.weightCount(),
        List.of(Algorithm.PAPER, Algorithm.BPTT),
        program);
  }
}
