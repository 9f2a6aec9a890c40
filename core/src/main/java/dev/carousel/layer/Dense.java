package dev.carousel.layer;

import dev.carousel.cell.Initializers;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Kernels;
import dev.carousel.kernel.PackedMatrix;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Objects;

/**
 * {@code activation(x W + b)} over the last axis: (B, ..., I) to (B, ..., units), at each time step
 * alike.
 *
 * @param units number of outputs
 * @param activation applied to the sums
 */
public record Dense(int units, Activation activation) implements Layer {
  private static final String KERNEL = "kernel";
  private static final String BIAS = "bias";

  /** Checks the options. */
  public Dense {
    if (units < 1) {
      throw new IllegalArgumentException("dense units: %d, expected at least 1".formatted(units));
    }
    Objects.requireNonNull(activation, "dense activation: none, expected one");
  }

  /** A linear layer. */
  public static Dense units(int units) {
    return new Dense(units, Activation.LINEAR);
  }

  /** This with an activation. */
  public Dense withActivation(Activation next) {
    return new Dense(units, next);
  }

  @Override
  public String kind() {
    return "dense";
  }

  @Override
  public Shape outputShape(Shape input) {
    return input.withLast(units);
  }

  @Override
  public void declare(String name, Shape input, Parameters.Builder parameters) {
    parameters.add(
        name + "/" + KERNEL, Shape.of(input.last(), units), Initializers.glorotUniform());
    parameters.add(name + "/" + BIAS, Shape.of(units), Initializers.zeros());
  }

  @Override
  public Tensor apply(Place place, Tape tape, Tensor x) {
    return activation.apply(place.on(tape, BIAS).plusProduct(x, place.on(tape, KERNEL)));
  }

  @Override
  public Step stream(Place place, Engine engine) {
    Kernels kernels = engine.kernels();
    PackedMatrix w = place.parameters().get(place.name() + "/" + KERNEL).packed(engine);
    float[] bias = place.parameters().get(place.name() + "/" + BIAS).toArray();
    return (in, out) -> {
      System.arraycopy(bias, 0, out, 0, units);
      kernels.matmul().multiply(1, in, 0, w.rows(), w, out, 0, units);
      switch (activation) {
        case LINEAR -> {}
        case RELU -> {
          for (int i = 0; i < units; i++) {
            out[i] = Math.max(out[i], 0f);
          }
        }
        case SIGMOID -> kernels.activations().sigmoid(out, 0, out, 0, units);
        case TANH -> kernels.activations().tanh(out, 0, out, 0, units);
        case SOFTMAX -> kernels.reductions().softmax(out, 0, out, 0, units);
      }
    };
  }
}
