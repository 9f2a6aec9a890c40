package dev.carousel.layer;

import dev.carousel.cell.Cell;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.List;

/** A cell over time: step by step on the tape ({@link Steps}), or fused into one operation. */
interface OverTime {
  /**
   * Goes over the steps of a batch.
   *
   * @param x (B, T, I), or tokens (B, T)
   * @param state what it starts from, (B, size) each
   * @param weights the cell's
   */
  Result run(
      Tape tape,
      Place place,
      Tensor x,
      List<Tensor> state,
      Cell.Weights weights,
      LstmOp.Options options);

  /**
   * What comes of it.
   *
   * @param sequence (B, T, H): h of every step, in the order of time
   * @param state after the last step, (B, size) each
   */
  record Result(Tensor sequence, List<Tensor> state) {}
}
