package dev.carousel.lab.paper;

import dev.carousel.lab.Algorithm;
import dev.carousel.lab.Trial;
import dev.carousel.online.OnlineLearner;
import dev.carousel.online.RealTimeRecurrentLearning;
import dev.carousel.online.RecurrentBptt;
import dev.carousel.online.RecurrentNetwork;
import dev.carousel.online.RecurrentTopology;

/** A conventional recurrent network that the paper compares with. */
record Baseline(RecurrentTopology topology, double range, double rate) {
  /** What baselines are allowed; the paper went up to 5,000,000. */
  static final long MOST = 200_000;

  static final String CAP = "; at most 200,000 sequences, fewer than the paper's";

  /** The network before the first sequence. */
  RecurrentNetwork network(Trial trial) {
    return RecurrentNetwork.random(topology, range, trial.random("weights"));
  }

  static OnlineLearner learner(Algorithm algorithm, RecurrentNetwork network) {
    return switch (algorithm) {
      case RTRL -> RealTimeRecurrentLearning.of(network);
      case BPTT -> RecurrentBptt.full(network);
      case ELMAN -> RecurrentBptt.oneStep(network);
      case PAPER -> throw new IllegalArgumentException(algorithm.label());
    };
  }
}
