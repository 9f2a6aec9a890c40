package dev.carousel.layer;

import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;

/**
 * {@code gain * (x - mean) / sqrt(variance + epsilon) + bias} over the last axis (Ba, Kiros and
 * Hinton 2016): any shape to the same shape, each step by itself. gain starts at 1, bias at 0.
 *
 * @param epsilon keeps rows that hardly vary from being blown up
 */
public record LayerNorm(float epsilon) implements Layer {
  private static final String GAIN = "gain";
  private static final String BIAS = "bias";

  /** Checks the option. */
  public LayerNorm {
    if (!(epsilon > 0) || Float.isInfinite(epsilon)) {
      throw new IllegalArgumentException("layer norm: epsilon %s, expected > 0".formatted(epsilon));
    }
  }

  /** With PyTorch's epsilon, 1e-5. */
  public LayerNorm() {
    this(1e-5f);
  }

  /** With another epsilon; Keras has 1e-3. */
  public static LayerNorm epsilon(double epsilon) {
    return new LayerNorm((float) epsilon);
  }

  @Override
  public String kind() {
    return "layer_norm";
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public void declare(String name, Shape input, Parameters.Builder parameters) {
    Shape row = Shape.of(input.last());
    parameters.add(
        name + "/" + GAIN,
        row,
        (shape, values, offset, random) -> Arrays.fill(values, offset, offset + shape.size(), 1f));
    parameters.add(name + "/" + BIAS, row, (shape, values, offset, random) -> {});
  }

  @Override
  public Tensor apply(Place place, Tape tape, Tensor x) {
    return x.normalize(epsilon).times(place.on(tape, GAIN)).plus(place.on(tape, BIAS));
  }
}
