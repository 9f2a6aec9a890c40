package dev.carousel.online;

import dev.carousel.BadInput;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A network of memory cell blocks (Hochreiter and Schmidhuber 1997): every block has some cells
 * that share an input gate and, by its wiring, an output gate and a forget gate; output units see
 * the cells.
 *
 * @param inputs I, at least 0
 * @param blocks C, at least 0
 * @param cells S, cells a block, at least 1
 * @param outputs K, at least 1
 * @param wiring what there is beside
 * @param g squashes the input of a cell
 * @param h squashes the state of a cell
 * @param output squashes an output unit
 * @param error of an output unit; cross-entropy only of logistic ones
 * @param initialActivation of every cell output and gate before the first step
 */
public record BlockTopology(
    int inputs,
    int blocks,
    int cells,
    int outputs,
    Set<Wiring> wiring,
    Squash g,
    Squash h,
    Squash output,
    OutputError error,
    double initialActivation) {

  /**
   * Validates the sizes.
   *
   * @throws BadInput with the size that is out of range
   */
  public BlockTopology {
    atLeast("inputs", inputs, 0);
    atLeast("blocks", blocks, 0);
    atLeast("cells of a block", cells, 1);
    atLeast("outputs", outputs, 1);
    EnumSet<Wiring> copy = EnumSet.noneOf(Wiring.class);
    copy.addAll(wiring);
    wiring = Collections.unmodifiableSet(copy);
    if (has(wiring, Wiring.GATES_FEED) && !has(wiring, Wiring.RECURRENT)) {
      throw new BadInput("gates feed the hidden units only where cells do: add RECURRENT");
    }
    if (error == OutputError.CROSS_ENTROPY && output != Squash.LOGISTIC) {
      throw new BadInput("cross-entropy: found %s output units, expected LOGISTIC ones", output);
    }
  }

  private static void atLeast(String what, int found, int least) {
    if (found < least) {
      throw new BadInput("%s: found %d, expected at least %d", what, found, least);
    }
  }

  private static boolean has(Set<Wiring> wiring, Wiring which) {
    return wiring.contains(which);
  }

  /**
   * The network of the paper's experiments 1 and 2c to 6: cells and gates see inputs, cells and
   * gates; output units see cells; no biases yet; g, h and f of eqs. (3) to (5).
   */
  public static BlockTopology of(int inputs, int blocks, int cells, int outputs) {
    return new BlockTopology(
        inputs,
        blocks,
        cells,
        outputs,
        EnumSet.of(Wiring.OUTPUT_GATES, Wiring.RECURRENT, Wiring.GATES_FEED),
        Squash.WIDE,
        Squash.BIPOLAR,
        Squash.LOGISTIC,
        OutputError.SQUARED,
        0);
  }

  /** With these too. */
  public BlockTopology with(Wiring... more) {
    EnumSet<Wiring> all = EnumSet.noneOf(Wiring.class);
    all.addAll(wiring);
    all.addAll(Arrays.asList(more));
    return withWiring(all);
  }

  /** Without these. */
  public BlockTopology without(Wiring... less) {
    EnumSet<Wiring> rest = EnumSet.noneOf(Wiring.class);
    rest.addAll(wiring);
    rest.removeAll(Arrays.asList(less));
    return withWiring(rest);
  }

  private BlockTopology withWiring(Set<Wiring> other) {
    return new BlockTopology(
        inputs, blocks, cells, outputs, other, g, h, output, error, initialActivation);
  }

  /** With other squashing functions. */
  public BlockTopology withSquash(Squash cellInput, Squash cellState, Squash outputUnit) {
    return new BlockTopology(
        inputs,
        blocks,
        cells,
        outputs,
        wiring,
        cellInput,
        cellState,
        outputUnit,
        error,
        initialActivation);
  }

  /** With another error of the output units. */
  public BlockTopology withError(OutputError other) {
    return new BlockTopology(
        inputs, blocks, cells, outputs, wiring, g, h, output, other, initialActivation);
  }

  /** With another number of blocks. */
  public BlockTopology withBlocks(int count) {
    return new BlockTopology(
        inputs, count, cells, outputs, wiring, g, h, output, error, initialActivation);
  }

  /** With other activations before the first step. */
  public BlockTopology withInitialActivation(double value) {
    return new BlockTopology(inputs, blocks, cells, outputs, wiring, g, h, output, error, value);
  }

  /** Whether it is wired so. */
  public boolean has(Wiring which) {
    return wiring.contains(which);
  }

  /** Gates a block: 1 to 3. */
  public int gatesPerBlock() {
    return 1 + count(Wiring.OUTPUT_GATES) + count(Wiring.FORGET_GATES);
  }

  /** Trained weights, as the papers count them. */
  public int weightCount() {
    int cellCount = blocks * cells;
    int gates = blocks * gatesPerBlock();
    int sources = inputs;
    if (has(Wiring.RECURRENT)) {
      sources += cellCount + count(Wiring.GATES_FEED) * gates;
    }
    int outputSources =
        cellCount + count(Wiring.DIRECT_INPUTS) * inputs + count(Wiring.OUTPUT_BIAS);
    return (cellCount + gates) * sources
        + count(Wiring.CELL_BIAS) * cellCount
        + count(Wiring.GATE_BIAS) * gates
        + count(Wiring.PEEPHOLES) * gatesPerBlock() * cellCount
        + outputs * outputSources;
  }

  private int count(Wiring which) {
    return has(which) ? 1 : 0;
  }
}
