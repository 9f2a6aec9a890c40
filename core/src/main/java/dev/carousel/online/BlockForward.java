package dev.carousel.online;

import java.lang.invoke.MethodHandles;
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
 * where z = [x(t); y_c(t-1); gates(t-1); 1]. Every topology runs a copy of this class ({@link
 * PerTopology}), in which {@code AT} and what else depends on it are constants.
 */
final class BlockForward extends BlockRun {
  private static final BlockTopology TOPOLOGY = PerTopology.topologyOf(MethodHandles.lookup());
  private static final BlockLayout AT = BlockLayout.of(TOPOLOGY);
  private static final boolean PEEPHOLES = TOPOLOGY.has(Wiring.PEEPHOLES);
  private static final boolean RECURRENT = TOPOLOGY.has(Wiring.RECURRENT);
  private static final Squash G = TOPOLOGY.g();
  private static final Squash H = TOPOLOGY.h();

  private boolean outputsKnown;

  /** Called by {@link PerTopology}, of a copy of this class for the network's topology. */
  BlockForward(BlockNetwork network) {
    super(network);
  }

  @Override
  public void start() {
    double initial = TOPOLOGY.initialActivation();
    Arrays.fill(state, 0);
    Arrays.fill(y, 0, AT.cellUnits(), initial);
    Arrays.fill(cell, initial);
  }

  @Override
  public void step(double[] x) {
    Sizes.checkValues("inputs", x, AT.inputs());
    takeSources();
    System.arraycopy(x, 0, z, 0, AT.inputs());
    hot = -1;
    Arrays.fill(y, 0);
    addSources(0, AT.sources());
    finishStep();
  }

  @Override
  public void step(int input) {
    Sizes.checkPlace("input", input, AT.inputs());
    takeSources();
    if (hot >= 0) {
      z[hot] = 0;
    } else {
      Arrays.fill(z, 0, AT.inputs(), 0);
    }
    hot = input;
    z[input] = 1;
    System.arraycopy(weights, input * AT.hidden(), y, 0, AT.hidden());
    addSources(AT.inputs(), AT.sources());
    finishStep();
  }

  /** What the step before left becomes what this step sees. */
  private void takeSources() {
    outputsKnown = false;
    System.arraycopy(state, 0, statePrev, 0, AT.cells());
    if (RECURRENT) {
      System.arraycopy(cell, 0, z, AT.inputs(), AT.cells());
      System.arraycopy(y, 0, z, AT.inputs() + AT.cells(), AT.recurrentGates());
    }
    if (AT.biasSource() >= 0) {
      z[AT.biasSource()] = 1;
    }
  }

  /** y += weights z, four units at a time so that their sums stay in registers. */
  private void addSources(int from, int to) {
    int hidden = AT.hidden();
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
    int before = AT.outputGates() >= 0 ? AT.outputGates() : AT.cellUnits();
    if (PEEPHOLES) {
      addPeepholes(0, statePrev);
      if (AT.forgetGates() >= 0) {
        addPeepholes(AT.forgetGates(), statePrev);
      }
    }
    Squash.LOGISTIC.apply(y, 0, before);
    G.apply(y, AT.cellUnits(), AT.hidden());
    advanceStates();
    if (AT.outputGates() >= 0) {
      if (PEEPHOLES) {
        addPeepholes(AT.outputGates(), state);
      }
      Squash.LOGISTIC.apply(y, AT.outputGates(), AT.cellUnits());
    }
    H.apply(state, 0, shown, 0, AT.cells());
    for (int i = 0; i < AT.cells(); i++) {
      cell[i] =
          AT.outputGates() < 0 ? shown[i] : y[AT.outputGates() + i / AT.perBlock()] * shown[i];
    }
  }

  private void addPeepholes(int firstGate, double[] states) {
    int row = AT.peepholesInto(firstGate);
    for (int i = 0; i < AT.cells(); i++) {
      y[firstGate + i / AT.perBlock()] += weights[row + i] * states[i];
    }
  }

  private void advanceStates() {
    for (int j = 0; j < AT.blocks(); j++) {
      double input = y[j];
      double keep = AT.forgetGates() < 0 ? 1 : y[AT.forgetGates() + j];
      for (int i = j * AT.perBlock(); i < (j + 1) * AT.perBlock(); i++) {
        state[i] = keep * state[i] + input * y[AT.cellUnits() + i];
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
    if (AT.outputBias() >= 0) {
      System.arraycopy(weights, AT.outputRow(AT.outputBias()), out, 0, AT.outputs());
    } else {
      Arrays.fill(out, 0);
    }
    if (AT.directSources() > 0 && hot >= 0) {
      addOutputs(hot, 1);
    } else {
      for (int m = 0; m < AT.directSources(); m++) {
        addOutputs(m, z[m]);
      }
    }
    for (int i = 0; i < AT.cells(); i++) {
      addOutputs(AT.directSources() + i, cell[i]);
    }
    TOPOLOGY.output().apply(out, 0, AT.outputs());
  }

  private void addOutputs(int source, double value) {
    int row = AT.outputRow(source);
    for (int k = 0; k < AT.outputs(); k++) {
      out[k] += weights[row + k] * value;
    }
  }
}
