package dev.carousel.online;

import java.util.Arrays;

/**
 * The forward pass of memory cell blocks, eqs. (3) to (9) of the 1997 paper with the extensions of
 * 2000 and 2002:
 *
 * <pre>
 * y_in  = f(w_in  z + p_in  s(t-1))      y_phi = f(w_phi z + p_phi s(t-1))
 * s(t)  = y_phi s(t-1) + y_in g(w_c z)   y_out = f(w_out z + p_out s(t))
 * y_c   = y_out h(s(t))                  y_k   = f(w_k [x; y_c; 1])
 * </pre>
 *
 * where z = [x(t); y_c(t-1); gates(t-1); 1].
 */
final class BlockRun implements NetworkRun {
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

  private final boolean peepholes;
  private final boolean recurrent;
  private final Squash g;
  private final Squash h;
  private boolean outputsKnown;

  BlockRun(BlockNetwork network) {
    this.network = network;
    at = network.at;
    weights = network.weights();
    peepholes = network.topology.has(Wiring.PEEPHOLES);
    recurrent = network.topology.has(Wiring.RECURRENT);
    g = network.topology.g();
    h = network.topology.h();
    z = new double[at.sources];
    y = new double[at.hidden];
    state = new double[at.cells];
    statePrev = new double[at.cells];
    shown = new double[at.cells];
    cell = new double[at.cells];
    out = new double[at.outputs];
    start();
  }

  @Override
  public void start() {
    double initial = network.topology.initialActivation();
    Arrays.fill(state, 0);
    Arrays.fill(y, 0, at.cellUnits, initial);
    Arrays.fill(cell, initial);
  }

  @Override
  public void step(double[] x) {
    Sizes.checkValues("inputs", x, at.inputs);
    takeSources();
    System.arraycopy(x, 0, z, 0, at.inputs);
    hot = -1;
    Arrays.fill(y, 0);
    addSources(0, at.sources);
    finishStep();
  }

  @Override
  public void step(int input) {
    Sizes.checkPlace("input", input, at.inputs);
    takeSources();
    if (hot >= 0) {
      z[hot] = 0;
    } else {
      Arrays.fill(z, 0, at.inputs, 0);
    }
    hot = input;
    z[input] = 1;
    System.arraycopy(weights, input * at.hidden, y, 0, at.hidden);
    addSources(at.inputs, at.sources);
    finishStep();
  }

  /** What the step before left becomes what this step sees. */
  private void takeSources() {
    outputsKnown = false;
    System.arraycopy(state, 0, statePrev, 0, at.cells);
    if (recurrent) {
      System.arraycopy(cell, 0, z, at.inputs, at.cells);
      System.arraycopy(y, 0, z, at.inputs + at.cells, at.recurrentGates);
    }
    if (at.biasSource >= 0) {
      z[at.biasSource] = 1;
    }
  }

  /** y += weights z, four units at a time so that their sums stay in registers. */
  private void addSources(int from, int to) {
    int hidden = at.hidden;
    int u = 0;
    for (; u + 4 <= hidden; u += 4) {
      double a = y[u];
      double b = y[u + 1];
      double c = y[u + 2];
      double d = y[u + 3];
      for (int m = from; m < to; m++) {
        double zm = z[m];
        int row = m * hidden + u;
        a += weights[row] * zm;
        b += weights[row + 1] * zm;
        c += weights[row + 2] * zm;
        d += weights[row + 3] * zm;
      }
      y[u] = a;
      y[u + 1] = b;
      y[u + 2] = c;
      y[u + 3] = d;
    }
    for (; u < hidden; u++) {
      double a = y[u];
      for (int m = from; m < to; m++) {
        a += weights[m * hidden + u] * z[m];
      }
      y[u] = a;
    }
  }

  private void finishStep() {
    int before = at.outputGates >= 0 ? at.outputGates : at.cellUnits;
    if (peepholes) {
      addPeepholes(0, statePrev);
      if (at.forgetGates >= 0) {
        addPeepholes(at.forgetGates, statePrev);
      }
    }
    Squash.LOGISTIC.apply(y, 0, before);
    g.apply(y, at.cellUnits, at.hidden);
    advanceStates();
    if (at.outputGates >= 0) {
      if (peepholes) {
        addPeepholes(at.outputGates, state);
      }
      Squash.LOGISTIC.apply(y, at.outputGates, at.cellUnits);
    }
    h.apply(state, 0, shown, 0, at.cells);
    for (int i = 0; i < at.cells; i++) {
      cell[i] = at.outputGates < 0 ? shown[i] : y[at.outputGates + i / at.perBlock] * shown[i];
    }
  }

  private void addPeepholes(int firstGate, double[] states) {
    int row = at.peepholesInto(firstGate);
    for (int i = 0; i < at.cells; i++) {
      y[firstGate + i / at.perBlock] += weights[row + i] * states[i];
    }
  }

  private void advanceStates() {
    for (int j = 0; j < at.blocks; j++) {
      double input = y[j];
      double keep = at.forgetGates < 0 ? 1 : y[at.forgetGates + j];
      for (int i = j * at.perBlock; i < (j + 1) * at.perBlock; i++) {
        state[i] = keep * state[i] + input * y[at.cellUnits + i];
      }
    }
  }

  @Override
  public double[] outputs() {
    if (!outputsKnown) {
      computeOutputs();
      outputsKnown = true;
    }
    return out;
  }

  private void computeOutputs() {
    if (at.outputBias >= 0) {
      System.arraycopy(weights, outputRow(at.outputBias), out, 0, at.outputs);
    } else {
      Arrays.fill(out, 0);
    }
    if (at.directSources > 0 && hot >= 0) {
      addOutputs(hot, 1);
    } else {
      for (int m = 0; m < at.directSources; m++) {
        addOutputs(m, z[m]);
      }
    }
    for (int i = 0; i < at.cells; i++) {
      addOutputs(at.directSources + i, cell[i]);
    }
    network.topology.output().apply(out, 0, at.outputs);
  }

  private void addOutputs(int source, double value) {
    int row = outputRow(source);
    for (int k = 0; k < at.outputs; k++) {
      out[k] += weights[row + k] * value;
    }
  }

  int outputRow(int source) {
    return at.outputWeights + source * at.outputs;
  }

  /** The output gate of a cell's block; 1 where there is none. */
  double outputGate(int i) {
    return at.outputGates < 0 ? 1 : y[at.outputGates + i / at.perBlock];
  }
}
