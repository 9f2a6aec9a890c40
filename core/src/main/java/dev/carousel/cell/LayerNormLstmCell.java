package dev.carousel.cell;

import dev.carousel.kernel.Gate;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * LSTM with layer normalisation (Ba, Kiros and Hinton 2016, equations 20 to 22):
 *
 * <pre>
 *   [i f g o] = a_x * N(W x) + a_h * N(U h-) + b      N(v) = (v - mean) / sqrt(variance + epsilon)
 *   c = s(f) * c- + s(i) * tanh(g)                    over all 4H of W x, and of U h-
 *   h = s(o) * tanh(a_c * N(c) + b_c)                 over the H of c
 * </pre>
 *
 * <p>The cell's own state is not normalised, only what is shown of it. The two shifts that the
 * paper's LN has inside the sum are one with b.
 *
 * @param hiddenSize H, at least 2: of one value N gives 0
 * @param forgetBias initial b_f
 * @param epsilon added to the variance
 * @param activations of gates, input and output, in the places of s and of either tanh
 */
public record LayerNormLstmCell(
    int hiddenSize, float forgetBias, float epsilon, LstmActivations activations) implements Cell {
  /** Name of W (I, 4H). */
  public static final String INPUT = "input";

  /** Name of U (H, 4H). */
  public static final String RECURRENT = "recurrent";

  /** Name of b (4H). */
  public static final String BIAS = "bias";

  /** Name of a_x (4H). */
  public static final String INPUT_GAIN = "input_gain";

  /** Name of a_h (4H). */
  public static final String RECURRENT_GAIN = "recurrent_gain";

  /** Name of a_c (H). */
  public static final String CELL_GAIN = "cell_gain";

  /** Name of b_c (H). */
  public static final String CELL_BIAS = "cell_bias";

  /** Checks the options. */
  public LayerNormLstmCell {
    if (hiddenSize < 2) {
      throw new IllegalArgumentException(
          "LSTM units: %d, expected at least 2: the norm of one value is 0".formatted(hiddenSize));
    }
    if (!(epsilon > 0) || epsilon == Float.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "layer normalisation: epsilon %s, expected a small positive number".formatted(epsilon));
    }
    Sizes.finite("LSTM forget bias", forgetBias);
    Objects.requireNonNull(activations, "LSTM activations: none, expected three");
  }

  /** With logistic gates and tanh, as in the paper. */
  public LayerNormLstmCell(int hiddenSize, float forgetBias, float epsilon) {
    this(hiddenSize, forgetBias, epsilon, LstmActivations.TANH);
  }

  /** Forget bias 1, epsilon 1e-5. */
  public static LayerNormLstmCell of(int hiddenSize) {
    return new LayerNormLstmCell(hiddenSize, 1, 1e-5f);
  }

  /** This with other activations. */
  public LayerNormLstmCell withActivations(LstmActivations next) {
    return new LayerNormLstmCell(hiddenSize, forgetBias, epsilon, next);
  }

  @Override
  public List<Integer> stateSizes() {
    return List.of(hiddenSize, hiddenSize);
  }

  @Override
  public Map<String, Weight> weights(int inputSize) {
    int columns = Gate.COUNT * hiddenSize;
    int forget = Gate.FORGET.column(hiddenSize);
    Shape row = Shape.of(columns);
    Shape one = Shape.of(hiddenSize);
    Map<String, Weight> weights = new LinkedHashMap<>();
    weights.put(INPUT, new Weight(Shape.of(inputSize, columns), Initializers.glorotUniform()));
    weights.put(RECURRENT, new Weight(Shape.of(hiddenSize, columns), Initializers.orthogonal()));
    weights.put(
        BIAS, new Weight(row, Initializers.zerosBut(forget, forget + hiddenSize, forgetBias)));
    weights.put(INPUT_GAIN, new Weight(row, Initializers.constant(1)));
    weights.put(RECURRENT_GAIN, new Weight(row, Initializers.constant(1)));
    weights.put(CELL_GAIN, new Weight(one, Initializers.constant(1)));
    weights.put(CELL_BIAS, new Weight(one, Initializers.zeros()));
    return weights;
  }

  @Override
  public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
    Tensor hPrev = state.get(0); // (B, H)
    Tensor cPrev = state.get(1); // (B, H)
    Tensor none = x.ops().zeros(Shape.of(Gate.COUNT * hiddenSize));
    Tensor wx = none.plusProduct(x, weights.get(INPUT)).normalize(epsilon);
    Tensor uh = none.plusProduct(hPrev, weights.get(RECURRENT)).normalize(epsilon);
    Tensor pre = // (B, 4H)
        wx.times(weights.get(INPUT_GAIN))
            .plus(uh.times(weights.get(RECURRENT_GAIN)))
            .plus(weights.get(BIAS));
    CellActivation s = activations.gate();
    Tensor i = weights.trace("i", s.apply(gate(pre, Gate.INPUT)));
    Tensor f = weights.trace("f", s.apply(gate(pre, Gate.FORGET)));
    Tensor g = weights.trace("g", activations.input().apply(gate(pre, Gate.CANDIDATE)));
    Tensor o = weights.trace("o", s.apply(gate(pre, Gate.OUTPUT)));
    Tensor c = f.times(cPrev).plus(i.times(g));
    Tensor shown = c.normalize(epsilon).times(weights.get(CELL_GAIN)).plus(weights.get(CELL_BIAS));
    Tensor h = o.times(activations.output().apply(shown));
    return List.of(h, c);
  }

  private Tensor gate(Tensor pre, Gate gate) {
    int from = gate.column(hiddenSize);
    return pre.columns(from, from + hiddenSize);
  }
}
