package dev.carousel.online;

/**
 * Where things lie in the arrays of a network of memory cell blocks.
 *
 * <p>Hidden units: input gates, forget gates, output gates, cells; {@code hidden} of them. Sources
 * of hidden units: inputs, cells, gates (in the order of the units), one constant; {@code sources}
 * of them. Weights: the hidden ones {@code [sources][hidden]}, the peepholes {@code [gate
 * kinds][cells]}, the output ones {@code [output sources][K]} from inputs, cells, one constant.
 */
final class BlockLayout {
  final int inputs;
  final int blocks;
  final int perBlock;
  final int cells;
  final int outputs;

  /** First units of each kind; without them {@code forgetGates} or {@code outputGates} is -1. */
  final int forgetGates;

  final int outputGates;
  final int cellUnits;
  final int hidden;

  final int sources;
  final int recurrentGates;
  final int biasSource;

  final int peepholes;
  final int outputWeights;
  final int directSources;
  final int outputSources;
  final int outputBias;
  final int weights;

  BlockLayout(BlockTopology t) {
    inputs = t.inputs();
    blocks = t.blocks();
    perBlock = t.cells();
    cells = blocks * perBlock;
    outputs = t.outputs();
    forgetGates = t.has(Wiring.FORGET_GATES) ? blocks : -1;
    int gates = blocks * t.gatesPerBlock();
    outputGates = t.has(Wiring.OUTPUT_GATES) ? gates - blocks : -1;
    cellUnits = gates;
    hidden = gates + cells;

    recurrentGates = t.has(Wiring.GATES_FEED) ? gates : 0;
    int recurrent = t.has(Wiring.RECURRENT) ? cells + recurrentGates : 0;
    boolean bias = t.has(Wiring.CELL_BIAS) || t.has(Wiring.GATE_BIAS);
    biasSource = bias ? inputs + recurrent : -1;
    sources = inputs + recurrent + (bias ? 1 : 0);

    peepholes = sources * hidden;
    outputWeights = peepholes + (t.has(Wiring.PEEPHOLES) ? t.gatesPerBlock() * cells : 0);
    directSources = t.has(Wiring.DIRECT_INPUTS) ? inputs : 0;
    outputBias = t.has(Wiring.OUTPUT_BIAS) ? directSources + cells : -1;
    outputSources = directSources + cells + (outputBias >= 0 ? 1 : 0);
    weights = outputWeights + outputSources * outputs;
  }

  /** The first peephole weight into gates of the kind that begins at this unit. */
  int peepholesInto(int firstGate) {
    return peepholes + firstGate / Math.max(1, blocks) * cells;
  }
}
