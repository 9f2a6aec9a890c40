package dev.carousel.cell;

import dev.carousel.kernel.Gate;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Depth-gated LSTM (Yao, Cohn, Vylomova, Duh and Dyer 2015): L layers of LSTM with peepholes in one
 * cell, where a gate d lets the cell of the layer below into the cell above it. In layer l, below
 * being l - 1 at the same step, and x the input in layer 1 and h of the layer below in the others:
 *
 * <pre>
 *   i = s(W_i x + U_i h- + p_i * c- + b_i)    f = s(W_f x + U_f h- + p_f * c- + b_f)
 *   g = tanh(W_g x + U_g h- + b_g)
 *   d = s(W_d x + p_d * c- + q_d * c_below + b_d)         no d in layer 1
 *   c = d * c_below + f * c- + i * g
 *   o = s(W_o x + U_o h- + p_o * c + b_o)     h = o * tanh(c)
 * </pre>
 *
 * <p>The state is h and c of each layer, from the top layer, whose h is shown, down to the first.
 *
 * @param hiddenSize H, in every layer
 * @param layers L
 * @param forgetBias initial b_f
 * @param activations of gates, input and output, in the places of s and of either tanh
 */
public record DepthGatedLstmCell(
    int hiddenSize, int layers, float forgetBias, LstmActivations activations) implements Cell {
  /** {@code input_l} is W of layer l = 1, 2, ...: (I, 4H) in the first, (H, 4H) in the others. */
  public static final String INPUT = "input_";

  /** {@code recurrent_l} is U (H, 4H). */
  public static final String RECURRENT = "recurrent_";

  /** {@code bias_l} is b (4H). */
  public static final String BIAS = "bias_";

  /** {@code peepholes_l} is p (3H): i, f, o. */
  public static final String PEEPHOLES = "peepholes_";

  /** {@code depth_input_l} is W_d (H, H), from layer 2 on. */
  public static final String DEPTH_INPUT = "depth_input_";

  /** {@code depth_peepholes_l} is p_d and q_d, side by side (2H), from layer 2 on. */
  public static final String DEPTH_PEEPHOLES = "depth_peepholes_";

  /** {@code depth_bias_l} is b_d (H), from layer 2 on. */
  public static final String DEPTH_BIAS = "depth_bias_";

  /** Checks the sizes. */
  public DepthGatedLstmCell {
    Sizes.positive("LSTM units", hiddenSize);
    Sizes.positive("LSTM layers", layers);
    Sizes.finite("LSTM forget bias", forgetBias);
    Objects.requireNonNull(activations, "LSTM activations: none, expected three");
  }

  /** With logistic gates and tanh, as in the paper. */
  public DepthGatedLstmCell(int hiddenSize, int layers, float forgetBias) {
    this(hiddenSize, layers, forgetBias, LstmActivations.TANH);
  }

  /** Forget bias 1. */
  public static DepthGatedLstmCell of(int hiddenSize, int layers) {
    return new DepthGatedLstmCell(hiddenSize, layers, 1);
  }

  /** This with other activations. */
  public DepthGatedLstmCell withActivations(LstmActivations next) {
    return new DepthGatedLstmCell(hiddenSize, layers, forgetBias, next);
  }

  @Override
  public List<Integer> stateSizes() {
    return Collections.nCopies(2 * layers, hiddenSize);
  }

  @Override
  public List<String> stateNames() {
    return IntStream.range(0, 2 * layers)
        .mapToObj(i -> (i % 2 == 0 ? "h" : "c") + (layers - i / 2))
        .toList();
  }

  @Override
  public List<String> candidates() {
    return IntStream.rangeClosed(1, layers).mapToObj(l -> "g" + l).toList();
  }

  @Override
  public Map<String, Weight> weights(int inputSize) {
    int h = hiddenSize;
    int columns = Gate.COUNT * h;
    int forget = Gate.FORGET.column(h);
    Map<String, Weight> weights = new LinkedHashMap<>();
    for (int l = 1; l <= layers; l++) {
      Shape w = Shape.of(l == 1 ? inputSize : h, columns);
      weights.put(INPUT + l, new Weight(w, Initializers.glorotUniform()));
      weights.put(RECURRENT + l, new Weight(Shape.of(h, columns), Initializers.orthogonal()));
      weights.put(
          BIAS + l,
          new Weight(Shape.of(columns), Initializers.zerosBut(forget, forget + h, forgetBias)));
      weights.put(PEEPHOLES + l, new Weight(Shape.of(3 * h), Initializers.gaussian(0.1)));
      if (l > 1) {
        weights.put(DEPTH_INPUT + l, new Weight(Shape.of(h, h), Initializers.glorotUniform()));
        weights.put(DEPTH_PEEPHOLES + l, new Weight(Shape.of(2 * h), Initializers.gaussian(0.1)));
        weights.put(DEPTH_BIAS + l, new Weight(Shape.of(h), Initializers.zeros()));
      }
    }
    return weights;
  }

  @Override
  public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
    CellActivation s = activations.gate();
    Tensor[] next = new Tensor[2 * layers];
    Tensor from = x;
    for (int l = 1; l <= layers; l++) {
      int at = 2 * (layers - l);
      Tensor hPrev = state.get(at); // (B, H)
      Tensor cPrev = state.get(at + 1); // (B, H)
      Tensor pre = // (B, 4H)
          weights
              .get(BIAS + l)
              .plusProduct(from, weights.get(INPUT + l))
              .plusProduct(hPrev, weights.get(RECURRENT + l));
      Tensor p = weights.get(PEEPHOLES + l);
      Tensor preI = gate(pre, Gate.INPUT).plus(cPrev.times(part(p, 0)));
      Tensor preF = gate(pre, Gate.FORGET).plus(cPrev.times(part(p, 1)));
      Tensor i = weights.trace("i" + l, s.apply(preI));
      Tensor f = weights.trace("f" + l, s.apply(preF));
      Tensor g = weights.trace("g" + l, activations.input().apply(gate(pre, Gate.CANDIDATE)));
      Tensor c = f.times(cPrev).plus(i.times(g));
      if (l > 1) {
        Tensor below = next[at + 3]; // c of layer l - 1
        Tensor d = weights.trace("d" + l, s.apply(depthSum(l, from, cPrev, below, weights)));
        c = c.plus(d.times(below));
      }
      Tensor preO = gate(pre, Gate.OUTPUT).plus(c.times(part(p, 2)));
      Tensor o = weights.trace("o" + l, s.apply(preO));
      next[at] = o.times(activations.output().apply(c));
      next[at + 1] = c;
      from = next[at];
    }
    return List.of(next);
  }

  private Tensor depthSum(int l, Tensor x, Tensor cPrev, Tensor below, Weights weights) {
    Tensor p = weights.get(DEPTH_PEEPHOLES + l);
    return weights
        .get(DEPTH_BIAS + l)
        .plusProduct(x, weights.get(DEPTH_INPUT + l))
        .plus(cPrev.times(part(p, 0)))
        .plus(below.times(part(p, 1)));
  }

  private Tensor part(Tensor row, int index) {
    return row.columns(index * hiddenSize, (index + 1) * hiddenSize);
  }

  private Tensor gate(Tensor pre, Gate gate) {
    return part(pre, gate.ordinal());
  }
}
