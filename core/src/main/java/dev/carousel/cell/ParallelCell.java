package dev.carousel.cell;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.List;

/**
 * A cell whose gates and new values read the input alone, so that all steps of a sequence can be
 * computed at once. From any state to the last one: a long sequence can be gone through in pieces,
 * and pieces and single steps may take turns.
 */
public interface ParallelCell extends Cell {
  /**
   * All steps at once: what {@link #step} gives one after the other, but for rounding.
   *
   * @param x (B, T, I), T at least 1
   * @param state the state before the first step, (B, size) each, as {@link #stateSizes} says
   * @param weights the tensors named by {@link #weights}
   */
  Result parallel(Tensor x, List<Tensor> state, Weights weights);

  /**
   * All steps at once, from the state 0.
   *
   * @param x (B, T, I), T at least 1
   * @return (B, T, H): h of every step
   */
  default Tensor parallel(Tensor x, Weights weights) {
    int batch = x.shape().at(0);
    List<Tensor> zeros =
        stateSizes().stream().map(size -> x.ops().zeros(Shape.of(batch, size))).toList();
    return parallel(x, zeros, weights).sequence();
  }

  /**
   * What comes of a sequence.
   *
   * @param sequence (B, T, H): h of every step
   * @param state after the last step, (B, size) each
   */
  record Result(Tensor sequence, List<Tensor> state) {}
}
