package dev.carousel.online;

/**
 * Where things lie in the arrays of a network of memory cell blocks.
 *
 * <p>Hidden units: input gates, forget gates, output gates, cells; {@code hidden} of them. Sources
 * of hidden units: inputs, cells, gates (in the order of the units), one constant; {@code sources}
 * of them. Weights: the hidden ones {@code [sources][hidden]}, the peepholes {@code [gate
 * kinds][cells]}, the output ones {@code [output sources][K]} from inputs, cells, one constant.
 *
 * <p>Gates, sources and biases that do not exist are at -1. A record, for the compiler trusts its
 * fields never to change ({@link PerTopology}).
 *
 * @param cells of all blocks
 * @param forgetGates first unit of theirs
 * @param outputGates first unit of theirs
 * @param cellUnits first unit of theirs
 * @param recurrentGates gates among the sources
 * @param biasSource the constant
 * @param peepholes first weight of theirs
 * @param outputWeights first weight of theirs
 * @param directSources inputs among the sources of output units
 * @param outputBias the constant among them
 * @param weights how many there is room for
 */
record BlockLayout(
    int inputs,
    int blocks,
    int perBlock,
    int cells,
    int outputs,
    int forgetGates,
    int outputGates,
    int cellUnits,
    int hidden,
    int sources,
    int recurrentGates,
    int biasSource,
    int peepholes,
    int outputWeights,
    int directSources,
    int outputBias,
    int weights) {

  static BlockLayout of(BlockTopology t) {
    int inputs = t.inputs();
    int blocks = t.blocks();
    int perBlock = t.cells();
    int cells = blocks * perBlock;
    int outputs = t.outputs();
    int gates = blocks * t.gatesPerBlock();
    int forgetGates = t.has(Wiring.FORGET_GATES) ? blocks : -1;
    int outputGates = t.has(Wiring.OUTPUT_GATES) ? gates - blocks : -1;
    int hidden = gates + cells;

    int recurrentGates = t.has(Wiring.GATES_FEED) ? gates : 0;
    int recurrent = t.has(Wiring.RECURRENT) ? cells + recurrentGates : 0;
    boolean bias = t.has(Wiring.CELL_BIAS) || t.has(Wiring.GATE_BIAS);
    int biasSource = bias ? inputs + recurrent : -1;
    int sources = inputs + recurrent + (bias ? 1 : 0);

    int peepholes = sources * hidden;
    int outputWeights = peepholes + (t.has(Wiring.PEEPHOLES) ? t.gatesPerBlock() * cells : 0);
    int directSources = t.has(Wiring.DIRECT_INPUTS) ? inputs : 0;
    int outputBias = t.has(Wiring.OUTPUT_BIAS) ? directSources + cells : -1;
    int outputSources = directSources + cells + (outputBias >= 0 ? 1 : 0);
    int weights = outputWeights + outputSources * outputs;
    return new BlockLayout(
        inputs,
        blocks,
        perBlock,
        cells,
        outputs,
        forgetGates,
        outputGates,
        gates,
        hidden,
        sources,
        recurrentGates,
        biasSource,
        peepholes,
        outputWeights,
        directSources,
        outputBias,
        weights);
  }

  /** The first peephole weight into gates of the kind that begins at this unit. */
  int peepholesInto(int firstGate) {
    return peepholes + firstGate / Math.max(1, blocks) * cells;
  }

  /** The first weight from a source of output units. */
  int outputRow(int source) {
    return outputWeights + source * outputs;
  }
}
