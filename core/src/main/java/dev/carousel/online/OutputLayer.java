package dev.carousel.online;

/** The errors of the output units, and what they want of the weights that lead there. */
final class OutputLayer {
  private final BlockRun run;
  private final BlockLayout at;
  private final double[] error; // e_k

  OutputLayer(BlockRun run) {
    this.run = run;
    this.at = run.at;
    this.error = new double[at.outputs];
  }

  /**
   * e_k, minus the derivative of unit k's error with respect to net_k, eq. (19), its share of the
   * change, eq. (22), and eps_c = sum over k of w_kc e_k.
   */
  void learn(double[] target, double[] change, double[] cellError) {
    Sizes.checkValues("targets", target, at.outputs);
    double[] out = run.outputs();
    BlockTopology topology = run.network.topology;
    for (int k = 0; k < error.length; k++) {
      error[k] = topology.error().push(topology.output(), target[k], out[k]);
    }
    if (at.directSources > 0 && run.hot >= 0) {
      add(change, run.hot, 1);
    } else {
      for (int m = 0; m < at.directSources; m++) {
        add(change, m, run.z[m]);
      }
    }
    if (at.outputBias >= 0) {
      add(change, at.outputBias, 1);
    }
    for (int i = 0; i < at.cells; i++) {
      add(change, at.directSources + i, run.cell[i]);
      cellError[i] = back(at.directSources + i);
    }
  }

  private void add(double[] change, int source, double value) {
    int row = run.outputRow(source);
    for (int k = 0; k < error.length; k++) {
      change[row + k] += error[k] * value;
    }
  }

  private double back(int source) {
    int row = run.outputRow(source);
    double sum = 0;
    for (int k = 0; k < error.length; k++) {
      sum += run.weights[row + k] * error[k];
    }
    return sum;
  }
}
