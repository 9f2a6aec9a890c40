package dev.carousel.data;

import org.jspecify.annotations.Nullable;

/**
 * One example of a stream.
 *
 * @param input its steps, as many as it has, row by row
 * @param target its target; if targets have a step for each step of the input, as many as it has
 * @param weights of the target, one for each element; null if all are 1
 */
public record Example(float[] input, float[] target, float @Nullable [] weights) {
  /** An example whose weights are 1. */
  public Example(float[] input, float[] target) {
    this(input, target, null);
  }
}
