package dev.carousel.task.inspect;

import java.util.List;

/**
 * A sequence that was read.
 *
 * @param name of the sequence, such as the time of the first step forecast
 * @param steps what stands at each step, such as its time or its token; as many as it has
 */
public record TracedSequence(String name, List<String> steps) {
  /** Takes a copy. */
  public TracedSequence {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("sequence %s has no steps".formatted(name));
    }
  }

  /** Number of steps. */
  public int length() {
    return steps.size();
  }
}
