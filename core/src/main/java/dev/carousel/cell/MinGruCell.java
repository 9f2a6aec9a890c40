package dev.carousel.cell;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * minGRU (Feng et al. 2024): neither gate nor candidate read the last state, so a whole sequence
 * can be computed at once.
 *
 * <pre>
 *   z = s(W_z x + b_z)      n = g(W_n x + b_n)      g(v) = v + 1/2 from 0 on, s(v) below
 *   h = (1 - z) * h- + z * n
 * </pre>
 *
 * @param hiddenSize H
 */
public record MinGruCell(int hiddenSize) implements Cell {
  /** Name of W (I, 2H): z, n. */
  public static final String INPUT = "input";

  /** Name of b (2H). */
  public static final String BIAS = "bias";

  /** Checks the size. */
  public MinGruCell {
    Sizes.positive("minGRU units", hiddenSize);
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
    int columns = 2 * hiddenSize;
    Map<String, Weight> weights = new LinkedHashMap<>();
    weights.put(INPUT, new Weight(Shape.of(inputSize, columns), Initializers.glorotUniform()));
    weights.put(BIAS, new Weight(Shape.of(columns), Initializers.zeros()));
    return weights;
  }

  @Override
  public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
    Tensor hPrev = state.getFirst(); // (B, H)
    Tensor pre = weights.get(BIAS).plusProduct(x, weights.get(INPUT)); // (B, 2H)
    Tensor z = weights.trace("z", part(pre, 0).sigmoid());
    Tensor n = weights.trace("n", PositiveCandidate.g(part(pre, 1)));
    Tensor keep = z.times(-1).plus(1);
    Tensor h = keep.times(hPrev).plus(z.times(n));
    return List.of(h);
  }

  /**
   * All steps at once, in logarithms: with {@code a = 1 - z}, {@code b = z * n} and A the sum of ln
   * a up to a step,
   *
   * <pre>
   *   ln h_t = A_t + ln sum_(s &lt;= t) e^(ln b_s - A_s)
   * </pre>
   *
   * @param x (B, T, I)
   * @return (B, T, H): h of every step from the state 0; what {@link #step} gives, but for rounding
   *     that grows with |A_T|
   */
  public Tensor parallel(Tensor x, Weights weights) {
    Tensor pre = weights.get(BIAS).plusProduct(x, weights.get(INPUT)); // (B, T, 2H)
    Tensor logKeep = part(pre, 0).softplus().times(-1); // ln(1 - z)
    Tensor logNew = part(pre, 0).logSigmoid().plus(PositiveCandidate.logG(part(pre, 1)));
    return logScan(logKeep, logNew);
  }

  /** {@code h_t = e^logKeep_t * h_(t-1) + e^logNew_t}, all steps at once, (B, T, H). */
  static Tensor logScan(Tensor logKeep, Tensor logNew) {
    Tensor sum = logKeep.ops().cumulativeSum(logKeep);
    return sum.plus(sum.ops().cumulativeLogSumExp(logNew.minus(sum))).exp();
  }

  private Tensor part(Tensor pre, int index) {
    return pre.columns(index * hiddenSize, (index + 1) * hiddenSize);
  }
}
