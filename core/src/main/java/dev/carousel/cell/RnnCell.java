package dev.carousel.cell;

import dev.carousel.kernel.RnnActivation;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The simple recurrent network (Elman 1990), a being tanh or any other activation:
 *
 * <pre>
 *   h = a(W x + U h- + b)
 * </pre>
 *
 * @param hiddenSize H
 * @param activation a; the fused layer knows tanh and relu
 */
public record RnnCell(int hiddenSize, CellActivation activation) implements Cell {
  /** Name of W (I, H). */
  public static final String INPUT = "input";

  /** Name of U (H, H). */
  public static final String RECURRENT = "recurrent";

  /** Name of b (H). */
  public static final String BIAS = "bias";

  /** Checks the size. */
  public RnnCell {
    if (hiddenSize < 1) {
      throw new IllegalArgumentException(
          "RNN units: %d, expected at least 1".formatted(hiddenSize));
    }
    Objects.requireNonNull(activation, "RNN activation: none, expected one such as TANH or RELU");
  }

  /** The cell of a fused layer. */
  public RnnCell(int hiddenSize, RnnActivation activation) {
    this(
        hiddenSize,
        CellActivation.valueOf(
            Objects.requireNonNull(activation, "RNN activation: none, expected TANH or RELU")
                .name()));
  }

  /** The kernels' name for the activation; null if they have none, and no fused form. */
  public @Nullable RnnActivation kernelActivation() {
    return switch (activation) {
      case TANH -> RnnActivation.TANH;
      case RELU -> RnnActivation.RELU;
      default -> null;
    };
  }

  @Override
  public String kind() {
    return "simple_rnn";
  }

  @Override
  public List<Integer> stateSizes() {
    return List.of(hiddenSize);
  }

  @Override
  public List<String> candidates() {
    return List.of();
  }

  @Override
  public Map<String, Weight> weights(int inputSize) {
    Map<String, Weight> weights = new LinkedHashMap<>();
    weights.put(INPUT, new Weight(Shape.of(inputSize, hiddenSize), Initializers.glorotUniform()));
    weights.put(RECURRENT, new Weight(Shape.of(hiddenSize, hiddenSize), Initializers.orthogonal()));
    weights.put(BIAS, new Weight(Shape.of(hiddenSize), Initializers.zeros()));
    return weights;
  }

  @Override
  public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
    Tensor pre = // (B, H)
        weights
            .get(BIAS)
            .plusProduct(x, weights.get(INPUT))
            .plusProduct(state.getFirst(), weights.get(RECURRENT));
    return List.of(activation.apply(pre));
  }
}
