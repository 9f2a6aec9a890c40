package dev.carousel.online;

import java.util.Arrays;

/**
 * Memory cell blocks: carried are the states, then, where they feed back, cell outputs and gates.
 * Each line below is the derivative of one of {@link BlockForward}.
 */
final class BlockTangents implements Tangents {
  private final BlockRun run;
  private final BlockLayout at;
  private final BlockTopology topology;
  private final OutputLayer outputLayer;
  private final boolean recurrent;
  private final boolean peepholes;
  private final double[] net; // [hidden]
  private final double[] cell; // [cells]: of y_c
  private final double[] cellError;

  BlockTangents(BlockNetwork network) {
    run = BlockRun.of(network);
    at = network.at;
    topology = network.topology;
    outputLayer = new OutputLayer(run);
    recurrent = topology.has(Wiring.RECURRENT);
    peepholes = topology.has(Wiring.PEEPHOLES);
    net = new double[at.hidden()];
    cell = new double[at.cells()];
    cellError = new double[at.cells()];
  }

  @Override
  public NetworkRun run() {
    return run;
  }

  /** States, cell outputs (which outputs see, fed back or not), gates. */
  @Override
  public int carried() {
    return 2 * at.cells() + at.recurrentGates();
  }

  @Override
  public int movingWeights() {
    return at.outputWeights();
  }

  @Override
  public void advance(int weight, double[] before, double[] after) {
    moveNets(weight, before);
    boolean ownPeephole = weight >= at.peepholes();
    int kind = ownPeephole ? (weight - at.peepholes()) / at.cells() : -1;
    int peeping = ownPeephole ? (weight - at.peepholes()) % at.cells() : -1;
    if (peepholes) {
      peep(0, kind == 0 ? peeping : -1, run.statePrev, before);
      if (at.forgetGates() >= 0) {
        peep(at.forgetGates(), kind == 1 ? peeping : -1, run.statePrev, before);
      }
    }
    moveStates(before, after);
    if (peepholes && at.outputGates() >= 0) {
      int last = topology.gatesPerBlock() - 1;
      peep(at.outputGates(), kind == last ? peeping : -1, run.state, after);
    }
    moveOutputs(after);
  }

  /** net = W z. */
  private void moveNets(int weight, double[] before) {
    Arrays.fill(net, 0);
    if (weight < at.peepholes()) {
      net[weight % at.hidden()] = run.z[weight / at.hidden()];
    }
    int fedBack = recurrent ? at.cells() + at.recurrentGates() : 0;
    for (int i = 0; i < fedBack; i++) {
      double moved = before[at.cells() + i];
      int row = (at.inputs() + i) * at.hidden();
      for (int u = 0; u < at.hidden(); u++) {
        net[u] += run.weights[row + u] * moved;
      }
    }
  }

  /** net += p s. */
  private void peep(int firstGate, int own, double[] seen, double[] moved) {
    int row = at.peepholesInto(firstGate);
    for (int i = 0; i < at.cells(); i++) {
      int gate = firstGate + i / at.perBlock();
      net[gate] += run.weights[row + i] * moved[i] + (i == own ? seen[i] : 0);
    }
  }

  /** s = y_phi s(t-1) + y_in g(net_c). */
  private void moveStates(double[] before, double[] after) {
    for (int i = 0; i < at.cells(); i++) {
      int j = i / at.perBlock();
      double squashed = run.y[at.cellUnits() + i];
      double moved = gate(j) * squashed;
      moved += run.y[j] * topology.g().slope(squashed) * net[at.cellUnits() + i];
      double keep = 1;
      if (at.forgetGates() >= 0) {
        keep = run.y[at.forgetGates() + j];
        moved += gate(at.forgetGates() + j) * run.statePrev[i];
      }
      after[i] = keep * before[i] + moved;
    }
  }

  /** y_c = y_out h(s). */
  private void moveOutputs(double[] after) {
    for (int i = 0; i < at.cells(); i++) {
      cell[i] = run.outputGate(i) * topology.h().slope(run.shown[i]) * after[i];
      if (at.outputGates() >= 0) {
        cell[i] += gate(at.outputGates() + i / at.perBlock()) * run.shown[i];
      }
    }
    System.arraycopy(cell, 0, after, at.cells(), at.cells());
    for (int i = 0; i < at.recurrentGates(); i++) {
      after[2 * at.cells() + i] = gate(i);
    }
  }

  /** y = f(net) of a gate. */
  private double gate(int unit) {
    return run.y[unit] * (1 - run.y[unit]) * net[unit];
  }

  @Override
  public void learn(double[] target, double[] change, double[] carriedError) {
    outputLayer.learn(at, topology, target, change, cellError);
    Arrays.fill(carriedError, 0);
    System.arraycopy(cellError, 0, carriedError, at.cells(), at.cells());
  }
}
