package dev.carousel.cell;

import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One time step of a recurrent network, written with tensor operations so that it reads like the
 * paper. It is the specification; time, masks and direction belong to the layer that runs it.
 */
public interface Cell {
  /** Its kind, such as {@code min_lstm}: the name of its class without "Cell". */
  default String kind() {
    String name = getClass().getSimpleName().replaceFirst("Cell$", "");
    String words = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_");
    return words.isEmpty() ? "cell" : words.toLowerCase(Locale.ROOT);
  }

  /** H, the number of values the cell shows. */
  int hiddenSize();

  /** The state before the first step, as sizes of a row each: {@code [H]} or {@code [H, H]}. */
  List<Integer> stateSizes();

  /** What the parts of the state are called, {@code h} and {@code c} by default. */
  default List<String> stateNames() {
    return List.of("h", "c").subList(0, stateSizes().size());
  }

  /**
   * The names that {@link #step} traces new values by, before gates let them in: what candidate
   * dropout drops. None where there is no such value.
   */
  default List<String> candidates() {
    return List.of("g");
  }

  /**
   * The names of the weights that the state is multiplied by, which weight drop drops: all matrices
   * with "recurrent" in their name.
   */
  default List<String> recurrentWeights(int inputSize) {
    return weights(inputSize).entrySet().stream()
        .filter(w -> w.getKey().contains("recurrent") && w.getValue().shape().rank() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The weights of a cell that reads I values, by name, with their shapes and initialisers. */
  Map<String, Weight> weights(int inputSize);

  /**
   * One step.
   *
   * @param x (B, I)
   * @param state tensors (B, size) as {@link #stateSizes} says; the first one is what the cell
   *     shows
   * @param weights the tensors named by {@link #weights}
   * @return the next state
   */
  List<Tensor> step(Tensor x, List<Tensor> state, Weights weights);

  /** A weight: its shape and how it starts. */
  record Weight(Shape shape, Parameters.Initializer initializer) {}

  /** The weights during a step. */
  @FunctionalInterface
  interface Weights {
    /** The tensor of that name. */
    Tensor get(String name);

    /**
     * Takes note of a gate or another value of the step that users may ask to see; a step names
     * each of its gates so, and computes with what comes back.
     *
     * @param name the paper's letter, such as {@code i}
     * @param value (B, size)
     * @return the value
     */
    default Tensor trace(String name, Tensor value) {
      return value;
    }
  }
}
