package dev.carousel.cell;

import dev.carousel.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * {@link LstmCell} with other functions; weights are named and laid out as there:
 *
 * <pre>
 *   i, f, o = gate(...)    g = input(W_g x + U_g h- + b_g)
 *   c = f * c- + i * g     h = o * output(c)
 * </pre>
 *
 * <p>It has no fused form: it runs step by step on the tape, some times slower. What relu gates do
 * is shown in docs/math/activations.
 *
 * @param hiddenSize H
 * @param forgetBias initial b_f
 * @param gate of the gates, usually s
 * @param input of what comes in, usually tanh
 * @param output of what is shown of c, usually tanh
 */
public record ActivatedLstmCell(
    int hiddenSize,
    float forgetBias,
    CellActivation gate,
    CellActivation input,
    CellActivation output)
    implements Cell {
  /** Checks the options. */
  public ActivatedLstmCell {
    Sizes.positive("LSTM units", hiddenSize);
    Objects.requireNonNull(gate, "gate activation: none, expected one");
    Objects.requireNonNull(input, "input activation: none, expected one");
    Objects.requireNonNull(output, "output activation: none, expected one");
  }

  private LstmCell plain() {
    return new LstmCell(hiddenSize, forgetBias);
  }

  @Override
  public List<Integer> stateSizes() {
    return plain().stateSizes();
  }

  @Override
  public Map<String, Weight> weights(int inputSize) {
    return plain().weights(inputSize);
  }

  @Override
  public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
    return plain().step(x, state, weights, gate, input, output);
  }
}
