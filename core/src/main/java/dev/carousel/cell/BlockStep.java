package dev.carousel.cell;

import dev.carousel.cell.BlockLstmCell.Wiring;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** One step of {@link BlockLstmCell}, by the full gradient or the truncated one. */
final class BlockStep {
  private final BlockLstmCell cell;
  private final Cell.Weights weights;
  private final boolean truncated;
  private final Wiring wiring;
  private final int blocks;
  private final int cells; // b S
  private final List<Tensor> gates = new ArrayList<>();

  /**
   * For one step.
   *
   * @param truncated whether gates and cell inputs pass no error on to the step before
   */
  BlockStep(BlockLstmCell cell, Cell.Weights weights, boolean truncated) {
    this.cell = cell;
    this.weights = weights;
    this.truncated = truncated;
    wiring = cell.wiring();
    blocks = cell.blocks();
    cells = cell.hiddenSize();
  }

  List<Tensor> of(Tensor x, List<Tensor> state) {
    Tensor sPrev = state.get(1); // (B, b S)
    Tensor net = // (B, columns)
        bias(x)
            .plusProduct(x, weights.get(BlockLstmCell.INPUT))
            .plusProduct(sources(state), weights.get(BlockLstmCell.RECURRENT));
    int firstCell = blocks + (wiring.forgetGate() ? blocks : 0);
    int out = firstCell + cells;

    Tensor in = gate("i", net.columns(0, blocks), sPrev); // (B, b S), as the others
    Tensor g = weights.trace("g", cell.activations().input().apply(net.columns(firstCell, out)));
    Tensor kept = sPrev;
    if (wiring.forgetGate()) {
      kept = gate("f", net.columns(blocks, firstCell), sPrev).times(sPrev);
    }
    Tensor s = kept.plus(in.times(g));
    Tensor h = cell.activations().output().apply(s);
    if (wiring.outputGate()) {
      h = gate("o", net.columns(out, out + blocks), s).times(h);
    }
    return wiring.gatesAreSources() ? List.of(h, s, join(gates)) : List.of(h, s);
  }

  /** What hidden units read of the step before. */
  private Tensor sources(List<Tensor> state) {
    Tensor all =
        wiring.gatesAreSources() ? join(List.of(state.get(0), state.get(2))) : state.get(0);
    return truncated ? all.stopGradient() : all;
  }

  /** A gate of every block, noted (B, b), and given once for each cell (B, b S). */
  private Tensor gate(String name, Tensor net, Tensor seen) {
    Tensor sum = wiring.peepholes() ? peep(net, seen) : net;
    gates.add(weights.trace(name, cell.activations().gate().apply(sum)));
    return gates.getLast().repeat(cell.cells());
  }

  /** net + p s, summed over the cells of each block; kinds of gates take their turn. */
  private Tensor peep(Tensor net, Tensor seen) {
    int from = gates.size() * cells;
    Tensor p = weights.get(BlockLstmCell.PEEPHOLES).columns(from, from + cells);
    Tensor s = truncated ? seen.stopGradient() : seen;
    float[] ofBlock = new float[cells * blocks]; // 1 where the cell is of the block
    for (int i = 0; i < cells; i++) {
      ofBlock[i * blocks + i / cell.cells()] = 1;
    }
    return net.plusProduct(s.times(p), net.ops().constant(Tensor.of(ofBlock, cells, blocks)));
  }

  private Tensor bias(Tensor x) {
    return switch (cell.wiring().bias()) {
      case NONE -> x.ops().zeros(Shape.of(cell.gateUnits() + cells));
      case ALL -> weights.get(BlockLstmCell.BIAS);
      case GATES -> {
        int before = blocks + (wiring.forgetGate() ? blocks : 0);
        Tensor b = weights.get(BlockLstmCell.BIAS);
        Tensor none = x.ops().zeros(Shape.of(cells));
        yield wiring.outputGate()
            ? join(List.of(b.columns(0, before), none, b.columns(before, cell.gateUnits())))
            : join(List.of(b, none));
      }
    };
  }

  private static Tensor join(List<Tensor> parts) {
    return parts.getFirst().ops().concat(parts);
  }
}
