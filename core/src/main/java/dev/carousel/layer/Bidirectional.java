package dev.carousel.layer;

import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A recurrent layer twice, with weights of their own: once from the first step to the last, once
 * from the last to the first (Schuster and Paliwal 1997). Reads (B, T, I); gives (B, T, H') if the
 * layer returns sequences, (B, H') if not, where H' is 2H for {@link Merge#CONCAT} and else H. The
 * one that goes backwards begins at the last step that is there.
 *
 * <p>As a {@link Vertex} it may read, after x, the states to start from: the parts of the one that
 * goes forward, then those of the other; and if the layer returns its state, both give theirs in
 * this order.
 *
 * @param layer what runs; it goes forward
 * @param merge how the two results become one
 */
public record Bidirectional(Recurrent layer, Merge merge) implements Layer {
  private static final String FORWARD = "/forward";
  private static final String BACKWARD = "/backward";

  /** Checks the options. */
  public Bidirectional {
    Objects.requireNonNull(layer, "bidirectional layer: none, expected a recurrent one");
    Objects.requireNonNull(merge, "bidirectional merge: none, expected one");
    if (layer.backwards()) {
      throw new IllegalArgumentException(
          "bidirectional: its layer goes backwards, expected one that goes forward");
    }
  }

  /** Both results side by side. */
  public static Bidirectional of(Recurrent layer) {
    return new Bidirectional(layer, Merge.CONCAT);
  }

  /** This with results that become one in another way. */
  public Bidirectional merged(Merge how) {
    return new Bidirectional(layer, how);
  }

  @Override
  public String kind() {
    return "bidirectional";
  }

  @Override
  public void checkReads(boolean tokens) {
    layer.checkReads(tokens);
  }

  @Override
  public boolean needsWholeSequence() {
    return true;
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape one = layer.outputShape(input);
    return one.withLast(merge.width(List.of(one.last(), one.last())));
  }

  @Override
  public List<Form> outputs(List<Form> inputs) {
    int states = 2 * layer.cell().stateSizes().size();
    if (inputs.size() != 1 && inputs.size() != 1 + states) {
      throw new IllegalArgumentException(
          ("%s reads x and, if they do not start at zero, the states of both directions %s;"
                  + " found %s")
              .formatted(kind(), layer.cell().stateSizes(), inputs));
    }
    List<Form> forward = layer.outputs(of(inputs, true));
    List<Form> backward = layer.outputs(of(inputs, false));
    List<Form> outputs = new ArrayList<>();
    outputs.add(Form.features(outputShape(inputs.getFirst().shape())));
    outputs.addAll(forward.subList(1, forward.size()));
    outputs.addAll(backward.subList(1, backward.size()));
    return outputs;
  }

  /** x, and the state that one of the two starts from. */
  private static <T> List<T> of(List<T> inputs, boolean forward) {
    int parts = inputs.size() / 2;
    int from = forward ? 1 : 1 + parts;
    List<T> own = new ArrayList<>(inputs.subList(0, 1));
    own.addAll(inputs.subList(from, from + parts));
    return own;
  }

  @Override
  public void declare(String name, Shape input, Parameters.Builder parameters) {
    layer.declare(name + FORWARD, input, parameters);
    layer.declare(name + BACKWARD, input, parameters);
  }

  @Override
  public Tensor apply(Place place, Tape tape, Tensor x) {
    return apply(place, Pass.on(tape), Signal.of(x)).values();
  }

  @Override
  public Signal apply(Place place, Pass pass, Signal x) {
    return apply(place, pass, List.of(x)).getFirst();
  }

  @Override
  public List<Signal> apply(Place place, Pass pass, List<Signal> inputs) {
    List<Signal> forward =
        layer.apply(place.inside(FORWARD, of(place.inputs(), true)), pass, of(inputs, true));
    List<Signal> backward =
        layer
            .goBackwards()
            .apply(place.inside(BACKWARD, of(place.inputs(), false)), pass, of(inputs, false));
    Tensor y = merge.of(List.of(forward.getFirst().values(), backward.getFirst().values()));
    List<Signal> outputs = new ArrayList<>();
    outputs.add(new Signal(y, forward.getFirst().mask()));
    outputs.addAll(forward.subList(1, forward.size()));
    outputs.addAll(backward.subList(1, backward.size()));
    return outputs;
  }
}
