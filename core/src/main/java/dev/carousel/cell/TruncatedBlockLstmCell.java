package dev.carousel.cell;

import dev.carousel.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * {@link BlockLstmCell} learnt by the truncated gradient of its papers (1997, appendix A.1): it
 * computes the same, but an error that reaches a gate or a cell's input changes the weights there
 * and goes no further; only the states s carry error back through time. On the tape this is {@code
 * stopGradient} on what hidden units read of the step before, and on what peepholes read.
 *
 * <p>{@code dev.carousel.online.TruncatedGradient} computes the same gradient forwards, keeping
 * nothing of the past.
 *
 * @param cell what computes
 */
public record TruncatedBlockLstmCell(BlockLstmCell cell) implements Cell {
  /** Checks that there is a cell. */
  public TruncatedBlockLstmCell {
    Objects.requireNonNull(cell, "truncated LSTM: no cell, expected a block LSTM");
  }

  @Override
  public int hiddenSize() {
    return cell.hiddenSize();
  }

  @Override
  public List<Integer> stateSizes() {
    return cell.stateSizes();
  }

  @Override
  public List<String> stateNames() {
    return cell.stateNames();
  }

  @Override
  public Map<String, Weight> weights(int inputSize) {
    return cell.weights(inputSize);
  }

  @Override
  public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
    return new BlockStep(cell, weights, true).of(x, state);
  }
}
