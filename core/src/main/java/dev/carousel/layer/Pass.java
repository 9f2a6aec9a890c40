package dev.carousel.layer;

import dev.carousel.tensor.Tape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One computation of a network: on which tape, from which states, and what is to be traced. */
public final class Pass {
  private final Tape tape;
  private final @Nullable CarriedState carried;
  private final @Nullable Map<String, Trace> traces;

  private Pass(Tape tape, @Nullable CarriedState carried, @Nullable Map<String, Trace> traces) {
    this.tape = tape;
    this.carried = carried;
    this.traces = traces;
  }

  /** A pass whose states start at zero. */
  public static Pass on(Tape tape) {
    return new Pass(tape, null, null);
  }

  /** This from the states left by the pass before it, leaving its own. */
  public Pass carrying(CarriedState state) {
    return new Pass(tape, state, traces);
  }

  /** This, with a {@link Trace} of every recurrent layer. */
  public Pass traced() {
    return new Pass(tape, carried, new LinkedHashMap<>());
  }

  /** This for layers whose states begin and end within: they carry none. */
  Pass withoutState() {
    return new Pass(tape, null, traces);
  }

  /** This for a layer that reads a part of the steps, with traces of its own. */
  Pass ofPart() {
    return new Pass(tape, null, traces == null ? null : new LinkedHashMap<>());
  }

  /**
   * Takes the traces of passes that read every d-th step each, d being their number.
   *
   * @param steps of all of them
   */
  void weave(List<Pass> parts, int steps) {
    parts
        .getFirst()
        .traces()
        .forEach((layer, first) -> {
          Trace whole = Objects.requireNonNull(trace(layer));
          for (String name : first.names()) {
            for (int t = 0; t < steps; t++) {
              Trace part = Objects.requireNonNull(parts.get(t % parts.size()).traces().get(layer));
              whole.add(name, part.step(name, t / parts.size()));
            }
          }
        });
  }

  /** What computes. */
  public Tape tape() {
    return tape;
  }

  /** The traces by the layer's name; none unless {@link #traced}. */
  public Map<String, Trace> traces() {
    return traces == null ? Map.of() : traces;
  }

  /** The states that go from pass to pass; null if they start at zero. */
  @Nullable CarriedState carried() {
    return carried;
  }

  /** Where a layer writes its trace; null if nobody asked. */
  @Nullable Trace trace(String name) {
    return traces == null ? null : traces.computeIfAbsent(name, n -> new Trace());
  }
}
