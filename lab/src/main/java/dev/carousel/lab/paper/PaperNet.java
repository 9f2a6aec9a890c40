package dev.carousel.lab.paper;

import dev.carousel.lab.Algorithm;
import dev.carousel.lab.Trial;
import dev.carousel.online.BlockBptt;
import dev.carousel.online.BlockNetwork;
import dev.carousel.online.BlockTopology;
import dev.carousel.online.GateKind;
import dev.carousel.online.OnlineLearner;
import dev.carousel.online.RealTimeRecurrentLearning;
import dev.carousel.online.TruncatedGradient;

/**
 * A row of the paper's Table 10: topology, range of the first weights, learning rate, first biases
 * of the gates (empty: as random as the rest).
 */
record PaperNet(
    BlockTopology topology,
    double range,
    double rate,
    double[] inputBiases,
    double[] forgetBiases,
    double[] outputBiases) {
  private static final double[] RANDOM = {};

  static PaperNet of(BlockTopology topology, double range, double rate) {
    return new PaperNet(topology, range, rate, RANDOM, RANDOM, RANDOM);
  }

  PaperNet inputBiases(double... values) {
    return new PaperNet(topology, range, rate, values, forgetBiases, outputBiases);
  }

  PaperNet forgetBiases(double... values) {
    return new PaperNet(topology, range, rate, inputBiases, values, outputBiases);
  }

  PaperNet outputBiases(double... values) {
    return new PaperNet(topology, range, rate, inputBiases, forgetBiases, values);
  }

  /** The network before the first sequence. */
  BlockNetwork network(Trial trial) {
    BlockNetwork network = BlockNetwork.random(topology, range, trial.random("weights"));
    set(network, GateKind.INPUT, inputBiases);
    set(network, GateKind.FORGET, forgetBiases);
    set(network, GateKind.OUTPUT, outputBiases);
    return network;
  }

  private static void set(BlockNetwork network, GateKind gates, double[] biases) {
    if (biases.length > 0) {
      network.gateBiases(gates, biases);
    }
  }

  static OnlineLearner learner(Algorithm algorithm, BlockNetwork network) {
    return switch (algorithm) {
      case PAPER -> new TruncatedGradient(network);
      case BPTT -> new BlockBptt(network);
      case RTRL -> RealTimeRecurrentLearning.of(network);
      case ELMAN -> throw new IllegalArgumentException(algorithm.label());
    };
  }
}
