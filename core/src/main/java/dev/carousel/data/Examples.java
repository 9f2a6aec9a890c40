package dev.carousel.data;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;

/** A set of examples, each an input and a target, read by index. */
public interface Examples {
  /** Number of examples. */
  int size();

  /** Shape of one input. */
  Shape inputShape();

  /** Shape of one target. */
  Shape targetShape();

  /** Writes the input of an example. */
  void readInput(int index, float[] to, int offset);

  /** Writes the target of an example. */
  void readTarget(int index, float[] to, int offset);

  /** Whether targets carry weights. */
  default boolean weighted() {
    return false;
  }

  /** Writes the weights of an example's target, one for each element. */
  default void readWeights(int index, float[] to, int offset) {
    java.util.Arrays.fill(to, offset, offset + targetShape().size(), 1f);
  }

  /**
   * Examples from two tensors with the same first axis.
   *
   * @throws IllegalArgumentException if they hold different numbers of examples
   */
  static Examples of(Tensor x, Tensor y) {
    return new TensorExamples(x, y);
  }

  /** The examples {@code [from, to)} of these. */
  default Examples range(int from, int to) {
    return new RangeExamples(this, from, to);
  }
}
