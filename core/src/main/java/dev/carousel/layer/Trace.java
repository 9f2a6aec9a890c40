package dev.carousel.layer;

import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a recurrent layer did, step by step: its gates and states by name, such as {@code i, f, g,
 * o, h, c} of an LSTM.
 */
public final class Trace {
  private final Map<String, List<Tensor>> steps = new LinkedHashMap<>();

  /** Takes note of a value (B, size) of the next step. */
  void add(String name, Tensor value) {
    steps.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
  }

  /** The names, gates before states. */
  public List<String> names() {
    return List.copyOf(steps.keySet());
  }

  /**
   * A value at every step, in the order of time.
   *
   * @return (B, T, size)
   * @throws IllegalArgumentException if there is none of that name
   */
  public Tensor get(String name) {
    List<Tensor> values = steps.get(name);
    if (values == null) {
      throw new IllegalArgumentException("no trace of %s; there are %s".formatted(name, names()));
    }
    Tensor all = values.getFirst().ops().stack(values);
    return Tensor.of(all.toArray(), all.shape().toArray());
  }

  /** A value (B, size) at one step, in the order of time. */
  Tensor step(String name, int number) {
    return Objects.requireNonNull(steps.get(name)).get(number);
  }

  /** Turns the steps round, after a pass from the last one to the first. */
  void reverse() {
    steps.replaceAll((name, values) -> values.reversed());
  }
}
