package dev.carousel.cell;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.Collections;
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
public record MinGruCell(int hiddenSize) implements ParallelCell {
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
   *   h_t = e^(A_t + ln sum_(s &lt;= t) e^(ln b_s - A_s)) + e^A_t * h_0
   * </pre>
   *
   * <p>The paper puts ln h_0 before the terms of the sum, and so needs a positive one; h being
   * linear in h_0, here it may be any. Rounding grows with |A_T|.
   */
  @Override
  public Result parallel(Tensor x, List<Tensor> state, Weights weights) {
    Tensor pre = weights.get(BIAS).plusProduct(x, weights.get(INPUT)); // (B, T, 2H)
    Tensor logKeep = part(pre, 0).softplus().times(-1); // ln(1 - z)
    Tensor logNew = part(pre, 0).logSigmoid().plus(PositiveCandidate.logG(part(pre, 1)));
    return logScan(logKeep, logNew, state.getFirst());
  }

  /** {@code h_t = e^logKeep_t * h_(t-1) + e^logNew_t}, all steps (B, T, H) at once, from h_0. */
  static Result logScan(Tensor logKeep, Tensor logNew, Tensor first) {
    int time = logKeep.shape().at(1);
    Tensor sum = logKeep.ops().cumulativeSum(logKeep); // A
    Tensor fromZero = sum.plus(sum.ops().cumulativeLogSumExp(logNew.minus(sum))).exp();
    Tensor everyStep = sum.ops().stack(Collections.nCopies(time, first)); // h_0 (B, T, H)
    Tensor h = fromZero.plus(sum.exp().times(everyStep));
    return new Result(h, List.of(h.step(time - 1)));
  }

  private Tensor part(Tensor pre, int index) {
    return pre.columns(index * hiddenSize, (index + 1) * hiddenSize);
  }
}
