package dev.carousel.tensor;

import java.util.List;

/**
 * A shape and its elements, row-major. Tensors that stand on a {@link Tape} compute with the fluent
 * methods below; tensors made by {@link #of(float[], int...)} are plain data until they are given
 * to one.
 */
public abstract class Tensor {
  private final Shape shape;

  /** For implementations. */
  protected Tensor(Shape shape) {
    this.shape = shape;
  }

  /** Data of a given shape; the array is used, not copied. */
  public static Tensor of(float[] data, int... sizes) {
    Shape shape = Shape.of(sizes);
    if (data.length != shape.size()) {
      throw new IllegalArgumentException(
          "%d values for shape %s, which holds %d".formatted(data.length, shape, shape.size()));
    }
    return new FloatTensor(null, shape, data, 0, false);
  }

  /** A copy of a matrix, shape (rows, columns). */
  public static Tensor of(float[][] rows) {
    return stacked(List.of(rows).stream().map(r -> of(r, r.length)).toList());
  }

  /** A copy of a batch of sequences, shape (B, T, features). */
  public static Tensor of(float[][][] batch) {
    return stacked(List.of(batch).stream().map(Tensor::of).toList());
  }

  private static Tensor stacked(List<Tensor> parts) {
    Shape one = parts.isEmpty() ? Shape.of(0) : parts.getFirst().shape();
    Shape shape = one.prepend(parts.size());
    float[] data = new float[shape.size()];
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).shape().equals(one)) {
        throw new IllegalArgumentException(
            "ragged array: part %d has shape %s, the first one %s"
                .formatted(i, parts.get(i).shape(), one));
      }
      System.arraycopy(parts.get(i).toArray(), 0, data, i * one.size(), one.size());
    }
    return new FloatTensor(null, shape, data, 0, false);
  }

  /** The shape. */
  public final Shape shape() {
    return shape;
  }

  /** What computes with this tensor. */
  public abstract Ops ops();

  /** A copy of the elements. */
  public abstract float[] toArray();

  /** The element at these indices. */
  public final float get(int... indices) {
    if (indices.length != shape.rank()) {
      throw new IllegalArgumentException(
          "%d indices for shape %s".formatted(indices.length, shape));
    }
    int at = 0;
    for (int axis = 0; axis < indices.length; axis++) {
      at = at * shape.at(axis) + java.util.Objects.checkIndex(indices[axis], shape.at(axis));
    }
    return element(at);
  }

  /** The element at a row-major position, 0 to the number of elements - 1. */
  public final float at(int position) {
    return element(position);
  }

  /** The element at a row-major position. */
  protected abstract float element(int position);

  /** this + other. */
  public final Tensor plus(Tensor other) {
    return ops().add(this, other);
  }

  /** this - other. */
  public final Tensor minus(Tensor other) {
    return ops().subtract(this, other);
  }

  /** this * other, elementwise. */
  public final Tensor times(Tensor other) {
    return ops().multiply(this, other);
  }

  /** this / other, of equal shapes. */
  public final Tensor dividedBy(Tensor other) {
    return ops().divide(this, other);
  }

  /** The larger of this and other, of equal shapes. */
  public final Tensor maximum(Tensor other) {
    return ops().maximum(this, other);
  }

  /** this + number. */
  public final Tensor plus(float number) {
    return ops().scale(this, 1, number);
  }

  /** this * number. */
  public final Tensor times(float number) {
    return ops().scale(this, number, 0);
  }

  /** {@code this + x * w}, continuing the chain. */
  public final Tensor plusProduct(Tensor x, Tensor w) {
    return x.ops().linear(this, x, w);
  }

  /** this times other, matrix by matrix: (..., M, K) times (..., K, N). */
  public final Tensor matmul(Tensor other) {
    return ops().matmul(this, other);
  }

  /** Rows as columns: (..., M, N) becomes (..., N, M). */
  public final Tensor transpose() {
    return ops().transpose(this);
  }

  /** min(max(this, low), high). */
  public final Tensor clip(float low, float high) {
    return ops().clip(this, low, high);
  }

  /** 1 / (1 + e^-this). */
  public final Tensor sigmoid() {
    return ops().apply(Function.SIGMOID, this);
  }

  /** tanh(this). */
  public final Tensor tanh() {
    return ops().apply(Function.TANH, this);
  }

  /** max(this, 0). */
  public final Tensor relu() {
    return ops().apply(Function.RELU, this);
  }

  /** |this|. */
  public final Tensor abs() {
    return ops().apply(Function.ABS, this);
  }

  /** e^this. */
  public final Tensor exp() {
    return ops().apply(Function.EXP, this);
  }

  /** ln(this). */
  public final Tensor log() {
    return ops().apply(Function.LOG, this);
  }

  /** ln(1 + e^this). */
  public final Tensor softplus() {
    return ops().apply(Function.SOFTPLUS, this);
  }

  /** ln(sigmoid(this)), which is -softplus(-this). */
  public final Tensor logSigmoid() {
    return times(-1).softplus().times(-1);
  }

  /** The same elements as data: nothing flows back through them. */
  public final Tensor stopGradient() {
    return ops().stopGradient(this);
  }

  /** Each row less its mean, over its standard deviation. */
  public final Tensor normalize(float epsilon) {
    return ops().normalize(this, epsilon);
  }

  /** Each element so many times, side by side. */
  public final Tensor repeat(int times) {
    return ops().repeat(this, times);
  }

  /** Columns {@code [from, to)} of the last axis. */
  public final Tensor columns(int from, int to) {
    return ops().columns(this, from, to);
  }

  /** Time step t of (B, T, F). */
  public final Tensor step(int t) {
    return ops().step(this, t);
  }

  /** The same elements in another shape. */
  public final Tensor reshape(int... sizes) {
    return ops().reshape(this, Shape.of(sizes));
  }

  /** Sum of all elements. */
  public final Tensor sum() {
    return ops().sum(this);
  }

  /** Mean of all elements. */
  public final Tensor mean() {
    return sum().times(1f / shape.size());
  }

  /** Softmax of each row. */
  public final Tensor softmax() {
    return ops().softmax(this);
  }

  @Override
  public String toString() {
    return "Tensor" + shape;
  }
}
