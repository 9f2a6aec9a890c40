package dev.carousel.layer;

import dev.carousel.kernel.Engine;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Objects;

/**
 * {@code x + layer(x)}, for a layer that keeps the shape: it learns what is to be changed (He et
 * al. 2016). Around something longer, join the paths with {@link Add}.
 *
 * @param layer what is added
 */
public record Residual(Layer layer) implements Layer {
  /** Checks that there is a layer. */
  public Residual {
    Objects.requireNonNull(layer, "residual layer: none, expected one");
    Forms.refuseState("residual", layer);
  }

  /** Around a layer. */
  public static Residual of(Layer layer) {
    return new Residual(layer);
  }

  @Override
  public String kind() {
    return "residual";
  }

  @Override
  public boolean needsWholeSequence() {
    return layer.needsWholeSequence();
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape output = layer.outputShape(input);
    if (!output.equals(input)) {
      throw new IllegalArgumentException(
          "%s around %s, which makes %s of %s: expected a layer that keeps the shape"
              .formatted(kind(), layer.kind(), output, input));
    }
    return output;
  }

  @Override
  public void declare(String name, Shape input, Parameters.Builder parameters) {
    layer.declare(name, input, parameters);
  }

  @Override
  public Tensor apply(Place place, Tape tape, Tensor x) {
    return x.plus(layer.apply(place, tape, x));
  }

  @Override
  public Signal apply(Place place, Pass pass, Signal x) {
    Signal y = layer.apply(place, pass, x);
    return new Signal(x.values().plus(y.values()), y.mask());
  }

  @Override
  public Step stream(Place place, Engine engine) {
    Step inner = layer.stream(place, engine);
    return new Step() {
      @Override
      public void step(float[] in, float[] out) {
        inner.step(in, out);
        for (int i = 0; i < out.length; i++) {
          out[i] = in[i] + out[i];
        }
      }

      @Override
      public void reset() {
        inner.reset();
      }
    };
  }
}
