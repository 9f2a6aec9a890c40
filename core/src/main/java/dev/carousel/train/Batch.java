package dev.carousel.train;

import dev.carousel.layer.Signal;
import dev.carousel.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Examples on a tape.
 *
 * @param x what the network reads, with a mask where some steps only fill up
 * @param y a target for each output
 */
record Batch(List<Signal> x, List<Target> y) {
  /**
   * The targets of an output.
   *
   * @param values their values
   * @param weights of the values, one for each value of the loss; null if all are 1
   * @param total the sum of the weights
   */
  record Target(Tensor values, @Nullable Tensor weights, double total) {}
}
