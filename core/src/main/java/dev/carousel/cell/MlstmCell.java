package dev.carousel.cell;

import dev.carousel.cell.MlstmHead.Decay;
import dev.carousel.cell.MlstmHead.Memory;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * mLSTM of xLSTM (Beck et al. 2024, equations 19 to 27): a matrix C for a memory, written with keys
 * and values and read with queries. Nothing of the last h is read, so a whole sequence can be
 * computed at once. In each of N heads of d units, gates i and f being one number a head:
 *
 * <pre>
 *   q = W_q x + b_q    k = (W_k x + b_k) / sqrt(d)    v = W_v x + b_v    o = s(W_o x + b_o)
 *   i~ = w_i x + b_i   f~ = w_f x + b_f
 *   m = max(ln s(f~) + m-, i~)      f = e^(ln s(f~) + m- - m)      i = e^(i~ - m)
 *   C = f C- + i k v^T              n = f n- + i k
 *   h = o * (q^T C) / (max(|q^T n|, e^-m) + 1e-6)
 * </pre>
 *
 * @param heads N
 * @param headSize d
 * @param normalized whether what is read goes through a layer norm of each head, with a gain,
 *     before o, as in the released model
 */
public record MlstmCell(int heads, int headSize, boolean normalized) implements ParallelCell {
  /** Name of W (I, 4H), H = N d: q, k, v, o, the heads side by side in each. */
  public static final String INPUT = "input";

  /** Name of b (4H). */
  public static final String BIAS = "bias";

  /** Name of the gates' weights (I, 2N): i of every head, f of every head. */
  public static final String GATES = "gates";

  /** Name of the gates' biases (2N). */
  public static final String GATES_BIAS = "gates_bias";

  /** Name of the norm's gain (H). */
  public static final String GAIN = "gain";

  private static final float EPSILON = 1e-6f;

  /** e^-m counts up to here, far from overflow; h is as good as 0 long before. */
  private static final float LARGEST_POWER = 80;

  /** Checks the sizes. */
  public MlstmCell {
    Sizes.positive("mLSTM heads", heads);
    Sizes.positive("mLSTM units of a head", headSize);
  }

  @Override
  public int hiddenSize() {
    return heads * headSize;
  }

  @Override
  public List<Integer> stateSizes() {
    return List.of(hiddenSize(), hiddenSize() * headSize, hiddenSize(), heads);
  }

  @Override
  public List<String> stateNames() {
    return List.of("h", "C", "n", "m");
  }

  @Override
  public List<String> candidates() {
    return List.of();
  }

  @Override
  public Map<String, Weight> weights(int inputSize) {
    int h = hiddenSize();
    Map<String, Weight> weights = new LinkedHashMap<>();
    weights.put(INPUT, new Weight(Shape.of(inputSize, 4 * h), Initializers.glorotUniform()));
    weights.put(BIAS, new Weight(Shape.of(4 * h), Initializers.zeros()));
    weights.put(GATES, new Weight(Shape.of(inputSize, 2 * heads), Initializers.zeros()));
    weights.put(GATES_BIAS, new Weight(Shape.of(2 * heads), this::fillGatesBias));
    if (normalized) {
      weights.put(GAIN, new Weight(Shape.of(h), Initializers.constant(1)));
    }
    return weights;
  }

  private void fillGatesBias(Shape shape, float[] values, int offset, Randomness random) {
    for (int head = 0; head < heads; head++) {
      values[offset + head] = (float) (0.1 * random.gaussian(head));
      values[offset + heads + head] = forgetBias(head, heads);
    }
  }

  /** From 3 in the first head to 6 in the last. */
  static float forgetBias(int head, int heads) {
    return heads == 1 ? 3 : 3 + 3f * head / (heads - 1);
  }

  @Override
  public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
    int batch = x.shape().at(0);
    int d = headSize;
    Tensor memoryPrev = state.get(1); // (B, N d d)
    Tensor nPrev = state.get(2); // (B, N d)
    Tensor mPrev = state.get(3); // (B, N)
    Tensor qkvo = weights.get(BIAS).plusProduct(x, weights.get(INPUT)); // (B, 4H)
    Tensor q = part(qkvo, 0).reshape(batch, heads, 1, d);
    Tensor k = key(qkvo);
    Tensor v = part(qkvo, 2).reshape(batch, heads, 1, d);
    Tensor gates = weights.get(GATES_BIAS).plusProduct(x, weights.get(GATES)); // (B, 2N)
    Tensor preI = gates.columns(0, heads);
    Tensor carried = gates.columns(heads, 2 * heads).logSigmoid().plus(mPrev);

