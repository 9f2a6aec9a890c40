package dev.carousel.kernel;

import dev.carousel.kernel.Matmul.Left;
import dev.carousel.kernel.Matmul.Right;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One simple RNN layer over all time steps, forward and backward. {@link SweepShape} says what lies
 * where. Pre-activations need no array of their own: they become the states in place.
 *
 * @param shape the sizes
 * @param activation what is done to the sums
 * @param mask (T, B): whether a row takes part in a step; where it does not, its state passes
 *     through unchanged. Null if all do.
 */
public record RnnSweep(SweepShape shape, RnnActivation activation, boolean @Nullable [] mask) {

  /**
   * The part of the pre-activations that does not need the state: {@code bias + x * wX}.
   *
   * @param x (T, B, I)
   * @param wX (I, H), packed
   * @param bias H values at {@code biasAt}
   * @param h (T + 1, B, H): the blocks behind the steps are written
   */
  public void input(
      Engine engine, float[] x, PackedMatrix wX, float[] bias, int biasAt, float[] h) {
    int hidden = shape.hidden();
    int first = shape.firstAfter() * shape.state();
    engine.multiply(shape.rows(), bias, biasAt, x, 0, shape.input(), wX, h, first, hidden);
  }

  /**
   * Forward.
   *
   * @param wH (H, H), packed
   * @param h (T + 1, B, H): the initial state in its block, the others as {@link #input} leaves
   *     them; states out
   */
  public void forward(Engine engine, PackedMatrix wH, float[] h) {
    Kernels kernels = engine.kernels();
    RnnForward steps =
        new RnnForward(this, kernels.rnnGates(), new ShareMatmul(kernels.matmul()), wH, h);
    Recurrence.run(engine.workers(), shape.time(), shape.batch(), wH, steps::step);
  }

  /** Whether row (t, b) takes part in step t. */
  boolean takesPart(int row) {
    return mask == null || mask[row];
  }

  /**
   * Backward through the states.
   *
   * @param wHTransposed (H, H), packed
   * @param h (T + 1, B, H): the states
   * @param dH (T + 1, B, H): the gradient each state gets from outside, that of the initial state
   *     in its block; leaves backward with the recurrent part added
   * @param dPre (T, B, H), written: gradients of the pre-activations
   * @param toInitial whether the gradient of the initial state is wanted
   */
  public void backward(
      Engine engine,
      PackedMatrix wHTransposed,
      float[] h,
      float[] dH,
      float[] dPre,
      boolean toInitial) {
    Kernels kernels = engine.kernels();
    ShareMatmul matmul = new ShareMatmul(kernels.matmul());
    RnnBackward steps =
        new RnnBackward(this, kernels.rnnGates(), matmul, wHTransposed, h, dH, dPre);
    int count = toInitial ? shape.time() + 1 : shape.time();
    Recurrence.run(engine.workers(), count, shape.batch(), wHTransposed, steps::step);
  }

  /** {@code dWx (I, H) += x^T * dPre}, to be computed by {@link #weightGradients}. */
  public Left inputWeights(float[] x, float[] dW, int dWAt) {
    return new Left(shape.input(), x, 0, shape.input(), dW, dWAt, shape.hidden());
  }

  /** {@code dWh (H, H) += h^T * dPre}, over the states before each step; likewise. */
  public Left recurrentWeights(float[] h, float[] dW, int dWAt) {
    int from = shape.firstBefore() * shape.state();
    return new Left(shape.hidden(), h, from, shape.hidden(), dW, dWAt, shape.hidden());
  }

  /**
   * Gradients of weights, and {@code dBias (H) += dPre}, summed over rows, t then b ascending.
   *
   * @param dBias null if not wanted
   */
  public void weightGradients(
      Engine engine, float[] dPre, List<Left> weights, float @Nullable [] dBias, int dBiasAt) {
    int n = shape.hidden();
    engine.multiplyTransposed(shape.rows(), new Right(n, dPre, 0, n, dBias, dBiasAt), weights);
  }

  /**
   * The gradient of the input: {@code dX (T, B, I) = dPre * wX^T}.
   *
   * @param wXTransposed (H, I), packed
   */
  public void inputGradient(Engine engine, float[] dPre, PackedMatrix wXTransposed, float[] dX) {
    Arrays.fill(dX, 0, shape.rows() * shape.input(), 0f);
    engine.multiply(shape.rows(), dPre, 0, shape.hidden(), wXTransposed, dX, 0, shape.input());
  }
}
