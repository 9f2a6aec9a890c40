package dev.carousel.data;

import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

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

  /**
   * Number of steps an example really has; its other steps, up to the shape's, only fill up. They
   * are masked, and where targets have a step for each step they do not count.
   */
  default int length(int index) {
    return inputShape().at(0);
  }

  /**
   * Writes some steps of the input of an example: {@code inputShape().dropFirst()} values each.
   *
   * @param from the first step
   * @param steps how many
   */
  default void readInputSteps(int index, int from, int steps, float[] to, int offset) {
    float[] whole = new float[inputShape().size()];
    readInput(index, whole, 0);
    int width = whole.length / inputShape().at(0);
    System.arraycopy(whole, from * width, to, offset, steps * width);
  }

  /** Writes some steps of the target of an example, if its targets have steps. */
  default void readTargetSteps(int index, int from, int steps, float[] to, int offset) {
    float[] whole = new float[targetShape().size()];
    readTarget(index, whole, 0);
    int width = whole.length / targetShape().at(0);
    System.arraycopy(whole, from * width, to, offset, steps * width);
  }

  /** Whether targets carry weights. */
  default boolean weighted() {
    return false;
  }

  /** Writes the weights of an example's target, one for each element. */
  default void readWeights(int index, float[] to, int offset) {
    Arrays.fill(to, offset, offset + targetShape().size(), 1f);
  }

  /**
   * Examples from two tensors with the same first axis.
   *
   * @throws IllegalArgumentException if they hold different numbers of examples
   */
  static Examples of(Tensor x, Tensor y) {
    return new TensorExamples(x, y);
  }

  /**
   * Examples from two tensors with the same first axis, of different lengths.
   *
   * @param lengths number of steps that each example really has, at least 1
   * @throws IllegalArgumentException if there are other numbers of examples, or too long ones
   */
  static Examples of(Tensor x, Tensor y, int[] lengths) {
    return new RaggedExamples(of(x, y), lengths.clone());
  }

  /** Examples of several inputs and targets, from tensors with the same first axis. */
  static Examples of(List<Tensor> x, List<Tensor> y) {
    return joined(
        x.stream().map(one -> of(one, y.getFirst())).toList(),
        y.stream().map(one -> of(x.getFirst(), one)).toList());
  }

  /**
   * Examples of several inputs and targets.
   *
   * @param inputs of which the inputs are taken, with their lengths
   * @param targets of which the targets are taken, with their weights; where a target has a step
   *     for each step of the input beside it, that input's lengths say how many of them count
   * @throws IllegalArgumentException if they are not all of the same size
   */
  static Examples joined(List<Examples> inputs, List<Examples> targets) {
    return new JoinedExamples(inputs, targets);
  }

  /** The inputs of a network that reads several: of each only the input is read. */
  default List<Examples> inputParts() {
    return List.of(this);
  }

  /** The targets of a network that gives several: of each only target and weights are read. */
  default List<Examples> targetParts() {
    return List.of(this);
  }

  /** The examples {@code [from, to)} of these. */
  default Examples range(int from, int to) {
    return SelectedExamples.range(this, from, to);
  }

  /** Some of these, in that order. */
  default Examples select(int... indices) {
    return new SelectedExamples(this, indices);
  }

  /**
   * These with lengths of their own.
   *
   * @param lengths number of steps that each example really has, at least 1
   * @throws IllegalArgumentException if there are other numbers of examples, or too long ones
   */
  default Examples withLengths(int... lengths) {
    return new RaggedExamples(this, lengths.clone());
  }

  /**
   * These with the weights of their targets multiplied, so that some count more than others, and
   * those of weight 0 not at all: they may then hold anything, NaN included.
   *
   * @param weights one for each value of each target, (N, ...) as the targets; or one for each of
   *     their rows, (N, ...) without the last axis, such as (N, T) for targets (N, T, F)
   * @throws IllegalArgumentException if the shape is another, or a weight is below 0
   */
  default Examples weighted(Tensor weights) {
    return new ElementWeights(this, weights);
  }

  /**
   * These with their weights multiplied.
   *
   * @param weights of the examples, at least 0; by class see {@link ClassWeights}
   */
  default Examples weighted(float[] weights) {
    return new WeightedExamples(this, weights.clone());
  }
}
