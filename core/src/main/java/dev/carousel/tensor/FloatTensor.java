package dev.carousel.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A view of a float array, and of its gradient where one is wanted. */
final class FloatTensor extends Tensor {
  private final @Nullable Tape tape;
  final float[] data;
  final int offset;
  final boolean needsGradient;
  private float @Nullable [] gradient;
  private int gradientOffset;
  private @Nullable FloatTensor base; // shares its elements and gradient
  @Nullable Parameter parameter;

  FloatTensor(@Nullable Tape tape, Shape shape, float[] data, int offset, boolean needsGradient) {
    super(shape);
    this.tape = tape;
    this.data = data;
    this.offset = offset;
    this.needsGradient = needsGradient;
  }

  /** The same elements, seen with another shape. */
  static FloatTensor view(Tape tape, FloatTensor of, Shape shape) {
    FloatTensor view = new FloatTensor(tape, shape, of.data, of.offset, of.needsGradient);
    view.base = of;
    return view;
  }

  /** A leaf whose gradient is added to an arena. */
  static FloatTensor leaf(Tape tape, Parameter parameter, boolean needsGradient) {
    Parameters arena = parameter.arena();
    FloatTensor leaf =
        new FloatTensor(tape, parameter.shape(), arena.values(), parameter.offset(), needsGradient);
    leaf.parameter = parameter;
    leaf.gradient = arena.gradients();
    leaf.gradientOffset = parameter.offset();
    return leaf;
  }

  @Override
  public Tape ops() {
    if (tape == null) {
      throw new IllegalStateException(
          "%s is plain data: put it on a tape with tape.constant(...) first".formatted(this));
    }
    return tape;
  }

  int size() {
    return shape().size();
  }

  /** Whether anything has flowed back into this. */
  boolean hasGradient() {
    return base != null ? base.hasGradient() : gradient != null;
  }

  /** The gradient's array, zero at first use; element i is at {@code gradientOffset() + i}. */
  float[] gradient() {
    if (base != null) {
      return base.gradient();
    }
    float[] g = gradient;
    if (g == null) {
      g = ops().workspace().takeZeroed(size());
      gradient = g;
    }
    return g;
  }

  /**
   * Adds to the gradient what an operation has written to a buffer of the workspace of its own. If
   * nothing had flowed in, the buffer becomes the gradient: no zeros are written, nothing is added.
   */
  void addGradient(float[] flow) {
    if (base != null) {
      base.addGradient(flow);
    } else if (gradient == null) {
      gradient = flow;
    } else {
      ops().engine().addRows(1, size(), flow, 0, gradient, gradientOffset);
    }
  }

  int gradientOffset() {
    return base != null ? base.gradientOffset() : gradientOffset;
  }

  @Override
  public float[] toArray() {
    return Arrays.copyOfRange(data, offset, offset + size());
  }

  @Override
  protected float element(int position) {
    return data[offset + position];
  }
}
