package dev.carousel.online;

import dev.carousel.random.Randomness;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The weights of a conventional recurrent network. Runs and learners share them; one thread at a
 * time may change them.
 */
public final class RecurrentNetwork {
  final RecurrentTopology topology;
  private final double[] weights;

  /** A network whose weights are all zero. */
  public RecurrentNetwork(RecurrentTopology topology) {
    this.topology = topology;
    weights = new double[topology.weightCount()];
  }

  /** A network with weights drawn uniformly from [-range, range). */
  public static RecurrentNetwork random(
      RecurrentTopology topology, double range, Randomness random) {
    RecurrentNetwork network = new RecurrentNetwork(topology);
    for (int i = 0; i < network.weights.length; i++) {
      network.weights[i] = range * (2 * random.uniformDouble(i) - 1);
    }
    return network;
  }

  /** What it was made of. */
  public RecurrentTopology topology() {
    return topology;
  }

  /**
   * The weights themselves, not a copy: into the recurrent units from each source (inputs, units,
   * constant), then into the output layer from each source (inputs, hidden units, constant).
   */
  public double[] weights() {
    return weights;
  }

  /** Writes topology and weights to a safetensors file, replacing it as a whole. */
  public void save(Path file) throws IOException {
    OnlineFile.write(file, topology, weights);
  }

  /**
   * Reads what {@link #save} wrote, to the bit.
   *
   * @throws dev.carousel.BadInput if the file is damaged, or holds something else
   */
  public static RecurrentNetwork load(Path file) throws IOException {
    return OnlineFile.read(
        file,
        RecurrentTopology.class,
        RecurrentTopology::weightCount,
        RecurrentNetwork::new,
        RecurrentNetwork::weights);
  }

  /** Runs without learning. */
  public NetworkRun run() {
    return new RecurrentRun(this);
  }
}
