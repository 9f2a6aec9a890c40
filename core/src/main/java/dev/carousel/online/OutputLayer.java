package dev.carousel.online;

/** The errors of the output units, and what they want of the weights that lead there. */
final class OutputLayer {
  private final BlockRun run;
  private final double[] error; // e_k

  OutputLayer(BlockRun run) {
    this.run = run;
    this.error = new double[run.at.outputs()];
  }

  /**
   * e_k, minus the derivative of unit k's error with respect to net_k, eq. (19), its share of the
   * change, eq. (22), and eps_c = sum over k of w_kc e_k.
   *
   * @param at the network's; a constant where a copy for its topology calls ({@link PerTopology})
   * @param topology likewise
   */
  void learn(
      BlockLayout at,
      BlockTopology topology,
      double[] target,
      double[] change,
      double[] cellError) {
    Sizes.checkValues("targets", target, at.outputs());
    double[] out = run.outputs();
    for (int k = 0; k < at.outputs(); k++) {
      error[k] = topology.error().push(topology.output(), target[k], out[k]);
    }
    if (at.directSources() > 0 && run.hot >= 0) {
      add(at, change, run.hot, 1);
    } else {
      for (int m = 0; m < at.directSources(); m++) {
        add(at, change, m, run.z[m]);
      }
    }
    if (at.outputBias() >= 0) {
      add(at, change, at.outputBias(), 1);
    }
    for (int i = 0; i < at.cells(); i++) {
      add(at, change, at.directSources() + i, run.cell[i]);
      cellError[i] = back(at, at.directSources() + i);
    }
  }

  private void add(BlockLayout at, double[] change, int source, double value) {
    int row = at.outputRow(source);
    for (int k = 0; k < at.outputs(); k++) {
      change[row + k] += error[k] * value;
    }
  }

  private double back(BlockLayout at, int source) {
    int row = at.outputRow(source);
    double sum = 0;
    for (int k = 0; k < at.outputs(); k++) {
      sum += run.weights[row + k] * error[k];
    }
    return sum;
  }
}
