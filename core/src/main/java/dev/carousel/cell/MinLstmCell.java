package dev.carousel.cell;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * minLSTM (Feng et al. 2024): gates that read the input alone and share the state between them, so
 * that a whole sequence can be computed at once.
 *
 * <pre>
 *   F = s(W_F x + b_F)    I = s(W_I x + b_I)    n = g(W_n x + b_n)
 *   f = F / (F + I)       i = I / (F + I)       g(v) = v + 1/2 from 0 on, s(v) below
 *   h = f * h- + i * n
 * </pre>
 *
 * <p>The shares are computed as {@code f = s(ln F - ln I)}, which both gates closed cannot turn
 * into 0 / 0.
 *
 * @param hiddenSize H
 * @param forgetBias initial b_F
 */
public record MinLstmCell(int hiddenSize, float forgetBias) implements ParallelCell {
  /** Name of W (I, 3H): F, I, n. */
  public static final String INPUT = "input";

  /** Name of b (3H). */
  public static final String BIAS = "bias";

  /** Checks the size. */
  public MinLstmCell {
    Sizes.positive("minLSTM units", hiddenSize);
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
    int columns = 3 * hiddenSize;
    Map<String, Weight> weights = new LinkedHashMap<>();
    weights.put(INPUT, new Weight(Shape.of(inputSize, columns), Initializers.glorotUniform()));
    weights.put(
        BIAS, new Weight(Shape.of(columns), Initializers.zerosBut(0, hiddenSize, forgetBias)));
    return weights;
  }

  @Override
  public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
    Tensor hPrev = state.getFirst(); // (B, H)
    Tensor pre = weights.get(BIAS).plusProduct(x, weights.get(INPUT)); // (B, 3H)
    Tensor odds = odds(pre);
    Tensor f = weights.trace("f", odds.sigmoid());
    Tensor i = weights.trace("i", odds.times(-1).sigmoid());
    Tensor n = weights.trace("n", PositiveCandidate.g(part(pre, 2)));
    Tensor h = f.times(hPrev).plus(i.times(n));
    return List.of(h);
  }

  /** All steps at once, as {@link MinGruCell#parallel} with f for 1 - z and i for z. */
  @Override
  public Result parallel(Tensor x, List<Tensor> state, Weights weights) {
    Tensor pre = weights.get(BIAS).plusProduct(x, weights.get(INPUT)); // (B, T, 3H)
    Tensor odds = odds(pre);
    Tensor logNew = odds.times(-1).logSigmoid().plus(PositiveCandidate.logG(part(pre, 2)));
    return MinGruCell.logScan(odds.logSigmoid(), logNew, state.getFirst());
  }

  /** ln(F / I). */
  private Tensor odds(Tensor pre) {
    return part(pre, 0).logSigmoid().minus(part(pre, 1).logSigmoid());
  }

  private Tensor part(Tensor pre, int index) {
    return pre.columns(index * hiddenSize, (index + 1) * hiddenSize);
  }
}
