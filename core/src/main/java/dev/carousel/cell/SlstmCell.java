package dev.carousel.cell;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * sLSTM of xLSTM (Beck et al. 2024, equations 8 to 17): an LSTM whose input gate is an exponential,
 * with a normaliser n beside the cell, and m, the logarithm of what both are divided by so that
 * nothing overflows. The H units fall into N heads of d; h- reaches only the units of its own head.
 *
 * <pre>
 *   [i~ f~ z~ o~] = W x + R h- + b
 *   m = max(i~, ln s(f~) + m-)                      m = i~ in the first step
 *   i = e^(i~ - m)      f = e^(ln s(f~) + m- - m)
 *   c = f * c- + i * tanh(z~)      n = f * n- + i      h = s(o~) * c / n
 * </pre>
 *
 * <p>n is at least 1 after every step, so n = 0 tells the first one.
 *
 * @param heads N
 * @param headSize d
 */
public record SlstmCell(int heads, int headSize) implements Cell {
  /** Name of W (I, 4H), H = N d: for each head its i, f, z, o, of d columns each. */
  public static final String INPUT = "input";

  /** R of head k = 1, 2, ... is named {@code recurrent_k}: (d, 4d), i, f, z, o. */
  public static final String RECURRENT = "recurrent_";

  /** Name of b (4H), as the columns of W. */
  public static final String BIAS = "bias";

  private static final int GATES = 4;

  /** What is taken from m where there was no step before: more than any sum of a gate. */
  private static final float BEFORE = 1e30f;

  /** Checks the sizes. */
  public SlstmCell {
    Sizes.positive("sLSTM heads", heads);
    Sizes.positive("sLSTM units of a head", headSize);
  }

  @Override
  public int hiddenSize() {
    return heads * headSize;
  }

  @Override
  public List<Integer> stateSizes() {
    return java.util.Collections.nCopies(4, hiddenSize());
  }

  @Override
  public List<String> stateNames() {
    return List.of("h", "c", "n", "m");
  }

  @Override
  public List<String> candidates() {
    return List.of("z");
  }

  @Override
  public Map<String, Weight> weights(int inputSize) {
    int columns = GATES * hiddenSize();
    Map<String, Weight> weights = new LinkedHashMap<>();
    weights.put(INPUT, new Weight(Shape.of(inputSize, columns), Initializers.glorotUniform()));
    for (int k = 1; k <= heads; k++) {
      Shape r = Shape.of(headSize, GATES * headSize);
      weights.put(RECURRENT + k, new Weight(r, Initializers.orthogonal()));
    }
    weights.put(BIAS, new Weight(Shape.of(columns), this::fillBias));
    return weights;
  }

  /** Forget biases from 3 in the first head to 6 in the last, input biases N(0, 0.1), 0. */
  private void fillBias(
      Shape shape, float[] values, int offset, dev.carousel.random.Randomness random) {
    Initializers.zeros().fill(shape, values, offset, random);
    for (int unit = 0; unit < hiddenSize(); unit++) {
      int head = unit / headSize;
      int at = offset + head * GATES * headSize + unit % headSize;
      values[at] = (float) (0.1 * random.gaussian(unit));
      values[at + headSize] = MlstmCell.forgetBias(head, heads);
    }
  }

  @Override
  public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
    Tensor hPrev = state.get(0); // (B, H), as the other three
    Tensor cPrev = state.get(1);
    Tensor nPrev = state.get(2);
    List<Tensor> pre = sums(x, hPrev, weights); // of each head (B, 4d)
    Tensor preI = gate(pre, 0);
    Tensor logF = gate(pre, 1).logSigmoid();

    Tensor first = nPrev.stopGradient().times(-1).plus(1).relu(); // 1 where n- is 0, else 0
    Tensor carried = logF.plus(state.get(3).minus(first.times(BEFORE))); // ln s(f~) + m-
    Tensor m = preI.maximum(carried);
    Tensor i = weights.trace("i", preI.minus(m).exp());
    Tensor f = weights.trace("f", carried.minus(m).exp());
    Tensor z = weights.trace("z", gate(pre, 2).tanh());
    Tensor o = weights.trace("o", gate(pre, 3).sigmoid());
    Tensor c = f.times(cPrev).plus(i.times(z));
    Tensor n = f.times(nPrev).plus(i);
    Tensor h = o.times(c.dividedBy(n));
    return List.of(h, c, n, m);
  }

  private List<Tensor> sums(Tensor x, Tensor hPrev, Weights weights) {
    Tensor wx = weights.get(BIAS).plusProduct(x, weights.get(INPUT)); // (B, 4H)
    List<Tensor> sums = new ArrayList<>();
    for (int k = 0; k < heads; k++) {
      Tensor h = hPrev.columns(k * headSize, (k + 1) * headSize);
      int from = k * GATES * headSize;
      Tensor part = wx.columns(from, from + GATES * headSize);
      sums.add(part.plusProduct(h, weights.get(RECURRENT + (k + 1))));
    }
    return sums;
  }

  /** One gate of all heads, (B, H). */
  private Tensor gate(List<Tensor> sums, int gate) {
    int from = gate * headSize;
    return sums.getFirst()
        .ops()
        .concat(sums.stream().map(s -> s.columns(from, from + headSize)).toList());
  }
}
