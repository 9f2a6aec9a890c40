package dev.carousel.layer;

import dev.carousel.cell.Cell;
import dev.carousel.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** A cell without its fused form: the same, step by step on the tape. */
public record Composed(Cell cell) implements Cell {
  @Override
  public int hiddenSize() {
    return cell.hiddenSize();
  }

  @Override
  public List<Integer> stateSizes() {
    return cell.stateSizes();
  }

  @Override
  public Map<String, Weight> weights(int inputSize) {
    return cell.weights(inputSize);
  }

  @Override
  public List<Tensor> step(Tensor x, List<Tensor> state, Weights weights) {
    return cell.step(x, state, weights);
  }
}
