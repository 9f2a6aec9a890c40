package dev.carousel.lab.paper;

import dev.carousel.lab.Algorithm;
import dev.carousel.lab.Experiment;
import dev.carousel.lab.Published;
import dev.carousel.lab.Variant;
import dev.carousel.online.BlockTopology;
import dev.carousel.online.Wiring;
import java.util.List;
import java.util.Locale;

/** Experiment 3, Tables 4 to 6: noise and signal on the same line. */
public final class TwoSequence {
  private static final int TESTS = 2560;
  private static final long MOST = 5_000_000;
  private static final String CHECK =
      "Success is checked on 256 sequences drawn once a trial, when as few of the last 256 training"
          + " sequences were wrong as may be of them, at most every 100 sequences. Sequences are"
          + " those until ST2; st1 is the mean until ST1.";

  private static final Task TASK_B =
      new Task("two-sequence-3b", "Table 5", TwoClasses.Noise.ON_SIGNAL, 1.0, 0.2, 6, 0.04);

  private TwoSequence() {}

  /** 3a: noise after the signal. */
  public static Experiment clean() {
    return new Experiment(
        "two-sequence-3a",
        "Experiment 3a: two-sequence problem",
        CHECK,
        List.of(
            rowA(100, 3, 27_380, 39_850, 0.000195),
            rowA(100, 1, 58_370, 64_330, 0.000117),
            rowA(1000, 3, 446_850, 452_460, 0.000078)));
  }

  /** 3b: noise on the signal. */
  public static Experiment noisySignal() {
    return new Experiment(
        "two-sequence-3b",
        "Experiment 3b: two-sequence problem with noise on the signal",
        CHECK,
        List.of(
            rowB(100, 3, 41_740, 43_250, 0.00828),
            rowB(100, 1, 74_950, 78_430, 0.01500),
            rowB(1000, 1, 481_060, 485_080, 0.01207),
            literalB()));
  }

  /** 3c: noise on the targets. */
  public static Experiment noisyTarget() {
    return new Experiment(
        "two-sequence-3c",
        "Experiment 3c: two-sequence problem with noisy targets",
        CHECK,
        List.of(rowC(100, 3, 269_650, 0.00558, 0.014), rowC(100, 1, 565_640, 0.00441, 0.012)));
  }

  private static Variant rowA(
      int length, int signal, double first, double sequences, double wrong) {
    Task task = new Task("two-sequence-3a", "Table 4", TwoClasses.Noise.AFTER, 1.0, 0.2, 1, 0.01);
    return row(
        task,
        length,
        signal,
        task.published(sequences, wrong).with(HeldOutRule.FIRST, first),
        false);
  }

  private static Variant rowB(
      int length, int signal, double first, double sequences, double wrong) {
    Published published = TASK_B.published(sequences, wrong).with(HeldOutRule.FIRST, first);
    return length == 1000
        ? row(TASK_B, length, signal, published, true)
            .withReading("the 3 biases of cell inputs held at 0")
        : row(TASK_B, length, signal, published, false);
  }

  /** The row of the longest sequences with the biases of cells that the text gives them. */
  private static Variant literalB() {
    Published published = TASK_B.published(485_080, 0.01207).with(HeldOutRule.FIRST, 481_060.0);
    return row(TASK_B, 1000, 1, published, false).asLiteral();
  }

  private static Variant rowC(int length, int signal, double sequences, double wrong, double mean) {
    Task task =
        new Task("two-sequence-3c", "Table 6", TwoClasses.Noise.ON_TARGET, 0.1, 0.1, 1, 0.015);
    Published published = task.published(sequences, wrong).with(FinalTargetTrial.MEAN_ERROR, mean);
    return row(task, length, signal, published, false).withReading("the signal has no noise");
  }

  /** What the rows of one of the three have in common. */
  private record Task(
      String name,
      String table,
      TwoClasses.Noise noise,
      double rate,
      double tolerance,
      int fewerThan,
      double meanBelow) {
    Published published(double sequences, double wrong) {
      return Published.solved(table, 10, sequences).withWrong(wrong * TESTS);
    }
  }

  private static Variant row(Task task, int length, int signal, Published published, boolean hold) {
    BlockTopology topology = BlockTopology.of(1, 3, 1, 1).with(Wiring.CELL_BIAS, Wiring.GATE_BIAS);
    BlockTopology held = hold ? topology.without(Wiring.CELL_BIAS) : topology;
    PaperNet net =
        PaperNet.of(held, 0.1, task.rate())
            .inputBiases(Steps.of(-1, -2, 3))
            .outputBiases(Steps.of(-2, -2, 3));
    return new Variant(
        task.name(),
        "T" + length + "-N" + signal,
        "T = %d, N = %d, noise %s, 3 blocks of 1, learning rate %s"
            .formatted(
                length,
                signal,
                task.noise().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                task.rate()),
        published,
        topology.weightCount(),
        List.of(Algorithm.PAPER, Algorithm.BPTT),
        new FinalTargetTrial(
            net,
            () -> new TwoClasses(length, signal, task.noise()),
            trial ->
                new HeldOutRule(
                    trial,
                    new TwoClasses(length, signal, task.noise()),
                    task.tolerance(),
                    task.fewerThan(),
                    task.meanBelow()),
            task.tolerance(),
            TESTS,
            MOST));
  }
}
