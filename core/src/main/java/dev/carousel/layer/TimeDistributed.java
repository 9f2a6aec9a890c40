package dev.carousel.layer;

import dev.carousel.kernel.Engine;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.List;
import java.util.Objects;

/**
 * A layer at each step by itself, with the same weights: (B, T, ...) to (B, T, ...), where the
 * layer reads what is behind T. Layers such as {@link Dense} do so anyway; a recurrent one can so
 * read a sequence at each step, (B, T, S, F).
 *
 * @param layer what runs at each step
 */
public record TimeDistributed(Layer layer) implements Layer {
  /** Checks that there is a layer. */
  public TimeDistributed {
    Objects.requireNonNull(layer, "time distributed layer: none, expected one");
    Forms.refuseState("time_distributed", layer);
    if (layer.masksSteps()) {
      throw new IllegalArgumentException(
          "time_distributed around %s: what it masks within a step no layer behind it would know;"
                  .formatted(layer.kind())
              + " mask steps of the whole sequence, or cut it into sequences first");
    }
  }

  /** A layer at each step. */
  public static TimeDistributed of(Layer layer) {
    return new TimeDistributed(layer);
  }

  @Override
  public String kind() {
    return "time_distributed";
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() < 2) {
      throw new IllegalArgumentException(
          "%s reads sequences (T, ...), found %s: give the layer before it .returnSequences()"
              .formatted(kind(), input));
    }
    try {
      return layer.outputShape(input.dropFirst()).prepend(input.at(0));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s gives %s each step of %s: %s".formatted(kind(), layer.kind(), input, e.getMessage()),
          e);
    }
  }

  @Override
  public void declare(String name, Shape input, Parameters.Builder parameters) {
    layer.declare(name, input.dropFirst(), parameters);
  }

  private Place inside(Place place) {
    return place.inside("", List.of(Form.features(place.input().dropFirst())));
  }

  @Override
  public Tensor apply(Place place, Tape tape, Tensor x) {
    return apply(place, Pass.on(tape), Signal.of(x)).values();
  }

  @Override
  public Signal apply(Place place, Pass pass, Signal x) {
    Shape shape = x.values().shape();
    int steps = shape.at(0) * shape.at(1);
    Tensor rows = x.values().reshape(shape.dropFirst().withFirst(steps).toArray());
    Tensor y = layer.apply(inside(place), pass.withoutState(), Signal.of(rows)).values();
    Shape whole = y.shape().withFirst(shape.at(1)).prepend(shape.at(0));
    return new Signal(y.reshape(whole.toArray()), x.mask());
  }

  @Override
  public Step stream(Place place, Engine engine) {
    boolean rows = place.input().rank() == 2;
    return rows ? layer.stream(inside(place), engine) : Layer.super.stream(place, engine);
  }
}
