package dev.carousel.lab.paper;

import dev.carousel.lab.Algorithm;
import dev.carousel.lab.Experiment;
import dev.carousel.lab.Published;
import dev.carousel.lab.Variant;
import dev.carousel.online.BlockNetwork;
import dev.carousel.online.BlockTopology;
import dev.carousel.online.Readout;
import dev.carousel.online.RecurrentNetwork;
import dev.carousel.online.RecurrentTopology;
import dev.carousel.online.Squash;
import dev.carousel.online.Wiring;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Experiment 1, Table 1: the embedded Reber grammar. */
public final class Reber {
  private static final String NAME = "reber";

  /** An output that is nearer to its target counts as no error; the paper has no such rule. */
  private static final double TOLERANCE = 0.25;

  /** The paper mentions h(x) = x and rejects it, for its values have no bounds. */
  private static final String READING =
      "h the identity, outputs within "
          + TOLERANCE
          + " of their targets are no errors, weights change after every step, activations start"
          + " at 0.5";

  private static final long MOST = 200_000;

  private Reber() {}

  /** The experiment. */
  public static Experiment experiment() {
    return new Experiment(
        NAME,
        "Experiment 1: embedded Reber grammar",
        "Success is checked on all strings of both sets after every sequence.",
        List.of(
            row(4, 1, 0.1, 100, 39_740),
            row(3, 2, 0.1, 100, 21_730),
            row(3, 2, 0.2, 97, 14_060),
            row(4, 1, 0.5, 97, 9_500),
            row(3, 2, 0.5, 100, 8_440),
            literal(4, 1, 0.1, 100, 39_740),
            literal(3, 2, 0.1, 100, 21_730),
            literal(3, 2, 0.2, 97, 14_060),
            literal(4, 1, 0.5, 97, 9_500),
            literal(3, 2, 0.5, 100, 8_440),
            baseline("rtrl-3", 3, Readout.UNITS, Algorithm.RTRL, 0.05, null, 173_000.0),
            baseline("rtrl-12", 12, Readout.UNITS, Algorithm.RTRL, 0.1, null, 25_000.0),
            baseline("elman-15", 15, Readout.HIDDEN, Algorithm.ELMAN, 0.1, 0.0, null)));
  }

  /** A row that the paper takes from the literature. */
  private static Variant baseline(
      String name,
      int hidden,
      Readout readout,
      Algorithm algorithm,
      double rate,
      @Nullable Double percent,
      @Nullable Double sequences) {
    RecurrentTopology topology =
        RecurrentTopology.of(ReberGrammar.SYMBOLS, hidden, ReberGrammar.SYMBOLS, readout);
    Baseline baseline = new Baseline(topology, 0.2, rate);
    ReberTrial program =
        new ReberTrial(
            trial -> {
              RecurrentNetwork network = baseline.network(trial);
              return new ReberTrial.Learning(
                  Baseline.learner(trial.algorithm(), network), network.run());
            },
            new ReberTrial.Updates(rate, 0, true),
            Baseline.MOST);
    return new Variant(
        NAME,
        name,
        String.format(
            Locale.ROOT, "%d hidden units, learning rate %s%s", hidden, rate, Baseline.CAP),
        new Published("Table 1", 10, percent, sequences, null),
        topology.weightCount(),
        List.of(algorithm),
        program);
  }

  private static Variant row(int blocks, int cells, double rate, double percent, double sequences) {
    BlockTopology topology =
        topology(blocks, cells)
            .withSquash(Squash.WIDE, Squash.IDENTITY, Squash.LOGISTIC)
            .withInitialActivation(0.5);
    ReberTrial.Updates updates = new ReberTrial.Updates(rate, TOLERANCE, true);
    return row(topology, updates, percent, sequences).withReading(READING);
  }

  /** As the text has it. */
  private static Variant literal(
      int blocks, int cells, double rate, double percent, double sequences) {
    BlockTopology topology =
        topology(blocks, cells).withSquash(Squash.WIDE, Squash.BIPOLAR, Squash.LOGISTIC);
    ReberTrial.Updates updates = new ReberTrial.Updates(rate, 0, false);
    return row(topology, updates, percent, sequences).asLiteral();
  }

  private static BlockTopology topology(int blocks, int cells) {
    return BlockTopology.of(ReberGrammar.SYMBOLS, blocks, cells, ReberGrammar.SYMBOLS)
        .with(Wiring.GATE_BIAS);
  }

  private static Variant row(
      BlockTopology topology, ReberTrial.Updates updates, double percent, double sequences) {
    int blocks = topology.blocks();
    int cells = topology.cells();
    PaperNet net = PaperNet.of(topology, 0.2, updates.rate()).outputBiases(Steps.down(-1, blocks));
    ReberTrial program =
        new ReberTrial(
            trial -> {
              BlockNetwork network = net.network(trial);
              return new ReberTrial.Learning(
                  PaperNet.learner(trial.algorithm(), network), network.run());
            },
            updates,
            MOST);
    return new Variant(
        NAME,
        String.format(Locale.ROOT, "lstm-%dx%d-%s", blocks, cells, updates.rate()),
        String.format(
            Locale.ROOT, "%d blocks of %d, learning rate %s", blocks, cells, updates.rate()),
        new Published("Table 1", 30, percent, sequences, null),
        topology.weightCount(),
        List.of(Algorithm.PAPER, Algorithm.BPTT),
        program);
  }
}
