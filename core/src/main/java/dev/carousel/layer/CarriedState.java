package dev.carousel.layer;

import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The states that recurrent layers carry from one window of their sequences to the next. No
 * gradient passes through it. Empty at first: the layers then start as they do without one.
 */
public final class CarriedState {
  private final Map<String, List<Tensor>> byName = new LinkedHashMap<>();

  /** Forgets all: the next window is the first of new sequences. */
  public void clear() {
    byName.clear();
  }

  /** The states by the layer's name, (B, size) each. */
  public Map<String, List<Tensor>> all() {
    return Map.copyOf(byName);
  }

  /** Sets the states of a layer, as read from a checkpoint. */
  public void set(String name, List<Tensor> state) {
    byName.put(name, List.copyOf(state));
  }

  /** The state of a layer on a tape; null if it carries none yet. */
  @Nullable List<Tensor> on(Tape tape, String name) {
    List<Tensor> state = byName.get(name);
    return state == null ? null : state.stream().map(tape::constant).toList();
  }

  /** Keeps what a layer ends with; its buffers go back to the tape, so it is copied. */
  void keep(String name, List<Tensor> state) {
    List<Tensor> kept = new ArrayList<>();
    for (Tensor part : state) {
      kept.add(Tensor.of(part.toArray(), part.shape().toArray()));
    }
    byName.put(name, kept);
  }
}
