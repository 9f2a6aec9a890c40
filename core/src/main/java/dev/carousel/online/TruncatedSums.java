package dev.carousel.online;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;

/**
 * What {@link TruncatedGradient} computes:
 *
 * <pre>
 * dS_c   = y_phi dS_c   + g'(net_c) y_in z            (27)
 * dS_in  = y_phi dS_in  + g(net_c) f'(net_in) z       (25)
 * dS_phi = y_phi dS_phi + s(t-1) f'(net_phi) z        (Gers 2000)
 * </pre>
 *
 * Peephole weights have accumulators like these with s(t-1) of their cell in place of z. Every
 * topology uses a copy of this class ({@link PerTopology}).
 */
final class TruncatedSums implements ForwardSums {
  private static final BlockTopology TOPOLOGY = PerTopology.topologyOf(MethodHandles.lookup());
  private static final BlockLayout AT = BlockLayout.of(TOPOLOGY);
  private static final boolean FORGETS = AT.forgetGates() >= 0;
  private static final boolean PEEPHOLES = TOPOLOGY.has(Wiring.PEEPHOLES);
  private static final Squash G = TOPOLOGY.g();
  private static final Squash H = TOPOLOGY.h();

  /** Sums a source: for the input gate of each cell, then its forget gate, then the cell. */
  private static final int COLUMNS = (FORGETS ? 3 : 2) * AT.cells();

  private static final int CELL_COLUMNS = COLUMNS - AT.cells();

  private final BlockRun run;
  private final OutputLayer outputLayer;
  private final double[] coefficients = new double[COLUMNS]; // a step adds these times z
  private final double[] keep = new double[COLUMNS]; // y_phi of the block
  private final double[] sums = new double[AT.sources() * COLUMNS]; // [sources][columns]
  private final PeepholeSums peepholes;

  private final double[] cellError = new double[AT.cells()]; // eps
  private final double[] stateError = new double[AT.cells()]; // e_s

  /** Called by {@link PerTopology}, of a copy of this class for the network's topology. */
  TruncatedSums(BlockRun run) {
    this.run = run;
    outputLayer = new OutputLayer(run);
    peepholes = new PeepholeSums(run, coefficients);
  }

  @Override
  public void start() {
    Arrays.fill(sums, 0);
    peepholes.start();
  }

  @Override
  public void accumulate() {
    computeCoefficients();
    if (FORGETS) {
      for (int m = 0; m < AT.sources(); m++) {
        keepAndAdd(m, run.z[m]);
      }
    } else if (run.hot >= 0) { // of one-hot inputs only what was seen changes its sums
      add(run.hot, run.hot + 1);
      add(AT.inputs(), AT.sources());
    } else {
      add(0, AT.sources());
    }
    if (PEEPHOLES) {
      peepholes.accumulate(AT);
    }
  }

  private void computeCoefficients() {
    for (int i = 0; i < AT.cells(); i++) {
      int j = i / AT.perBlock();
      double input = run.y[j];
      double squashed = run.y[AT.cellUnits() + i];
      coefficients[i] = squashed * input * (1 - input);
      coefficients[CELL_COLUMNS + i] = G.slope(squashed) * input;
      if (FORGETS) {
        double forget = run.y[AT.forgetGates() + j];
        coefficients[AT.cells() + i] = run.statePrev[i] * forget * (1 - forget);
        keep[i] = forget;
        keep[AT.cells() + i] = forget;
        keep[CELL_COLUMNS + i] = forget;
      }
    }
  }

  /** sums += coefficients z, four columns at a time so that coefficients stay in registers. */
  private void add(int from, int to) {
    double[] z = run.z;
    int column = 0;
    for (; column + 4 <= COLUMNS; column += 4) {
      double a = coefficients[column];
      double b = coefficients[column + 1];
      double c = coefficients[column + 2];
      double d = coefficients[column + 3];
      for (int m = from; m < to; m++) {
        double zm = z[m];
        int at4 = m * COLUMNS + column;
        sums[at4] += a * zm;
        sums[at4 + 1] += b * zm;
        sums[at4 + 2] += c * zm;
        sums[at4 + 3] += d * zm;
      }
    }
    for (; column < COLUMNS; column++) {
      for (int m = from; m < to; m++) {
        sums[m * COLUMNS + column] += coefficients[column] * z[m];
      }
    }
  }

  private void keepAndAdd(int source, double value) {
    int row = source * COLUMNS;
    for (int a = 0; a < COLUMNS; a++) {
      sums[row + a] = keep[a] * sums[row + a] + coefficients[a] * value;
    }
  }

  @Override
  public void learn(double[] target, double[] change) {
    outputLayer.learn(AT, TOPOLOGY, target, change, cellError);
    for (int i = 0; i < AT.cells(); i++) {
      stateError[i] = run.outputGate(i) * H.slope(run.shown[i]) * cellError[i]; // (23)
    }
    if (AT.outputGates() >= 0) {
      learnOutputGates(change);
    }
    learnByState(change);
    if (PEEPHOLES) {
      peepholes.learn(AT, stateError, change);
    }
    run.network.clearUnbiased(change);
  }

  /** e_out = f'(net_out) sum over cells of h(s) eps, eq. (21). */
  private void learnOutputGates(double[] change) {
    for (int j = 0; j < AT.blocks(); j++) {
      double sum = 0;
      for (int i = j * AT.perBlock(); i < (j + 1) * AT.perBlock(); i++) {
        sum += run.shown[i] * cellError[i];
      }
      int unit = AT.outputGates() + j;
      double error = run.y[unit] * (1 - run.y[unit]) * sum;
      for (int m = 0; m < AT.sources(); m++) {
        change[m * AT.hidden() + unit] += error * run.z[m];
      }
      if (PEEPHOLES) {
        peepholes.learnOutputGate(AT, j, error, change);
      }
    }
  }

  /** What e_s wants of the weights into cells and into the gates before the state: (26), (28). */
  private void learnByState(double[] change) {
    for (int i = 0; i < AT.cells(); i++) {
      int block = i / AT.perBlock();
      double error = stateError[i];
      learnColumn(change, i, block, error);
      if (FORGETS) {
        learnColumn(change, AT.cells() + i, AT.forgetGates() + block, error);
      }
      learnColumn(change, CELL_COLUMNS + i, AT.cellUnits() + i, error);
    }
  }

  /** Adds e_s times the sums of a column to what is wanted of the weights into a unit. */
  private void learnColumn(double[] change, int column, int unit, double error) {
    for (int m = 0; m < AT.sources(); m++) {
      change[m * AT.hidden() + unit] += error * sums[m * COLUMNS + column];
    }
  }
}
