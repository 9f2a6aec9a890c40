package dev.carousel.online;

/** Memory cell blocks on their way along a sequence: what every step leaves for learners to see. */
abstract class BlockRun implements NetworkRun {
  private static final PerTopology<BlockNetwork, BlockRun> FORWARD =
      new PerTopology<>(BlockForward.class, BlockNetwork.class, BlockRun.class);

  final BlockNetwork network;
  final BlockLayout at;
  final double[] weights;

  /** What hidden units see: [sources]. */
  final double[] z;

  /** Hidden units after squashing; of a cell this is g(net). */
  final double[] y;

  final double[] state;
  final double[] statePrev;
  final double[] shown; // h(s)
  final double[] cell; // y_c
  final double[] out;

  /** The one active input, or -1 if any may be. */
  int hot = -1;

  BlockRun(BlockNetwork network) {
    this.network = network;
    at = network.at;
    weights = network.weights();
    z = new double[at.sources()];
    y = new double[at.hidden()];
    state = new double[at.cells()];
    statePrev = new double[at.cells()];
    shown = new double[at.cells()];
    cell = new double[at.cells()];
    out = new double[at.outputs()];
  }

  /** A run before the first step of a sequence. */
  static BlockRun of(BlockNetwork network) {
    BlockRun run = FORWARD.create(network.topology, network);
    run.start();
    return run;
  }

  /** The output gate of a cell's block; 1 where there is none. */
  final double outputGate(int i) {
    return at.outputGates() < 0 ? 1 : y[at.outputGates() + i / at.perBlock()];
  }
}
