package dev.carousel.layer;

import dev.carousel.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What travels between two layers.
 *
 * @param values (B, T, F) or (B, F); tokens (B, T)
 * @param mask (B, T), 1 for a step that is there and 0 for one that only fills up; null if all are
 *     there
 */
public record Signal(Tensor values, @Nullable Tensor mask) {
  /** Values without a mask. */
  public static Signal of(Tensor values) {
    return new Signal(values, null);
  }
}
