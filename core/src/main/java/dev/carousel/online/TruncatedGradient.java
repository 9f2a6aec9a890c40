package dev.carousel.online;

import java.util.Arrays;

/**
 * The learning algorithm of the 1997 paper, appendix A.1, by its forward accumulators: an error
 * that reaches a cell input or a gate changes the weights into it and goes no further; only the
 * state of a cell carries error through time. A step costs O(weights) and nothing is kept of the
 * past, so the memory is the same for a sequence of any length.
 *
 * <pre>
 * dS_c   = y_phi dS_c   + g'(net_c) y_in z            (27)
 * dS_in  = y_phi dS_in  + g(net_c) f'(net_in) z       (25)
 * dS_phi = y_phi dS_phi + s(t-1) f'(net_phi) z        (Gers 2000)
 * </pre>
 *
 * Peephole weights have accumulators like these with s(t-1) of their cell in place of z.
 */
public final class TruncatedGradient implements OnlineLearner {
  private final BlockNetwork network;
  private final BlockRun run;
  private final BlockLayout at;
  private final BlockTopology topology;
  private final OutputLayer outputLayer;
  private final WeightChange change;

  /** Sums a source: for the input gate of each cell, then its forget gate, then the cell. */
  private final int columns;

  private final double[] coefficients; // [columns]: a step adds these times z
  private final double[] keep; // [columns]: y_phi of the block
  private final double[] sums; // [sources][columns]
  private final PeepholeSums peepholes;

  private final double[] cellError; // eps
  private final double[] stateError; // e_s
  private final boolean forgets;
  private final boolean hasPeepholes;

  /** A learner for this network, before the first step of a sequence. */
  public TruncatedGradient(BlockNetwork network) {
    this.network = network;
    topology = network.topology;
    at = network.at;
    run = new BlockRun(network);
    outputLayer = new OutputLayer(run);
    change = new WeightChange(network.weights());
    forgets = at.forgetGates >= 0;
    hasPeepholes = topology.has(Wiring.PEEPHOLES);
    columns = (forgets ? 3 : 2) * at.cells;
    coefficients = new double[columns];
    keep = new double[columns];
    sums = new double[at.sources * columns];
    peepholes = new PeepholeSums(run, coefficients);
    cellError = new double[at.cells];
    stateError = new double[at.cells];
  }

  @Override
  public void start() {
    run.start();
    Arrays.fill(sums, 0);
    peepholes.start();
  }

  @Override
  public void step(double[] x) {
    run.step(x);
    accumulate();
  }

  @Override
  public void step(int hot) {
    run.step(hot);
    accumulate();
  }

  @Override
  public double[] outputs() {
    return run.outputs();
  }

  private void accumulate() {
    computeCoefficients();
    if (forgets) {
      for (int m = 0; m < at.sources; m++) {
        keepAndAdd(m, run.z[m]);
      }
    } else if (run.hot >= 0) { // of one-hot inputs only what was seen changes its sums
      add(run.hot, run.hot + 1);
      add(at.inputs, at.sources);
    } else {
      add(0, at.sources);
    }
    if (hasPeepholes) {
      peepholes.accumulate();
    }
  }

  private void computeCoefficients() {
    Squash g = topology.g();
    int cellColumns = columns - at.cells;
    for (int i = 0; i < at.cells; i++) {
      int j = i / at.perBlock;
      double input = run.y[j];
      double squashed = run.y[at.cellUnits + i];
      coefficients[i] = squashed * input * (1 - input);
      coefficients[cellColumns + i] = g.slope(squashed) * input;
      if (forgets) {
        double forget = run.y[at.forgetGates + j];
        coefficients[at.cells + i] = run.statePrev[i] * forget * (1 - forget);
        keep[i] = forget;
        keep[at.cells + i] = forget;
        keep[cellColumns + i] = forget;
      }
    }
  }

  /** sums += coefficients z, four columns at a time so that coefficients stay in registers. */
  private void add(int from, int to) {
    double[] z = run.z;
    int column = 0;
    for (; column + 4 <= columns; column += 4) {
      double a = coefficients[column];
      double b = coefficients[column + 1];
      double c = coefficients[column + 2];
      double d = coefficients[column + 3];
      for (int m = from; m < to; m++) {
        double zm = z[m];
        int at4 = m * columns + column;
        sums[at4] += a * zm;
        sums[at4 + 1] += b * zm;
        sums[at4 + 2] += c * zm;
        sums[at4 + 3] += d * zm;
      }
    }
    for (; column < columns; column++) {
      for (int m = from; m < to; m++) {
        sums[m * columns + column] += coefficients[column] * z[m];
      }
    }
  }

  private void keepAndAdd(int source, double value) {
    int row = source * columns;
    for (int a = 0; a < columns; a++) {
      sums[row + a] = keep[a] * sums[row + a] + coefficients[a] * value;
    }
  }

  @Override
  public void learn(double[] target) {
    outputLayer.learn(target, change.sum, cellError);
    Squash h = topology.h();
    for (int i = 0; i < at.cells; i++) {
      stateError[i] = run.outputGate(i) * h.slope(run.shown[i]) * cellError[i]; // (23)
    }
    if (at.outputGates >= 0) {
      learnOutputGates();
    }
    learnByState();
    if (hasPeepholes) {
      peepholes.learn(stateError, change.sum);
    }
    network.clearUnbiased(change.sum);
  }

  /** e_out = f'(net_out) sum over cells of h(s) eps, eq. (21). */
  private void learnOutputGates() {
    for (int j = 0; j < at.blocks; j++) {
      double sum = 0;
      for (int i = j * at.perBlock; i < (j + 1) * at.perBlock; i++) {
        sum += run.shown[i] * cellError[i];
      }
      int unit = at.outputGates + j;
      double error = run.y[unit] * (1 - run.y[unit]) * sum;
      for (int m = 0; m < at.sources; m++) {
        change.sum[m * at.hidden + unit] += error * run.z[m];
      }
      if (hasPeepholes) {
        peepholes.learnOutputGate(j, error, change.sum);
      }
    }
  }

  /** What e_s wants of the weights into cells and into the gates before the state: (26), (28). */
  private void learnByState() {
    int cellColumns = columns - at.cells;
    for (int i = 0; i < at.cells; i++) {
      int block = i / at.perBlock;
      double error = stateError[i];
      learnColumn(i, block, error);
      if (forgets) {
        learnColumn(at.cells + i, at.forgetGates + block, error);
      }
      learnColumn(cellColumns + i, at.cellUnits + i, error);
    }
  }

  /** Adds e_s times the sums of a column to what is wanted of the weights into a unit. */
  private void learnColumn(int column, int unit, double error) {
    for (int m = 0; m < at.sources; m++) {
      change.sum[m * at.hidden + unit] += error * sums[m * columns + column];
    }
  }

  @Override
  public NetworkRun reading() {
    return run;
  }

  @Override
  public double[] change() {
    return change.sum;
  }

  @Override
  public void update(double rate, double momentum) {
    change.apply(rate, momentum);
  }
}
