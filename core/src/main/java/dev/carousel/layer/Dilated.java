package dev.carousel.layer;

import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer whose state skips steps: what it does at step t begins with what it left at t -
 * d (Chang and others 2017, Dilated Recurrent Neural Networks). The sequence falls into d sequences
 * of every d-th step, which the layer reads one by one, with the same weights.
 *
 * @param layer from sequences (T, F) to sequences
 * @param dilation d, at least 1
 */
public record Dilated(Layer layer, int dilation) implements Layer {
  /** Checks the options. */
  public Dilated {
    Objects.requireNonNull(layer, "dilated layer: none, expected one");
    Forms.refuseState("dilated", layer);
    if (dilation < 1) {
      throw new IllegalArgumentException("dilation: %d, expected at least 1".formatted(dilation));
    }
  }

  /** A layer, dilated. */
  public static Dilated of(Layer layer, int dilation) {
    return new Dilated(layer, dilation);
  }

  @Override
  public String kind() {
    return "dilated";
  }

  @Override
  public boolean needsWholeSequence() {
    return true;
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape output = layer.outputShape(Forms.sequence(kind(), input));
    if (output.rank() != 2 || output.at(0) != input.at(0)) {
      throw new IllegalArgumentException(
          "%s around %s, which makes %s of %s: expected a layer that gives every step"
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
    return apply(place, Pass.on(tape), Signal.of(x)).values();
  }

  @Override
  public Signal apply(Place place, Pass pass, Signal x) {
    Shape shape = x.values().shape();
    int time = shape.at(1);
    int steps = Math.ceilDiv(time, dilation);
    int width = outputShape(place.input()).last();
    Tensor rows = padded(x.values(), steps); // (B, steps, d * F)
    Tensor there = x.mask() == null ? null : padded(x.mask(), steps); // (B, steps, d)
    List<Tensor> parts = new ArrayList<>(dilation); // (B, steps, H) each
    List<Pass> passes = new ArrayList<>(dilation);
    for (int d = 0; d < dilation; d++) {
      passes.add(pass.ofPart());
      int own = Math.ceilDiv(time - d, dilation); // steps or one less
      Tensor mask = there == null ? null : part(there, d, own).reshape(shape.at(0), own);
      parts.add(
          own == 0
              ? pass.tape().zeros(Shape.of(shape.at(0), steps, width))
              : longer(run(place, passes.getLast(), part(rows, d, own), mask), steps));
    }
    pass.weave(passes, time);
    Tensor all = pass.tape().concat(parts).reshape(shape.at(0), steps * dilation * width);
    Tensor y = all.columns(0, time * width).reshape(shape.at(0), time, width);
    return new Signal(y, x.mask());
  }

  private Tensor run(Place place, Pass pass, Tensor x, @Nullable Tensor mask) {
    return layer.apply(place, pass, new Signal(x, mask)).values();
  }

  /** The first steps of one of the sequences that rows hold side by side. */
  private Tensor part(Tensor rows, int number, int steps) {
    Shape shape = rows.shape();
    int n = shape.last() / dilation;
    Tensor part = rows.columns(number * n, (number + 1) * n);
    return steps == shape.at(1)
        ? part
        : part.reshape(shape.at(0), shape.at(1) * n)
            .columns(0, steps * n)
            .reshape(shape.at(0), steps, n);
  }

  /** All steps of a part, a row for all that is read together, with zeros behind the end. */
  private Tensor padded(Tensor a, int steps) {
    int batch = a.shape().at(0);
    int time = a.shape().at(1);
    Tensor sequence = a.shape().rank() == 2 ? a.reshape(batch, time, 1) : a;
    int width = sequence.shape().last();
    return longer(sequence, steps * dilation).reshape(batch, steps, dilation * width);
  }

  /** A sequence (B, T, F) of so many steps, zeros behind its end. */
  private static Tensor longer(Tensor a, int steps) {
    Shape shape = a.shape();
    int batch = shape.at(0);
    int width = shape.last();
    int missing = (steps - shape.at(1)) * width;
    if (missing == 0) {
      return a;
    }
    Tensor flat = a.reshape(batch, shape.at(1) * width);
    Tensor zeros = a.ops().zeros(Shape.of(batch, missing));
    return a.ops().concat(List.of(flat, zeros)).reshape(batch, steps, width);
  }
}
