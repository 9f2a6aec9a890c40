package dev.carousel.lab.paper;

import dev.carousel.lab.Algorithm;
import dev.carousel.lab.Experiment;
import dev.carousel.lab.Published;
import dev.carousel.lab.Variant;
import dev.carousel.online.BlockTopology;
import dev.carousel.online.Wiring;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The continual embedded Reber grammar (Gers, Schmidhuber and Cummins 2000). */
public final class ContinualReber {
  private static final String NAME = "continual-reber";
  private static final int NETWORKS = 100;
  private static final long MOST = 30_000;
  private static final int BLOCKS = 4;

  /** The usual gates of the paper; forget gates come on top. */
  private static final BlockTopology STANDARD =
      BlockTopology.of(ReberGrammar.SYMBOLS, BLOCKS, 2, ReberGrammar.SYMBOLS)
          .without(Wiring.GATES_FEED)
          .with(Wiring.GATE_BIAS, Wiring.OUTPUT_BIAS, Wiring.DIRECT_INPUTS);

  private ContinualReber() {}

  /** The experiment. */
  public static Experiment experiment() {
    return new Experiment(
        NAME,
        "Continual embedded Reber grammar (2000)",
        "Sequences are training streams, each ending with its first wrong prediction, after 100,000"
            + " symbols, or where its rate has decayed to nothing. Solved: ten test streams of"
            + " 100,000 symbols without error, tried after every training stream of at least 1,000"
            + " symbols.",
        List.of(
            row("forget-decay", "forget gates, rate decays to 1e-30", true, false, 0.99, 62.0),
            row("forget", "forget gates", true, false, 1, 18.0),
            row("standard-reset", "no forget gates, states reset at each B", false, true, 1, 74.0),
            row("standard", "no forget gates", false, false, 1, null)));
  }

  private static Variant row(
      String name,
      String what,
      boolean forget,
      boolean resets,
      double decay,
      @Nullable Double percent) {
    double[] biases = Steps.down(-0.5, BLOCKS);
    BlockTopology topology = forget ? STANDARD.with(Wiring.FORGET_GATES) : STANDARD;
    PaperNet net = PaperNet.of(topology, 0.2, 0.5).inputBiases(biases).outputBiases(biases);
    if (forget) {
      net = net.forgetBiases(Steps.down(0.5, BLOCKS));
    }
    return new Variant(
            NAME,
            name,
            what + ", 4 blocks of 2, learning rate 0.5" + (decay < 1 ? " x " + decay + "^t" : ""),
            new Published("Gers et al. 2000", NETWORKS, percent, null, null),
            topology.weightCount(),
            List.of(Algorithm.PAPER),
            new ContinualReberTrial(net, resets, decay, MOST))
        .withReading("targets are 1 for both symbols that could come");
  }
}
