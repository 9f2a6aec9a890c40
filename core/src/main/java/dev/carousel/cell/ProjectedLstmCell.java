package dev.carousel.cell;

import dev.carousel.kernel.Gate;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * LSTM with a projection (LSTMP: Sak, Senior and Beaufays 2014): a cell of H units that shows fewer
 * values, R of which go back to the gates.
 *
 * <pre>
 *   i = s(W_i x + U_i r- + p_i * c- + b_i)    f = s(W_f x + U_f r- + p_f * c- + b_f)
 *   g = tanh(W_g x + U_g r- + b_g)            c = f * c- + i * g
 *   o = s(W_o x + U_o r- + p_o * c + b_o)     m = o * tanh(c)
 *   h = W_p m                                 r = the first R of h
 * </pre>
 *
 * @param recurrentSize R
 * @param extraSize how many values are shown that do not go back; 0 in PyTorch
 * @param cellSize H
 * @param peepholes whether gates see the cell, p, as in the paper; not in PyTorch
 * @param forgetBias initial b_f
 * @param activations of gates, input and output, in the places of s and of either tanh
 */
public record ProjectedLstmCell(
    int recurrentSize,
    int extraSize,
    int cellSize,
    boolean peepholes,
    float forgetBias,
    LstmActivations activations)
    implements Cell {
  /** Name of W (I, 4H). */
  public static final String INPUT = "input";

  /** Name of U (R, 4H). */
  public static final String RECURRENT = "recurrent";

  /** Name of b (4H). */
  public static final String BIAS = "bias";

  /** Name of p (3H): i, f, o. */
  public static final String PEEPHOLES = "peepholes";

  /** Name of W_p (H, R + extra). */
  public static final String PROJECTION = "projection";

  /** Checks the sizes. */
  public ProjectedLstmCell {
    Sizes.positive("LSTM units", cellSize);
    Sizes.positive("LSTM projection", recurrentSize);
    if (extraSize < 0) {
      throw new IllegalArgumentException(
          "LSTM projection: %d values that do not go back, expected 0 or more"
              .formatted(extraSize));
    }
    Sizes.finite("LSTM forget bias", forgetBias);
    Objects.requireNonNull(activations, "LSTM activations: none, expected three");
  }

  /** With logistic gates and tanh, as in the paper. */
  public ProjectedLstmCell(
      int recurrentSize, int extraSize, int cellSize, boolean peepholes, float forgetBias) {
    this(recurrentSize, extraSize, cellSize, peepholes, forgetBias, LstmActivations.TANH);
  }

  /** What PyTorch calls an LSTM with proj_size: no peepholes, all values go back. */
  public static ProjectedLstmCell of(int recurrentSize, int cellSize) {
    return new ProjectedLstmCell(recurrentSize, 0, cellSize, false, 1);
  }

  /** This with other activations. */
  public ProjectedLstmCell withActivations(LstmActivations next) {
    return new ProjectedLstmCell(recurrentSize, extraSize, cellSize, peepholes, forgetBias, next);
  }

  @Override
  public int hiddenSize() {
    return recurrentSize + extraSize;
  }

  @Override
  public List<Integer> stateSizes() {
    return List.of(hiddenSize(), cellSize);
  }

  @Override
  public Map<String, Weight> weights(int inputSize) {
    int columns = Gate.COUNT * cellSize;
    int forget = Gate.FORGET.column(cellSize);
    Map<String, Weight> weights = new LinkedHashMap<>();
    weights.put(INPUT, new Weight(Shape.of(inputSize, columns), Initializers.glorotUniform()));
    weights.put(RECURRENT, new Weight(Shape.of(recurrentSize, columns), Initializers.orthogonal()));
    weights.put(
        BIAS,
        new Weight(
            Shape.of(columns), Initializers.zerosBut(forget, forget + cellSize, forgetBias)));
    if (peepholes) {
      weights.put(PEEPHOLES, new Weight(Shape.of(3 * cellSize), Initializers.gaussian(0.1)));
    }
    weights.put(
        PROJECTION, new Weight(Shape.of(cellSize, hiddenSize()), Initializers.glorotUniform()));
    return weights;
  }

  @Override
  public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
    Tensor rPrev = state.get(0).columns(0, recurrentSize); // (B, R)
    Tensor cPrev = state.get(1); // (B, H)
    Tensor pre = // (B, 4H)
        weights
            .get(BIAS)
            .plusProduct(x, weights.get(INPUT))
            .plusProduct(rPrev, weights.get(RECURRENT));
    CellActivation s = activations.gate();
    Tensor i = weights.trace("i", s.apply(peeping(0, gate(pre, Gate.INPUT), cPrev, weights)));
    Tensor f = weights.trace("f", s.apply(peeping(1, gate(pre, Gate.FORGET), cPrev, weights)));
    Tensor g = weights.trace("g", activations.input().apply(gate(pre, Gate.CANDIDATE)));
    Tensor c = f.times(cPrev).plus(i.times(g));
    Tensor o = weights.trace("o", s.apply(peeping(2, gate(pre, Gate.OUTPUT), c, weights)));
    Tensor m = weights.trace("m", o.times(activations.output().apply(c)));
    Tensor none = x.ops().zeros(Shape.of(hiddenSize()));
    Tensor h = none.plusProduct(m, weights.get(PROJECTION)); // (B, R + extra)
    return List.of(h, c);
  }

  private Tensor peeping(int peephole, Tensor pre, Tensor c, Weights weights) {
    if (!peepholes) {
      return pre;
    }
    int from = peephole * cellSize;
    return pre.plus(c.times(weights.get(PEEPHOLES).columns(from, from + cellSize)));
  }

  private Tensor gate(Tensor pre, Gate gate) {
    int from = gate.column(cellSize);
    return pre.columns(from, from + cellSize);
  }
}