    Tensor m = carried.maximum(preI);
    Tensor i = weights.trace("i", preI.minus(m).exp());
    Tensor f = weights.trace("f", carried.minus(m).exp());
    Tensor kv = k.reshape(batch, heads, d, 1).matmul(v).reshape(batch, heads * d * d);
    Tensor memory = f.repeat(d * d).times(memoryPrev).plus(i.repeat(d * d).times(kv));
    Tensor n = f.repeat(d).times(nPrev).plus(i.repeat(d).times(k));

    Tensor read = q.matmul(memory.reshape(batch, heads, d, d)).reshape(batch, hiddenSize());
    Tensor known = q.matmul(n.reshape(batch, heads, d, 1)).reshape(batch, heads); // q^T n
    Tensor h = shown(read.dividedBy(bound(known, m).repeat(d)), qkvo, weights);
    return List.of(h, memory, n, m);
  }

  /**
   * All steps at once. In each head, F being the sum of ln s(f~) up to a step, e^L is what step s
   * weighs at step t, and e^b what the memory before the first step does:
   *
   * <pre>
   *   L_ts = F_t - F_s + i~_s for s &lt;= t, else -inf         b_t = F_t + m_0
   *   m_t = max(max_s L_ts, b_t)     W = e^(L - m)     c = e^(b - m)     A = (Q K^T) * W
   *   h_t = o_t * ((A V)_t + c_t q_t^T C_0) / (max(|sum_s A_ts + c_t q_t^T n_0|, e^-m_t) + 1e-6)
   *   C_T = c_T C_0 + sum_s W_Ts k_s v_s^T                 n_T = c_T n_0 + sum_s W_Ts k_s
   * </pre>
   *
   * <p>Work and memory grow with the square of T, which pieces of a sequence keep small.
   */
  @Override
  public Result parallel(Tensor x, List<Tensor> state, Weights weights) {
    int d = headSize;
    Tensor qkvo = weights.get(BIAS).plusProduct(x, weights.get(INPUT)); // (B, T, 4H)
    Tensor gates = weights.get(GATES_BIAS).plusProduct(x, weights.get(GATES)); // (B, T, 2N)
    List<Tensor> read = new ArrayList<>();
    List<Memory> last = new ArrayList<>();
    for (int head = 0; head < heads; head++) {
      int from = head * d;
      int to = from + d;
      Tensor preI = gates.columns(head, head + 1); // (B, T, 1)
      Tensor logF = gates.columns(heads + head, heads + head + 1).logSigmoid();
      Tensor q = part(qkvo, 0).columns(from, to); // (B, T, d)
      Tensor k = key(qkvo).columns(from, to);
      Tensor v = part(qkvo, 2).columns(from, to);
      Tensor memory = state.get(1).columns(from * d, to * d); // (B, d d)
      Tensor n = state.get(2).columns(from, to); // (B, d)
      Tensor m = state.get(3).columns(head, head + 1); // (B, 1)
      MlstmHead one = new MlstmHead(q, k, v, Decay.of(preI, logF, m), new Memory(memory, n, m));
      read.add(one.read());
      last.add(one.last());
    }
    Tensor h = shown(x.ops().concat(read), qkvo, weights);
    Tensor memory = x.ops().concat(last.stream().map(Memory::c).toList());
    Tensor n = x.ops().concat(last.stream().map(Memory::n).toList());
    Tensor m = x.ops().concat(last.stream().map(Memory::m).toList());
    return new Result(h, List.of(h.step(x.shape().at(1) - 1), memory, n, m));
  }

  /** max(|known|, e^-m) + 1e-6. */
  static Tensor bound(Tensor known, Tensor m) {
    Tensor power = m.times(-1).clip(-Float.MAX_VALUE, LARGEST_POWER).exp();
    return known.abs().maximum(power).plus(EPSILON);
  }

  /** What was read, normalised if it is to be, times o. */
  private Tensor shown(Tensor read, Tensor qkvo, Weights weights) {
    Tensor value = read;
    if (normalized) {
      Shape shape = read.shape();
      Tensor rows = read.reshape(shape.rows() * heads, headSize).normalize(EPSILON);
      value = rows.reshape(shape.toArray()).times(weights.get(GAIN));
    }
    return weights.trace("o", part(qkvo, 3).sigmoid()).times(value);
  }

  private Tensor key(Tensor qkvo) {
    return part(qkvo, 1).times((float) (1 / Math.sqrt(headSize)));
  }

  private Tensor part(Tensor qkvo, int index) {
    return qkvo.columns(index * hiddenSize(), (index + 1) * hiddenSize());
  }
}
