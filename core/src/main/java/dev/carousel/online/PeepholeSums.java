package dev.carousel.online;

import java.util.Arrays;

/**
 * The accumulators of peephole weights. A peephole into the input or forget gate of a block leads
 * from each of its S cells and moves the states of all S of them: S x S sums a block and gate.
 * Methods take the layout, which is a constant of who calls them ({@link PerTopology}).
 */
final class PeepholeSums {
  private final BlockRun run;
  private final double[] coefficients;

  /** [input, forget gate][moved cell][cell of the peephole within the block]. */
  private final double[] sums;

  PeepholeSums(BlockRun run, double[] coefficients) {
    this.run = run;
    BlockLayout at = run.at;
    this.coefficients = coefficients;
    boolean there = run.network.topology.has(Wiring.PEEPHOLES);
    sums = new double[there ? kinds(at) * at.cells() * at.perBlock() : 0];
  }

  void start() {
    Arrays.fill(sums, 0);
  }

  /** dS = y_phi dS + coefficient s(t-1); the coefficient is that of the gate's other weights. */
  void accumulate(BlockLayout at) {
    for (int column = 0; column < kinds(at) * at.cells(); column++) {
      int block = column % at.cells() / at.perBlock();
      double keep = at.forgetGates() < 0 ? 1 : run.y[at.forgetGates() + block];
      for (int v = 0; v < at.perBlock(); v++) {
        int sum = column * at.perBlock() + v;
        double seen = run.statePrev[block * at.perBlock() + v];
        sums[sum] = keep * sums[sum] + coefficients[column] * seen;
      }
    }
  }

  void learn(BlockLayout at, double[] stateError, double[] change) {
    for (int column = 0; column < kinds(at) * at.cells(); column++) {
      int cell = column % at.cells();
      int firstOfBlock = cell - cell % at.perBlock();
      int row = at.peepholesInto(column < at.cells() ? 0 : at.forgetGates());
      for (int v = 0; v < at.perBlock(); v++) {
        change[row + firstOfBlock + v] += stateError[cell] * sums[column * at.perBlock() + v];
      }
    }
  }

  /** The output gate sees the states of its own step, and needs no sums. */
  void learnOutputGate(BlockLayout at, int block, double error, double[] change) {
    int row = at.peepholesInto(at.outputGates());
    for (int i = block * at.perBlock(); i < (block + 1) * at.perBlock(); i++) {
      change[row + i] += error * run.state[i];
    }
  }

  private static int kinds(BlockLayout at) {
    return at.forgetGates() >= 0 ? 2 : 1;
  }
}
