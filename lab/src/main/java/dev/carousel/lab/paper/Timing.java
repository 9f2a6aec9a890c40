package dev.carousel.lab.paper;

import dev.carousel.lab.Algorithm;
import dev.carousel.lab.Experiment;
import dev.carousel.lab.Published;
import dev.carousel.lab.Variant;
import dev.carousel.online.BlockTopology;
import dev.carousel.online.Squash;
import dev.carousel.online.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Measuring and generating time intervals (Gers, Schraudolph and Schmidhuber 2002): one cell with
 * three gates, with and without peepholes.
 */
public final class Timing {
  private static final int TRIALS = 10;
  private static final double RATE = 1e-5;

  /** As in the paper, but for measuring, where it went up to 100,000,000. */
  private static final long MOST = 10_000_000;

  // What leads somewhere, and what the text has: forget gates begin open, not closed, and in
  // measuring a gradient moves weights by 100 times itself in the end, not by 10,000 times.
  private static final Setting MEASURING = new Setting(0.99, 6);
  private static final Setting MEASURING_TEXT = new Setting(0.9999, -2);
  private static final Setting GENERATING = new Setting(0.999, 4);
  private static final Setting GENERATING_TEXT = new Setting(0.999, -2);
  private static final Setting WAVES = new Setting(0.99, 2);
  private static final Setting WAVES_TEXT = new Setting(0.99, -2);

  private static final int[] INTERVALS = {10, 20, 30, 40, 50};

  /** The longest intervals that are run when no row is named; those of F = 40 and 50 take long. */
  private static final int LONGEST_MEASURED = 30;

  /** No interval of 20 is generated, and ten such trials take nine minutes. */
  private static final int LONGEST_GENERATED = 20;

  private static final int[] PERIODS = {10, 25};
  private static final String RULE =
      "Sequences are training streams, at most 10,000,000: up to 100 periods, ending at the first"
          + " output that is off by more than ";

  private Timing() {}

  /** Measuring spike delays. */
  public static Experiment measuring() {
    return spikes(
        "timing-msd",
        "Measuring spike delays (2002)",
        "Weights change at each spike.",
        MEASURING,
        MEASURING_TEXT,
        LONGEST_MEASURED,
        TimedStream::measuring);
  }

  /** Generating timed spikes. */
  public static Experiment generating() {
    return spikes(
        "timing-gts",
        "Generating timed spikes (2002)",
        "At each spike the input tells whether the next interval is one step longer; the first spike"
            + " is not asked for.",
        GENERATING,
        GENERATING_TEXT,
        LONGEST_GENERATED,
        TimedStream::generating);
  }

  /**
   * What tasks differ in.
   *
   * @param forget first bias of the forget gate
   */
  private record Setting(double momentum, double forget) {
    String departureFrom(Setting text) {
      String gate = "the forget gate begins at %.0f, not at %.0f";
      String all = String.format(Locale.ROOT, gate, forget, text.forget);
      return momentum == text.momentum
          ? all
          : "%s; momentum %s, not %s".formatted(all, momentum, text.momentum);
    }
  }

  /** A task of spikes by its interval. */
  @FunctionalInterface
  private interface Spikes {
    TimedStream every(int steps);
  }

  private static Experiment spikes(
      String name,
      String title,
      String reading,
      Setting ours,
      Setting text,
      int longest,
      Spikes task) {
    List<Variant> rows = new ArrayList<>();
    for (boolean peepholes : new boolean[] {true, false}) {
      for (int f : INTERVALS) {
        Variant row = spikes(name, ours, () -> task.every(f), f, peepholes);
        row = row.withReading(ours.departureFrom(text));
        rows.add(f > longest ? row.asFurther() : row);
      }
    }
    rows.add(spikes(name, text, () -> task.every(10), 10, true).asLiteral());
    String check = RULE + "0.49. Solved: ten test streams of 1,000 periods. ";
    return new Experiment(name, title, check + reading, rows);
  }

  private static Variant spikes(
      String name, Setting setting, Supplier<TimedStream> task, int f, boolean peepholes) {
    PaperNet net = net(peepholes, Squash.LOGISTIC, setting);
    TimingTrial program = new TimingTrial(net, setting.momentum, task, 0.49, 10, MOST);
    return row(name, "F" + f, "intervals of F or F + 1, F = " + f, peepholes, program);
  }

  /** Periodic function generation. */
  public static Experiment periodic() {
    String name = "timing-pfg";
    List<Variant> rows = new ArrayList<>();
    for (boolean peepholes : new boolean[] {true, false}) {
      for (TimedStream.Wave wave : TimedStream.Wave.values()) {
        for (int f : PERIODS) {
          Variant row = periodic(name, wave, f, peepholes, WAVES);
          rows.add(row.withReading(WAVES.departureFrom(WAVES_TEXT)));
        }
      }
    }
    rows.add(periodic(name, TimedStream.Wave.COS, 10, true, WAVES_TEXT).asLiteral());
    String check = RULE + "0.3. Solved: one test stream of 1,000 periods. The input is 0.";
    return new Experiment(name, "Generating periodic functions (2002)", check, rows);
  }

  private static Variant periodic(
      String name, TimedStream.Wave wave, int f, boolean peepholes, Setting setting) {
    Supplier<TimedStream> task = () -> TimedStream.periodic(wave, f);
    PaperNet net = net(peepholes, Squash.IDENTITY, setting);
    TimingTrial program = new TimingTrial(net, setting.momentum, task, 0.3, 1, MOST);
    String form = wave.name().toLowerCase(Locale.ROOT);
    return row(name, form + "-F" + f, form + " of period F = " + f, peepholes, program);
  }

  private static PaperNet net(boolean peepholes, Squash output, Setting setting) {
    BlockTopology topology =
        BlockTopology.of(1, 1, 1, 1)
            .without(Wiring.GATES_FEED)
            .with(Wiring.FORGET_GATES, Wiring.CELL_BIAS, Wiring.GATE_BIAS, Wiring.OUTPUT_BIAS)
            .withSquash(Squash.IDENTITY, Squash.IDENTITY, output);
    return PaperNet.of(peepholes ? topology.with(Wiring.PEEPHOLES) : topology, 0.1, RATE)
        .inputBiases(0)
        .forgetBiases(setting.forget)
        .outputBiases(2);
  }

  private static Variant row(
      String experiment, String name, String what, boolean peepholes, TimingTrial program) {
    String momentum = String.format(Locale.ROOT, "%s", program.momentum());
    return new Variant(
        experiment,
        (peepholes ? "peephole-" : "forget-") + name,
        what
            + (peepholes ? ", peepholes" : ", no peepholes")
            + ", 1 cell, learning rate 1e-5, momentum "
            + momentum
            + String.format(Locale.ROOT, "; at most %,d streams", MOST),
        new Published("Gers et al. 2002", TRIALS, null, null, null),
        program.net().topology().weightCount(),
        List.of(Algorithm.PAPER),
        program);
  }
}
