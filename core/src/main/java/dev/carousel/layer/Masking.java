package dev.carousel.layer;

import dev.carousel.kernel.Engine;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;

/**
 * Masks the steps of (B, T, F) whose features all have one value, and sets them to zero: layers
 * behind it leave these steps out. NaN as the value masks steps of which nothing is known.
 *
 * @param value what the features of a step that only fills up hold
 */
public record Masking(float value) implements Layer {
  /** Masks steps of that value, often 0. */
  public static Masking value(double value) {
    return new Masking((float) value);
  }

  @Override
  public String kind() {
    return "masking";
  }

  @Override
  public Shape outputShape(Shape input) {
    return Forms.sequence(kind(), input);
  }

  @Override
  public Tensor apply(Place place, Tape tape, Tensor x) {
    return apply(place, Pass.on(tape), Signal.of(x)).values();
  }

  @Override
  public Signal apply(Place place, Pass pass, Signal x) {
    Shape shape = x.values().shape();
    float[] values = x.values().toArray();
    float[] there = pass.tape().buffer(shape.at(0) * shape.at(1));
    int n = shape.last();
    for (int row = 0; row < there.length; row++) {
      there[row] = masks(values, row * n, n) ? 0 : 1;
    }
    Tensor own = pass.tape().constant(shape.dropLast(), there, 0);
    return new Signal(Masks.cleared(x.values(), own), Masks.both(own, x.mask()));
  }

  @Override
  public boolean masksSteps() {
    return true;
  }

  @Override
  public boolean masks(float[] values, int at, int n) {
    for (int i = at; i < at + n; i++) {
      if (values[i] != value && !(Float.isNaN(value) && Float.isNaN(values[i]))) {
        return false;
      }
    }
    return true;
  }

  /** Takes steps that are there; one that is masked is to be left out of the stream. */
  @Override
  public Step stream(Place place, Engine engine) {
    int n = place.input().last();
    return (in, out) -> {
      if (masks(in, 0, n)) {
        throw new IllegalArgumentException(
            "a step of a stream holds nothing but %s, which %s masks: leave it out"
                .formatted(value, place.name()));
      }
      System.arraycopy(in, 0, out, 0, n);
    };
  }
}
