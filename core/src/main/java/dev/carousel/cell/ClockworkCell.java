package dev.carousel.cell;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Clockwork RNN (Koutnik, Greff, Gomez and Schmidhuber 2014): modules of N units each, every module
 * with a period, sorted from fast to slow. At step t = 0, 1, ... module i computes if t mod T_i = 0
 * and keeps its values if not:
 *
 * <pre>
 *   h_i = tanh(b_i + W_i x + U_i [h_i-, h_(i+1)-, ...])    itself and the slower ones
 *   h_i = h_i-
 * </pre>
 *
 * <p>The second state counts each module's steps since it last computed; it is 0 where the module
 * computes, as all do in the first step.
 *
 * @param moduleSize N
 * @param periods T_1 &lt; T_2 &lt; ...
 * @param activation of the sums, in the place of tanh
 */
public record ClockworkCell(int moduleSize, List<Integer> periods, CellActivation activation)
    implements Cell {
  /** Name of W (I, H), modules side by side; H is N times their number. */
  public static final String INPUT = "input";

  /** Name of b (H). */
  public static final String BIAS = "bias";

  /** U of module i = 1, 2, ... is named {@code recurrent_i}: (H - (i - 1) N, N). */
  public static final String RECURRENT = "recurrent_";

  /** Longest period: counted in floats. */
  private static final int LONGEST = 1 << 24;

  /** Checks the options. */
  public ClockworkCell {
    Sizes.positive("clockwork units of a module", moduleSize);
    Objects.requireNonNull(periods, "clockwork periods: none, expected such as 1, 2, 4");
    periods = List.copyOf(periods);
    int before = 0;
    for (int period : periods) {
      if (period <= before || period > LONGEST) {
        throw new IllegalArgumentException(
            "clockwork periods: %s, expected ascending numbers from 1 to %d"
                .formatted(periods, LONGEST));
      }
      before = period;
    }
    Sizes.positive("clockwork modules", periods.size());
    Objects.requireNonNull(activation, "clockwork activation: none, expected one such as TANH");
  }

  /** With tanh, as in the paper. */
  public ClockworkCell(int moduleSize, List<Integer> periods) {
    this(moduleSize, periods, CellActivation.TANH);
  }

  /** So many modules with the periods 1, 2, 4, 8, ... */
  public static ClockworkCell of(int modules, int moduleSize) {
    return new ClockworkCell(
        moduleSize, IntStream.range(0, modules).mapToObj(i -> 1 << i).toList());
  }

  /** This with another activation. */
  public ClockworkCell withActivation(CellActivation next) {
    return new ClockworkCell(moduleSize, periods, next);
  }

  @Override
  public int hiddenSize() {
    return moduleSize * periods.size();
  }

  @Override
  public List<Integer> stateSizes() {
    return List.of(hiddenSize(), periods.size());
  }

  @Override
  public List<String> stateNames() {
    return List.of("h", "phase");
  }

  @Override
  public List<String> candidates() {
    return List.of();
  }

  @Override
  public Map<String, Weight> weights(int inputSize) {
    var first = Initializers.gaussian(0.1); // as in the paper
    Map<String, Weight> weights = new LinkedHashMap<>();
    weights.put(INPUT, new Weight(Shape.of(inputSize, hiddenSize()), first));
    for (int i = 0; i < periods.size(); i++) {
      int sources = hiddenSize() - i * moduleSize;
      weights.put(RECURRENT + (i + 1), new Weight(Shape.of(sources, moduleSize), first));
    }
    weights.put(BIAS, new Weight(Shape.of(hiddenSize()), first));
    return weights;
  }

  @Override
  public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
    Tensor hPrev = state.get(0); // (B, H)
    Tensor phase = state.get(1); // (B, modules), whole numbers from 0 to T_i - 1
    Tensor pre = weights.get(BIAS).plusProduct(x, weights.get(INPUT)); // (B, H)
    List<Tensor> sums = new ArrayList<>();
    for (int i = 0; i < periods.size(); i++) {
      int from = i * moduleSize;
      Tensor slower = hPrev.columns(from, hiddenSize());
      Tensor u = weights.get(RECURRENT + (i + 1));
      sums.add(pre.columns(from, from + moduleSize).plusProduct(slower, u));
    }
    Tensor fresh = activation.apply(x.ops().concat(sums));
    Tensor one = x.ops().zeros(phase.shape()).plus(1);
    Tensor active = weights.trace("active", one.minus(phase).relu()); // 1 where the phase is 0
    Tensor computes = active.repeat(moduleSize); // (B, H)
    Tensor keeps = one.minus(active).repeat(moduleSize);
    Tensor h = computes.times(fresh).plus(keeps.times(hPrev));
    return List.of(h, next(phase));
  }

  /** {@code phase + 1}, or 0 where that is the period. */
  private Tensor next(Tensor phase) {
    float[] values = new float[periods.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = periods.get(i);
    }
    Tensor period = phase.ops().constant(Tensor.of(values, values.length));
    Tensor round = phase.plus(2).minus(period).relu(); // 1 in the last step of a period, else 0
    return phase.plus(1).minus(round.times(period));
  }
}
