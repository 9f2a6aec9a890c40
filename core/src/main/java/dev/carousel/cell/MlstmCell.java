package dev.carousel.cell;

import dev.carousel.random.Randomness;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
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
public record MlstmCell(int heads, int headSize, boolean normalized) implements Cell {
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
   * All steps at once: with F the sum of ln s(f~) up to a step, in each head
   *
   * <pre>
   *   L_ts = F_t - F_s + i~_s for s &lt;= t, else -inf      M_t = max_s L_ts
   *   A = (Q K^T) * e^(L - M)                h = o * (A V) / (max(|sum_s A_ts|, e^-M) + 1e-6)
   * </pre>
   *
   * <p>Work and memory grow with the square of T.
   *
   * @param x (B, T, I)
   * @return (B, T, H): h of every step from the state 0; what {@link #step} gives, but for rounding
   */
  public Tensor parallel(Tensor x, Weights weights) {
    Tensor qkvo = weights.get(BIAS).plusProduct(x, weights.get(INPUT)); // (B, T, 4H)
    Tensor gates = weights.get(GATES_BIAS).plusProduct(x, weights.get(GATES)); // (B, T, 2N)
    List<Tensor> read = new ArrayList<>();
    for (int head = 0; head < heads; head++) {
      Tensor preI = gates.columns(head, head + 1); // (B, T, 1)
      Tensor logF = gates.columns(heads + head, heads + head + 1).logSigmoid();
      int from = head * headSize;
      int to = from + headSize;
      Tensor q = part(qkvo, 0).columns(from, to); // (B, T, d)
      Tensor k = key(qkvo).columns(from, to);
      Tensor v = part(qkvo, 2).columns(from, to);
      read.add(attend(q, k, v, preI, logF));
    }
    return shown(x.ops().concat(read), qkvo, weights);
  }

  /** A V over its bound, (B, T, d), of one head. */
  private Tensor attend(Tensor q, Tensor k, Tensor v, Tensor preI, Tensor logF) {
    var ops = q.ops();
    int batch = q.shape().at(0);
    int time = q.shape().at(1);
    Tensor sumF = ops.cumulativeSum(logF).reshape(batch, time); // F
    Tensor perT = sumF.repeat(time).reshape(batch, time, time); // [t, s]: F_t
    Tensor offset = preI.reshape(batch, time).minus(sumF);
    Tensor perS = offset.repeat(time).reshape(batch, time, time).transpose(); // i~_s - F_s
    Tensor decay = perT.plus(perS).plus(ops.constant(past(time))); // L
    Tensor m = ops.max(decay); // (B, T)
    Tensor weighted = decay.minus(m.repeat(time).reshape(batch, time, time)).exp();
    Tensor a = q.matmul(k.transpose()).times(weighted); // (B, T, T)
    Tensor ones = ops.zeros(Shape.of(time, 1)).plus(1);
    Tensor sums = ops.zeros(Shape.of(1)).plusProduct(a, ones).reshape(batch, time);
    Tensor bound = bound(sums, m).repeat(headSize).reshape(batch, time, headSize);
    return a.matmul(v).dividedBy(bound);
  }

  /** (T, T): 0 for s up to t, else -inf. */
  private static Tensor past(int time) {
    float[] values = new float[time * time];
    for (int t = 0; t < time; t++) {
      Arrays.fill(values, t * time + t + 1, (t + 1) * time, Float.NEGATIVE_INFINITY);
    }
    return Tensor.of(values, time, time);
  }

  /** max(|known|, e^-m) + 1e-6. */
  private static Tensor bound(Tensor known, Tensor m) {
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
