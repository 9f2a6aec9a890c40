package dev.carousel.online;

import java.util.Arrays;

/** The forward pass of a conventional recurrent network; units are 0 before the first step. */
final class RecurrentRun implements NetworkRun {
  final RecurrentTopology topology;
  final double[] weights;
  final int units;

  /** What units see, (sources), and what they make of it, (units). */
  final double[] z;

  final double[] y;
  final double[] out;

  /** The one active input, or -1 if any may be. */
  int hot = -1;

  private final int directSources;
  private boolean outputsKnown;

  RecurrentRun(RecurrentNetwork network) {
    topology = network.topology;
    weights = network.weights();
    units = topology.units();
    directSources = topology.readout() == Readout.HIDDEN_AND_INPUTS ? topology.inputs() : 0;
    z = new double[topology.sources()];
    y = new double[units];
    out = new double[topology.outputs()];
    start();
  }

  @Override
  public void start() {
    Arrays.fill(y, 0);
  }

  @Override
  public void step(double[] x) {
    Sizes.checkValues("inputs", x, topology.inputs());
    takeSources();
    System.arraycopy(x, 0, z, 0, topology.inputs());
    hot = -1;
    Arrays.fill(y, 0);
    for (int m = 0; m < topology.inputs(); m++) {
      addSource(m);
    }
    finishStep();
  }

  @Override
  public void step(int input) {
    Sizes.checkPlace("input", input, topology.inputs());
    takeSources();
    Arrays.fill(z, 0, topology.inputs(), 0);
    hot = input;
    z[input] = 1;
    Arrays.fill(y, 0);
    addSource(input);
    finishStep();
  }

  private void takeSources() {
    outputsKnown = false;
    System.arraycopy(y, 0, z, topology.inputs(), units);
    if (topology.biased()) {
      z[z.length - 1] = 1;
    }
  }

  private void addSource(int m) {
    double zm = z[m];
    for (int u = 0; u < units; u++) {
      y[u] += weights[m * units + u] * zm;
    }
  }

  private void finishStep() {
    for (int m = topology.inputs(); m < z.length; m++) {
      addSource(m);
    }
    topology.unit().apply(y, 0, units);
  }

  @Override
  public double[] outputs() {
    if (!outputsKnown) {
      outputsKnown = true;
      if (topology.readout() == Readout.UNITS) {
        System.arraycopy(y, topology.hidden(), out, 0, out.length);
      } else {
        computeOutputs();
      }
    }
    return out;
  }

  private void computeOutputs() {
    Arrays.fill(out, 0);
    for (int m = 0; m < topology.outputSources(); m++) {
      double value = outputSource(m);
      if (value != 0) {
        int row = outputRow(m);
        for (int k = 0; k < out.length; k++) {
          out[k] += weights[row + k] * value;
        }
      }
    }
    topology.output().apply(out, 0, out.length);
  }

  /** What the output layer sees at place m. */
  private double outputSource(int m) {
    if (m < directSources) {
      return z[m];
    }
    int unit = m - directSources;
    return unit < units ? y[unit] : 1;
  }

  private int outputRow(int m) {
    return z.length * units + m * out.length;
  }

  /**
   * Adds what the error of this step wants of the output layer, and gives the error of the units.
   *
   * @param unitError (units)
   */
  void learn(double[] target, double[] change, double[] unitError) {
    Sizes.checkValues("targets", target, out.length);
    double[] shown = outputs();
    Arrays.fill(unitError, 0);
    if (topology.readout() == Readout.UNITS) {
      for (int k = 0; k < shown.length; k++) {
        unitError[topology.hidden() + k] = target[k] - shown[k];
      }
      return;
    }
    for (int m = 0; m < topology.outputSources(); m++) {
      double value = outputSource(m);
      if (value == 0 && m < directSources) {
        continue;
      }
      int row = outputRow(m);
      double back = 0;
      for (int k = 0; k < shown.length; k++) {
        double error = topology.output().slope(shown[k]) * (target[k] - shown[k]);
        change[row + k] += error * value;
        back += error * weights[row + k];
      }
      int unit = m - directSources;
      if (unit >= 0 && unit < units) {
        unitError[unit] = back;
      }
    }
  }
}
