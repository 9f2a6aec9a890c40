package dev.carousel.cell;

import dev.carousel.kernel.GruGate;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Gated recurrent unit (Cho et al. 2014):
 *
 * <pre>
 *   r = s(W_r x + U_r h- + b_r)    z = s(W_z x + U_z h- + b_z)
 *   n = tanh(W_n x + b_n + U_n (r * h-))             reset before the product, the paper's form
 *   n = tanh(W_n x + b_n + r * (U_n h- + b_u))       reset after it: cuDNN, PyTorch, Keras
 *   h = (1 - z) * n + z * h-
 * </pre>
 *
 * <p>The two forms are different functions, and weights of one are no use to the other. Other
 * functions than s and tanh have no fused form: they run step by step on the tape, some times
 * slower.
 *
 * @param hiddenSize H
 * @param resetAfter which form
 * @param gate s, of the gates
 * @param candidate of n
 */
public record GruCell(
    int hiddenSize, boolean resetAfter, CellActivation gate, CellActivation candidate)
    implements Cell {
  /** Name of W (I, 3H). */
  public static final String INPUT = "input";

  /** Name of U (H, 3H). */
  public static final String RECURRENT = "recurrent";

  /** Name of b (3H). */
  public static final String BIAS = "bias";

  /** Name of b_u (H), which the reset-after form alone has. */
  public static final String RECURRENT_BIAS = "recurrent_bias";

  /** Checks the size. */
  public GruCell {
    Sizes.positive("GRU units", hiddenSize);
    Objects.requireNonNull(gate, "gate activation: none, expected one");
    Objects.requireNonNull(candidate, "candidate activation: none, expected one");
  }

  /** The usual one: logistic gates, tanh. */
  public GruCell(int hiddenSize, boolean resetAfter) {
    this(hiddenSize, resetAfter, CellActivation.LOGISTIC, CellActivation.TANH);
  }

  /** This with other functions of gates and candidate. */
  public GruCell withActivations(CellActivation nextGate, CellActivation nextCandidate) {
    return new GruCell(hiddenSize, resetAfter, nextGate, nextCandidate);
  }

  /** Whether the functions are the usual ones. */
  public boolean usual() {
    return gate == CellActivation.LOGISTIC && candidate == CellActivation.TANH;
  }

  @Override
  public List<Integer> stateSizes() {
    return List.of(hiddenSize);
  }

  @Override
  public List<String> candidates() {
    return List.of("n");
  }

  @Override
  public Map<String, Weight> weights(int inputSize) {
    int columns = GruGate.COUNT * hiddenSize;
    Map<String, Weight> weights = new LinkedHashMap<>();
    weights.put(INPUT, new Weight(Shape.of(inputSize, columns), Initializers.glorotUniform()));
    weights.put(RECURRENT, new Weight(Shape.of(hiddenSize, columns), Initializers.orthogonal()));
    weights.put(BIAS, new Weight(Shape.of(columns), Initializers.zeros()));
    if (resetAfter) {
      weights.put(RECURRENT_BIAS, new Weight(Shape.of(hiddenSize), Initializers.zeros()));
    }
    return weights;
  }

  @Override
  public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
    Tensor hPrev = state.getFirst(); // (B, H)
    Tensor pre = weights.get(BIAS).plusProduct(x, weights.get(INPUT)); // (B, 3H)
    Tensor u = weights.get(RECURRENT); // (H, 3H)
    Tensor preR = part(pre, GruGate.RESET).plusProduct(hPrev, part(u, GruGate.RESET));
    Tensor preZ = part(pre, GruGate.UPDATE).plusProduct(hPrev, part(u, GruGate.UPDATE));
    Tensor r = weights.trace("r", gate.apply(preR));
    Tensor z = weights.trace("z", gate.apply(preZ));
    Tensor preN = part(pre, GruGate.CANDIDATE);
    Tensor uN = part(u, GruGate.CANDIDATE);
    Tensor sum =
        resetAfter
            ? preN.plus(r.times(weights.get(RECURRENT_BIAS).plusProduct(hPrev, uN)))
            : preN.plusProduct(r.times(hPrev), uN);
    Tensor n = weights.trace("n", candidate.apply(sum));
    Tensor h = n.minus(z.times(n)).plus(z.times(hPrev));
    return List.of(h);
  }

  private Tensor part(Tensor columns, GruGate part) {
    int from = part.column(hiddenSize);
    return columns.columns(from, from + hiddenSize);
  }
}
