package dev.carousel.online;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Full back-propagation through time over memory cell blocks: the exact gradient, also through
 * gates, peepholes and recurrent weights. Steps are kept from {@link #start} to the update, so
 * memory grows with the sequence; a sequence is one {@code start} with its steps.
 */
public final class BlockBptt implements OnlineLearner {
  private final BlockNetwork network;
  private final BlockRun run;
  private final BlockLayout at;
  private final BlockTopology topology;
  private final OutputLayer outputLayer;
  private final WeightChange change;
  private final List<Step> steps = new ArrayList<>();
  private int length;
  private boolean pending;

  /** Error at the units, on the way back: of cell outputs and gates of the step before. */
  private final double[] cellErrorAbove;

  private final double[] gateErrorAbove;
  private final double[] stateErrorAbove;
  private final double[] netError;

  /** A learner for this network, before the first step of a sequence. */
  public BlockBptt(BlockNetwork network) {
    this.network = network;
    topology = network.topology;
    at = network.at;
    run = BlockRun.of(network);
    outputLayer = new OutputLayer(run);
    change = new WeightChange(network.weights());
    cellErrorAbove = new double[at.cells()];
    gateErrorAbove = new double[at.cellUnits()];
    stateErrorAbove = new double[at.cells()];
    netError = new double[at.hidden()];
  }

  /** What a step has to remember; eps is 0 where there was no target. */
  private record Step(
      double[] z, double[] y, double[] statePrev, double[] state, double[] shown, double[] eps) {
    Step(BlockLayout at) {
      this(
          new double[at.sources()],
          new double[at.hidden()],
          new double[at.cells()],
          new double[at.cells()],
          new double[at.cells()],
          new double[at.cells()]);
    }

    void keep(BlockRun run) {
      System.arraycopy(run.z, 0, z, 0, z.length);
      System.arraycopy(run.y, 0, y, 0, y.length);
      System.arraycopy(run.statePrev, 0, statePrev, 0, statePrev.length);
      System.arraycopy(run.state, 0, state, 0, state.length);
      System.arraycopy(run.shown, 0, shown, 0, shown.length);
      Arrays.fill(eps, 0);
    }
  }

  @Override
  public void start() {
    flush();
    run.start();
    length = 0;
  }

  @Override
  public void step(double[] x) {
    run.step(x);
    keep();
  }

  @Override
  public void step(int hot) {
    run.step(hot);
    keep();
  }

  private void keep() {
    if (length == steps.size()) {
      steps.add(new Step(at));
    }
    steps.get(length++).keep(run);
  }

  @Override
  public double[] outputs() {
    return run.outputs();
  }

  @Override
  public void learn(double[] target) {
    outputLayer.learn(at, topology, target, change.sum, steps.get(length - 1).eps());
    pending = true;
  }

  @Override
  public double[] change() {
    flush();
    return change.sum;
  }

  @Override
  public void update(double rate, double momentum) {
    flush();
    change.apply(rate, momentum);
  }

  /** Carries the errors of the steps so far back to the first. */
  private void flush() {
    if (!pending) {
      return;
    }
    pending = false;
    Arrays.fill(cellErrorAbove, 0);
    Arrays.fill(gateErrorAbove, 0);
    Arrays.fill(stateErrorAbove, 0);
    for (int t = length - 1; t >= 0; t--) {
      back(steps.get(t));
      Arrays.fill(steps.get(t).eps(), 0);
    }
    network.clearUnbiased(change.sum);
  }

  private void back(Step step) {
    backToOutputGates(step);
    backToStates(step);
    addChange(step);
    backToSources();
  }

  /** y_c = y_out h(s), and y_out = f(w z + p s). */
  private void backToOutputGates(Step step) {
    double[] y = step.y();
    for (int i = 0; i < at.cells(); i++) {
      cellErrorAbove[i] += step.eps()[i];
    }
    if (at.outputGates() >= 0) {
      for (int j = 0; j < at.blocks(); j++) {
        int unit = at.outputGates() + j;
        double error = gateErrorAbove[unit];
        for (int i = j * at.perBlock(); i < (j + 1) * at.perBlock(); i++) {
          error += step.shown()[i] * cellErrorAbove[i];
        }
        netError[unit] = error * y[unit] * (1 - y[unit]);
      }
      addPeepholeError(at.outputGates(), step.state(), stateErrorAbove);
    }
    for (int i = 0; i < at.cells(); i++) {
      double gate = at.outputGates() < 0 ? 1 : y[at.outputGates() + i / at.perBlock()];
      stateErrorAbove[i] += gate * topology.h().slope(step.shown()[i]) * cellErrorAbove[i];
    }
  }

  /** s = y_phi s(t-1) + y_in g(net_c); afterwards the error of s(t-1) is in its place. */
  private void backToStates(Step step) {
    double[] y = step.y();
    for (int j = 0; j < at.blocks(); j++) {
      double input = gateErrorAbove[j];
      double forget = at.forgetGates() < 0 ? 0 : gateErrorAbove[at.forgetGates() + j];
      double keep = at.forgetGates() < 0 ? 1 : y[at.forgetGates() + j];
      for (int i = j * at.perBlock(); i < (j + 1) * at.perBlock(); i++) {
        int cell = at.cellUnits() + i;
        double error = stateErrorAbove[i];
        input += y[cell] * error;
        forget += step.statePrev()[i] * error;
        netError[cell] = y[j] * topology.g().slope(y[cell]) * error;
        stateErrorAbove[i] = keep * error;
      }
      netError[j] = input * y[j] * (1 - y[j]);
      if (at.forgetGates() >= 0) {
        netError[at.forgetGates() + j] = forget * keep * (1 - keep);
      }
    }
    addPeepholeError(0, step.statePrev(), stateErrorAbove);
    if (at.forgetGates() >= 0) {
      addPeepholeError(at.forgetGates(), step.statePrev(), stateErrorAbove);
    }
  }

  private void addPeepholeError(int firstGate, double[] seen, double[] stateError) {
    if (!topology.has(Wiring.PEEPHOLES)) {
      return;
    }
    int row = at.peepholesInto(firstGate);
    for (int i = 0; i < at.cells(); i++) {
      double error = netError[firstGate + i / at.perBlock()];
      change.sum[row + i] += error * seen[i];
      stateError[i] += error * run.weights[row + i];
    }
  }

  private void addChange(Step step) {
    for (int m = 0; m < at.sources(); m++) {
      double zm = step.z()[m];
      if (zm != 0) {
        for (int u = 0; u < at.hidden(); u++) {
          change.sum[m * at.hidden() + u] += netError[u] * zm;
        }
      }
    }
  }

  /** z = [x; y_c(t-1); gates(t-1); 1]. */
  private void backToSources() {
    Arrays.fill(cellErrorAbove, 0);
    Arrays.fill(gateErrorAbove, 0);
    if (!topology.has(Wiring.RECURRENT)) {
      return;
    }
    for (int i = 0; i < at.cells(); i++) {
      cellErrorAbove[i] = back(at.inputs() + i);
    }
    for (int i = 0; i < at.recurrentGates(); i++) {
      gateErrorAbove[i] = back(at.inputs() + at.cells() + i);
    }
  }

  private double back(int source) {
    double sum = 0;
    for (int u = 0; u < at.hidden(); u++) {
      sum += run.weights[source * at.hidden() + u] * netError[u];
    }
    return sum;
  }
}
