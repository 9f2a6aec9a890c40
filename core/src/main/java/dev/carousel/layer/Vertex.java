package dev.carousel.layer;

import dev.carousel.tensor.Parameters;
import java.util.List;

/**
 * A computation in a network: a record of its options, with any number of inputs and outputs. It
 * holds no weights; those live in the network's arena under the name of its {@link Place}. What has
 * one input and one output, as most have, is a {@link Layer}.
 */
public interface Vertex {
  /** Its kind in lower case, such as {@code lstm}; also the stem of its name in a network. */
  String kind();

  /**
   * What it makes of its inputs.
   *
   * @throws IllegalArgumentException if it cannot take them, with expected and found
   */
  List<Form> outputs(List<Form> inputs);

  /** Declares its parameters under {@code name/}. */
  default void declare(String name, List<Form> inputs, Parameters.Builder parameters) {}

  /**
   * Computes a batch.
   *
   * @param inputs as {@link Place#inputs} says, behind the batch axis
   * @return as {@link #outputs} says
   */
  List<Signal> apply(Place place, Pass pass, List<Signal> inputs);

  /**
   * Whether it needs the end of a sequence to compute its beginning, so that it can neither go over
   * it window by window nor step by step.
   */
  default boolean needsWholeSequence() {
    return false;
  }

  /** Its first output for these inputs, in a network of several paths: see {@link Port}. */
  default Port on(Port... inputs) {
    return allOn(inputs).getFirst();
  }

  /** Its outputs for these inputs, in a network of several paths: see {@link Port}. */
  default List<Port> allOn(Port... inputs) {
    return Port.of(this, List.of(inputs));
  }
}
