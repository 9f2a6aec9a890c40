package dev.carousel.lab.paper;

import dev.carousel.lab.Algorithm;
import dev.carousel.lab.Experiment;
import dev.carousel.lab.Published;
import dev.carousel.lab.Variant;
import dev.carousel.online.BlockTopology;
import java.util.List;
import java.util.function.Supplier;

/** Experiment 6, Table 9: temporal order. */
public final class TemporalOrder {
  private static final double TOLERANCE = 0.3;
  private static final double MEAN = 0.1;
  private static final int TESTS = 2560;
  private static final long MOST = 10_000_000;
  private static final String CHECK =
      "Success is checked after every sequence: all errors of the last 2,000 below 0.3, and their"
          + " mean absolute error below 0.1.";

  private TemporalOrder() {}

  /** 6a: two relevant symbols. */
  public static Experiment two() {
    BlockTopology topology =
        BlockTopology.of(OrderedSymbols.SYMBOLS, 2, 2, 4).with(Adding.ALL_BIASED);
    return new Experiment(
        "temporal-order-6a",
        "Experiment 6a: temporal order of two symbols",
        CHECK,
        List.of(
            row(
                "temporal-order-6a",
                Published.solved("Table 9", 20, 31_390).withWrong(1),
                PaperNet.of(topology, 0.1, 0.5).inputBiases(-2, -4),
                OrderedSymbols::two)));
  }

  /** 6b: three relevant symbols. */
  public static Experiment three() {
    BlockTopology topology =
        BlockTopology.of(OrderedSymbols.SYMBOLS, 3, 2, 8).with(Adding.ALL_BIASED);
    return new Experiment(
        "temporal-order-6b",
        "Experiment 6b: temporal order of three symbols",
        CHECK,
        List.of(
            row(
                "temporal-order-6b",
                Published.solved("Table 9", 10, 571_100).withWrong(2),
                PaperNet.of(topology, 0.1, 0.1).inputBiases(-2, -4, -6),
                OrderedSymbols::three)));
  }

  private static Variant row(
      String name, Published published, PaperNet net, Supplier<Generator> generators) {
    BlockTopology topology = net.topology();
    return new Variant(
        name,
        "lstm",
        "%d blocks of %d, learning rate %s"
            .formatted(topology.blocks(), topology.cells(), net.rate()),
        published,
        topology.weightCount(),
        List.of(Algorithm.PAPER, Algorithm.BPTT),
        new FinalTargetTrial(
            net, generators, trial -> new WindowRule(TOLERANCE, 1, MEAN), TOLERANCE, TESTS, MOST));
  }
}
