package dev.carousel.cell;

import dev.carousel.kernel.Gate;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Long short-term memory with a forget gate (Hochreiter and Schmidhuber 1997; Gers, Schmidhuber and
 * Cummins 2000), without peepholes:
 *
 * <pre>
 *   i = s(W_i x + U_i h- + b_i)    f = s(W_f x + U_f h- + b_f)
 *   o = s(W_o x + U_o h- + b_o)    g = tanh(W_g x + U_g h- + b_g)
 *   c = f * c- + i * g             h = o * tanh(c)
 * </pre>
 *
 * <p>with other functions in place of s and of either tanh if {@code activations} says so.
 *
 * @param hiddenSize H
 * @param forgetBias initial b_f; 1 lets the cell remember from the start (Gers et al. 2000)
 * @param activations of gates, input and output
 */
public record LstmCell(int hiddenSize, float forgetBias, LstmActivations activations)
    implements Cell {
  /** Name of W (I, 4H). */
  public static final String INPUT = "input";

  /** Name of U (H, 4H). */
  public static final String RECURRENT = "recurrent";

  /** Name of b (4H). */
  public static final String BIAS = "bias";

  /** Checks the size. */
  public LstmCell {
    Sizes.positive("LSTM units", hiddenSize);
    Sizes.finite("LSTM forget bias", forgetBias);
    Objects.requireNonNull(activations, "LSTM activations: none, expected three");
  }

  /** The usual one: logistic gates, tanh twice. */
  public LstmCell(int hiddenSize, float forgetBias) {
    this(hiddenSize, forgetBias, LstmActivations.TANH);
  }

  /** This with other activations. */
  public LstmCell withActivations(LstmActivations next) {
    return new LstmCell(hiddenSize, forgetBias, next);
  }

  @Override
  public List<Integer> stateSizes() {
    return List.of(hiddenSize, hiddenSize);
  }

  @Override
  public Map<String, Weight> weights(int inputSize) {
    int columns = Gate.COUNT * hiddenSize;
    Map<String, Weight> weights = new LinkedHashMap<>();
    weights.put(INPUT, new Weight(Shape.of(inputSize, columns), Initializers.glorotUniform()));
    weights.put(RECURRENT, new Weight(Shape.of(hiddenSize, columns), Initializers.orthogonal()));
    weights.put(
        BIAS,
        new Weight(
            Shape.of(columns),
            (shape, values, offset, random) -> {
              int from = offset + Gate.FORGET.column(hiddenSize);
              java.util.Arrays.fill(values, from, from + hiddenSize, forgetBias);
            }));
    return weights;
  }

  @Override
  public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
    CellActivation s = activations.gate();
    Tensor hPrev = state.get(0); // (B, H)
    Tensor cPrev = state.get(1); // (B, H)
    Tensor pre = // (B, 4H)
        weights
            .get(BIAS)
            .plusProduct(x, weights.get(INPUT))
            .plusProduct(hPrev, weights.get(RECURRENT));
    Tensor i = weights.trace("i", s.apply(gate(pre, Gate.INPUT)));
    Tensor f = weights.trace("f", s.apply(gate(pre, Gate.FORGET)));
    Tensor g = weights.trace("g", activations.input().apply(gate(pre, Gate.CANDIDATE)));
    Tensor o = weights.trace("o", s.apply(gate(pre, Gate.OUTPUT)));
    Tensor c = f.times(cPrev).plus(i.times(g));
    Tensor h = o.times(activations.output().apply(c));
    return List.of(h, c);
  }

  private Tensor gate(Tensor pre, Gate gate) {
    int from = gate.column(hiddenSize);
    return pre.columns(from, from + hiddenSize);
  }
}
