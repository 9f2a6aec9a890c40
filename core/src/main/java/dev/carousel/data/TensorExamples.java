package dev.carousel.data;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;

/** Examples that lie in two tensors. */
final class TensorExamples implements Examples {
  private final Shape inputShape;
  private final Shape targetShape;
  private final float[] x;
  private final float[] y;
  private final int size;

  TensorExamples(Tensor x, Tensor y) {
    if (x.shape().rank() < 1 || y.shape().rank() < 1 || x.shape().at(0) != y.shape().at(0)) {
      throw new IllegalArgumentException(
          "x has shape %s, y has shape %s: the first axis counts the examples and must be equal"
              .formatted(x.shape(), y.shape()));
    }
    this.size = x.shape().at(0);
    this.inputShape = x.shape().dropFirst();
    this.targetShape = y.shape().dropFirst();
    this.x = x.toArray();
    this.y = y.toArray();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Shape inputShape() {
    return inputShape;
  }

  @Override
  public Shape targetShape() {
    return targetShape;
  }

  @Override
  public void readInput(int index, float[] to, int offset) {
    System.arraycopy(x, index * inputShape.size(), to, offset, inputShape.size());
  }

  @Override
  public void readInputSteps(int index, int from, int steps, float[] to, int offset) {
    copySteps(x, inputShape, index, from, steps, to, offset);
  }

  @Override
  public void readTargetSteps(int index, int from, int steps, float[] to, int offset) {
    copySteps(y, targetShape, index, from, steps, to, offset);
  }

  private static void copySteps(
      float[] all, Shape one, int index, int from, int steps, float[] to, int offset) {
    int width = one.size() / one.at(0);
    System.arraycopy(all, index * one.size() + from * width, to, offset, steps * width);
  }

  @Override
  public void readTarget(int index, float[] to, int offset) {
    System.arraycopy(y, index * targetShape.size(), to, offset, targetShape.size());
  }
}
