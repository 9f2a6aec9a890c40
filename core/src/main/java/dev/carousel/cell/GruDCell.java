package dev.carousel.cell;

import dev.carousel.kernel.GruGate;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * GRU-D (Che, Purushotham, Cho, Sontag and Liu 2018), which learns how long a value that was not
 * seen again is worth something. The input is three parts of D columns, see {@link
 * dev.carousel.data.Gaps}: v, the value last seen; m, 1 where it was seen at this step and 0 where
 * not; d, the time since it was seen. Values are standardised, so their mean is 0.
 *
 * <pre>
 *   k = exp(-max(0, w_k * d + b_k))                  how much of a value is left
 *   q = exp(-max(0, W_q d + b_q))                    how much of the state is left
 *   x = m * v + (1 - m) * k * v                      towards the mean, 0
 *   h' = q * h-
 *   r = s(W_r x + V_r m + U_r h' + b_r)    z = s(W_z x + V_z m + U_z h' + b_z)
 *   n = tanh(W_n x + V_n m + b_n + U_n (r * h'))
 *   h = (1 - z) * n + z * h'
 * </pre>
 *
 * <p>z keeps, as in {@link GruCell}; the paper's z is 1 - z here.
 *
 * @param hiddenSize H
 */
public record GruDCell(int hiddenSize) implements Cell {
  /** Name of W above V (2D, 3H). */
  public static final String INPUT = "input";

  /** Name of U (H, 3H). */
  public static final String RECURRENT = "recurrent";

  /** Name of b (3H). */
  public static final String BIAS = "bias";

  /** Name of w_k (D). */
  public static final String VALUE_DECAY = "value_decay";

  /** Name of b_k (D). */
  public static final String VALUE_DECAY_BIAS = "value_decay_bias";

  /** Name of W_q (D, H). */
  public static final String STATE_DECAY = "state_decay";

  /** Name of b_q (H). */
  public static final String STATE_DECAY_BIAS = "state_decay_bias";

  private static final int PARTS = 3;
  private static final float FIRST_DECAY = 0.1f;

  /** Checks the size. */
  public GruDCell {
    Sizes.positive("GRU-D units", hiddenSize);
  }

  @Override
  public List<Integer> stateSizes() {
    return List.of(hiddenSize);
  }

  @Override
  public List<String> candidates() {
    return List.of("n");
  }

  /**
   * The weights.
   *
   * @param inputSize 3D
   * @throws IllegalArgumentException if three does not divide it
   */
  @Override
  public Map<String, Weight> weights(int inputSize) {
    if (inputSize % PARTS != 0) {
      throw new IllegalArgumentException(
          ("GRU-D reads values, masks and times since, side by side: %d features, expected a"
                  + " multiple of 3")
              .formatted(inputSize));
    }
    int d = inputSize / PARTS;
    int columns = GruGate.COUNT * hiddenSize;
    Map<String, Weight> weights = new LinkedHashMap<>();
    weights.put(INPUT, new Weight(Shape.of(2 * d, columns), Initializers.glorotUniform()));
    weights.put(RECURRENT, new Weight(Shape.of(hiddenSize, columns), Initializers.orthogonal()));
    weights.put(BIAS, new Weight(Shape.of(columns), Initializers.zeros()));
    weights.put(VALUE_DECAY, new Weight(Shape.of(d), Initializers.zerosBut(0, d, FIRST_DECAY)));
    weights.put(VALUE_DECAY_BIAS, new Weight(Shape.of(d), Initializers.zeros()));
    weights.put(STATE_DECAY, new Weight(Shape.of(d, hiddenSize), Initializers.glorotUniform()));
    weights.put(STATE_DECAY_BIAS, new Weight(Shape.of(hiddenSize), Initializers.zeros()));
    return weights;
  }

  @Override
  public List<Tensor> step(Tensor input, List<Tensor> state, Weights weights) {
    Tensor v = part(input, 0); // (B, D)
    Tensor m = part(input, 1);
    Tensor d = part(input, 2);
    Tensor k = left(d.times(weights.get(VALUE_DECAY)).plus(weights.get(VALUE_DECAY_BIAS)));
    Tensor q = // (B, H)
        left(weights.get(STATE_DECAY_BIAS).plusProduct(d, weights.get(STATE_DECAY)));
    Tensor unseen = m.times(-1).plus(1);
    Tensor x = m.times(v).plus(unseen.times(weights.trace("k", k)).times(v));
    Tensor hPrev = weights.trace("q", q).times(state.getFirst());
    Tensor seen = input.ops().concat(List.of(x, m)); // (B, 2D)
    Tensor pre = weights.get(BIAS).plusProduct(seen, weights.get(INPUT)); // (B, 3H)
    Tensor u = weights.get(RECURRENT); // (H, 3H)
    Tensor preR = gate(pre, GruGate.RESET).plusProduct(hPrev, gate(u, GruGate.RESET));
    Tensor preZ = gate(pre, GruGate.UPDATE).plusProduct(hPrev, gate(u, GruGate.UPDATE));
    Tensor r = weights.trace("r", preR.sigmoid());
    Tensor z = weights.trace("z", preZ.sigmoid());
    Tensor preN =
        gate(pre, GruGate.CANDIDATE).plusProduct(r.times(hPrev), gate(u, GruGate.CANDIDATE));
    Tensor n = weights.trace("n", preN.tanh());
    Tensor h = n.minus(z.times(n)).plus(z.times(hPrev));
    return List.of(h);
  }

  private static Tensor left(Tensor rate) {
    return rate.relu().times(-1).exp();
  }

  private static Tensor part(Tensor input, int index) {
    int d = input.shape().last() / PARTS;
    return input.columns(index * d, (index + 1) * d);
  }

  private Tensor gate(Tensor columns, GruGate gate) {
    int from = gate.column(hiddenSize);
    return columns.columns(from, from + hiddenSize);
  }
}
