package dev.carousel.online;

import dev.carousel.BadInput;
import dev.carousel.random.Randomness;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The weights of a network of memory cell blocks. Runs and learners share them; one thread at a
 * time may change them.
 */
public final class BlockNetwork {
  final BlockTopology topology;
  final BlockLayout at;
  private final double[] weights;

  /** A network whose weights are all zero. */
  public BlockNetwork(BlockTopology topology) {
    this.topology = topology;
    this.at = BlockLayout.of(topology);
    this.weights = new double[at.weights()];
  }

  /** A network with weights drawn uniformly from [-range, range), biases too. */
  public static BlockNetwork random(BlockTopology topology, double range, Randomness random) {
    BlockNetwork network = new BlockNetwork(topology);
    for (int i = 0; i < network.weights.length; i++) {
      network.weights[i] = range * (2 * random.uniformDouble(i) - 1);
    }
    network.clearUnbiased(network.weights);
    return network;
  }

  /** What it was made of. */
  public BlockTopology topology() {
    return topology;
  }

  /**
   * The weights themselves, not a copy: into the hidden units from each source, then peepholes,
   * then into the output units from each source. A bias that does not exist stays 0.
   */
  public double[] weights() {
    return weights;
  }

  /**
   * Sets the bias weights of one kind of gate, block by block.
   *
   * @throws BadInput if there is no such gate, no bias, or another number of blocks
   */
  public BlockNetwork gateBiases(GateKind kind, double... values) {
    int first = firstGate(kind);
    if (first < 0 || !topology.has(Wiring.GATE_BIAS)) {
      throw new BadInput("%s gates: this network has none with a bias", kind);
    }
    if (values.length != at.blocks()) {
      throw new BadInput(
          "biases of %s gates: found %d, expected one for each of %d blocks",
          kind, values.length, at.blocks());
    }
    System.arraycopy(values, 0, weights, at.biasSource() * at.hidden() + first, values.length);
    return this;
  }

  /** The weight from an input to an output unit; only with {@link Wiring#DIRECT_INPUTS}. */
  public double direct(int input, int output) {
    return weights[at.outputWeights() + input * at.outputs() + output];
  }

  /** Sets that weight. */
  public void direct(int input, int output, double value) {
    weights[at.outputWeights() + input * at.outputs() + output] = value;
  }

  /** Writes topology and weights to a safetensors file, replacing it as a whole. */
  public void save(Path file) throws IOException {
    OnlineFile.write(file, topology, weights);
  }

  /**
   * Reads what {@link #save} wrote, to the bit.
   *
   * @throws BadInput if the file is damaged, or holds something else
   */
  public static BlockNetwork load(Path file) throws IOException {
    return OnlineFile.read(
        file,
        BlockTopology.class,
        topology -> BlockLayout.of(topology).weights(),
        BlockNetwork::new,
        BlockNetwork::weights);
  }

  /** Runs without learning. */
  public NetworkRun run() {
    return BlockRun.of(this);
  }

  private int firstGate(GateKind kind) {
    return switch (kind) {
      case INPUT -> 0;
      case FORGET -> at.forgetGates();
      case OUTPUT -> at.outputGates();
    };
  }

  /** Puts 0 where a bias weight would be if its unit had one. */
  void clearUnbiased(double[] likeWeights) {
    if (at.biasSource() < 0) {
      return;
    }
    int row = at.biasSource() * at.hidden();
    if (!topology.has(Wiring.GATE_BIAS)) {
      java.util.Arrays.fill(likeWeights, row, row + at.cellUnits(), 0);
    }
    if (!topology.has(Wiring.CELL_BIAS)) {
      java.util.Arrays.fill(likeWeights, row + at.cellUnits(), row + at.hidden(), 0);
    }
  }
}
