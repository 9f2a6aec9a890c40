package dev.carousel.kernel;

import dev.carousel.kernel.Recurrence.Share;
import java.util.Arrays;
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
    for (int row = 0; row < shape.rows(); row++) {
      System.arraycopy(bias, biasAt, h, first + row * hidden, hidden);
    }
    engine.multiply(shape.rows(), x, 0, shape.input(), wX, h, first, hidden);
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
    Recurrence.run(
        engine.workers(),
        shape.time(),
        shape.batch(),
        wH,
        (n, share) -> step(kernels, wH, h, shape.step(n), share));
  }

  /** {@code h = activation(pre + hPrev * wH)}, of the share's units. */
  private void step(Kernels kernels, PackedMatrix wH, float[] h, int t, Share share) {
    int hidden = shape.hidden();
    int before = shape.before(t) * shape.state() + share.from() * hidden;
    int after = shape.after(t) * shape.state() + share.from() * hidden;
    new ShareMatmul(kernels.matmul()).multiply(share, h, before, hidden, wH, h, after, hidden);
    RnnGates gates = kernels.rnnGates();
    if (share.parts() == 1 && mask == null) {
      gates.forward(activation, share.rows() * hidden, h, after, h, after);
      return;
    }
    int unit = wH.from(share.first(wH.panels()));
    int units = wH.from(share.last(wH.panels())) - unit;
    for (int b = 0; b < share.rows(); b++) {
      int at = after + b * hidden + unit;
      if (takesPart(t * shape.batch() + share.from() + b)) {
        gates.forward(activation, units, h, at, h, at);
      } else {
        System.arraycopy(h, before + b * hidden + unit, h, at, units);
      }
    }
  }

  private boolean takesPart(int row) {
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
    Recurrence.run(
        engine.workers(),
        toInitial ? shape.time() + 1 : shape.time(),
        shape.batch(),
        wHTransposed,
        (n, share) -> {
          if (n > 0) {
            statesBack(kernels, wHTransposed, dH, dPre, shape.step(shape.time() - n), share);
          }
          if (n < shape.time()) {
            gatesBack(kernels, wHTransposed, h, dH, dPre, shape.step(shape.time() - 1 - n), share);
          }
        });
  }

  /** {@code dhPrev += dPre * wH^T}, of the share's units. */
  private void statesBack(
      Kernels kernels, PackedMatrix w, float[] dH, float[] dPre, int t, Share share) {
    int hidden = shape.hidden();
    int row = t * shape.batch() + share.from();
    int before = shape.before(t) * shape.state() + share.from() * hidden;
    new ShareMatmul(kernels.matmul())
        .multiply(share, dPre, row * hidden, hidden, w, dH, before, hidden);
  }

  /** {@code dPre = dh * activation'}, of the share's units. */
  private void gatesBack(
      Kernels kernels, PackedMatrix w, float[] h, float[] dH, float[] dPre, int t, Share share) {
    int hidden = shape.hidden();
    int row = t * shape.batch() + share.from();
    int before = shape.before(t) * shape.state() + share.from() * hidden;
    int after = shape.after(t) * shape.state() + share.from() * hidden;
    RnnGates gates = kernels.rnnGates();
    if (share.parts() == 1 && mask == null) {
      gates.backward(activation, share.rows() * hidden, h, after, dH, after, dPre, row * hidden);
      return;
    }
    int unit = w.from(share.first(w.panels()));
    int lastUnit = w.from(share.last(w.panels()));
    for (int b = 0; b < share.rows(); b++) {
      int at = after + b * hidden;
      int pre = (row + b) * hidden;
      if (takesPart(row + b)) {
        gates.backward(activation, lastUnit - unit, h, at + unit, dH, at + unit, dPre, pre + unit);
      } else { // the state passed through
        Arrays.fill(dPre, pre + unit, pre + lastUnit, 0f);
        for (int j = unit; j < lastUnit; j++) {
          dH[before + b * hidden + j] += dH[at + j];
        }
      }
    }
  }

  /** {@code dWx (I, H) += x^T * dPre}. */
  public void inputWeightGradient(Engine engine, float[] x, float[] dPre, float[] dW, int dWAt) {
    engine.multiplyTransposed(shape.rows(), shape.input(), shape.hidden(), x, 0, dPre, 0, dW, dWAt);
  }

  /** {@code dWh (H, H) += h^T * dPre}, over the states before each step. */
  public void recurrentWeightGradient(
      Engine engine, float[] h, float[] dPre, float[] dW, int dWAt) {
    int from = shape.firstBefore() * shape.state();
    engine.multiplyTransposed(
        shape.rows(), shape.hidden(), shape.hidden(), h, from, dPre, 0, dW, dWAt);
  }

  /** {@code dBias (H) += dPre}, summed over rows, t then b ascending. */
  public void biasGradient(Engine engine, float[] dPre, float[] dBias, int at) {
    engine.addRows(shape.rows(), shape.hidden(), dPre, 0, dBias, at);
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
