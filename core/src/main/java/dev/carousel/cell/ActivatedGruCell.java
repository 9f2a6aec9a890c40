package dev.carousel.cell;

import dev.carousel.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * {@link GruCell} with other functions; weights are named and laid out as there:
 *
 * <pre>
 *   r, z = gate(...)    n = candidate(...)    h = (1 - z) * n + z * h-
 * </pre>
 *
 * <p>It has no fused form: it runs step by step on the tape, some times slower.
 *
 * @param hiddenSize H
 * @param resetAfter which form, see {@link GruCell}
 * @param gate of the gates, usually s
 * @param candidate of n, usually tanh
 */
public record ActivatedGruCell(
    int hiddenSize, boolean resetAfter, CellActivation gate, CellActivation candidate)
    implements Cell {
  /** Checks the options. */
  public ActivatedGruCell {
    Sizes.positive("GRU units", hiddenSize);
    Objects.requireNonNull(gate, "gate activation: none, expected one");
    Objects.requireNonNull(candidate, "candidate activation: none, expected one");
  }

  private GruCell plain() {
    return new GruCell(hiddenSize, resetAfter);
  }

  @Override
  public List<Integer> stateSizes() {
    return plain().stateSizes();
  }

  @Override
  public List<String> candidates() {
    return plain().candidates();
  }

  @Override
  public Map<String, Weight> weights(int inputSize) {
    return plain().weights(inputSize);
  }

  @Override
  public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
    return plain().step(x, state, weights, gate, candidate);
  }
}
