package dev.carousel.kernel;

import dev.carousel.kernel.LstmGates.Saved;
import dev.carousel.kernel.Matmul.Left;
import dev.carousel.kernel.Matmul.Right;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One LSTM layer over all time steps, forward and backward. {@link SweepShape} says what lies
 * where.
 *
 * <p>With a projection (Sak, Senior and Beaufays 2014) the hidden state that leaves the cell,
 * {@code m = o * tanh(c)} of H values, becomes {@code h = m * P} of R values; without, h is m and R
 * is H.
 *
 * @param shape the sizes
 * @param output R, columns of h
 * @param mask (T, B): whether a row takes part in a step; where it does not, its state passes
 *     through unchanged. Null if all do.
 * @param goesBack whether backward follows, which reads the cells of all steps; if not, c and tanhC
 *     are one block, (B, H), written over at each step
 */
public record LstmSweep(SweepShape shape, int output, boolean @Nullable [] mask, boolean goesBack) {

  /** Units whose values fill a line of the cache: what threads share out. */
  private static final int LINE = 16;

  /**
   * The packed weights of a step.
   *
   * @param recurrent (R, 4H), in one group of columns a gate
   * @param projection P (H, R), or null
   */
  public record Weights(PackedMatrix recurrent, @Nullable PackedMatrix projection) {}

  /**
   * What the input's part of the pre-activations is made of.
   *
   * @param x (T, B, I)
   * @param weights (I, 4H), packed
   * @param bias 4H values at {@code biasAt}
   */
  public record Input(float[] x, PackedMatrix weights, float[] bias, int biasAt) {}

  /**
   * The gradients of what a sweep saved.
   *
   * @param h (T + 1, B, R): the gradient each hidden state gets from outside, that of the initial
   *     state in its block; leaves backward with the recurrent part added
   * @param m (T + 1, B, H): of m, written; {@code h} itself without projection
   * @param c (B, H): of the last cell state in, of the initial cell state out
   * @param gates (T, B, 4H), written: of the pre-activations; may be the saved gates themselves
   */
  public record Gradients(float[] h, float[] m, float[] c, float[] gates) {}

  /** Whether row (t, b) takes part in step t. */
  public boolean takesPart(int row) {
    return mask == null || mask[row];
  }

  /** Start of a block of c and of tanhC. */
  public int cells(int block) {
    return goesBack ? block * shape.state() : 0;
  }

  /** Columns of a row of gates. */
  public int gateColumns() {
    return Gate.COUNT * shape.hidden();
  }

  /** Elements of one block of hidden states, (B, R). */
  public int block() {
    return shape.batch() * output;
  }

  /**
   * The part of the pre-activations that does not need the state: {@code gates = bias + x * wX}.
   *
   * @param gates (T, B, 4H), written
   */
  public void input(Engine engine, Input input, float[] gates) {
    engine.multiply(
        shape.rows(),
        input.bias,
        input.biasAt,
        input.x,
        0,
        shape.input(),
        input.weights,
        gates,
        0,
        gateColumns());
  }

  /**
   * Forward. The initial states are in their block of {@code saved.c} and {@code out}.
   *
   * @param saved gates (T, B, 4H) as {@link #input} leaves them; c and tanhC (T + 1, B, H), or (B,
   *     H) where nobody goes back; h, which is m, (T + 1, B, H)
   * @param out (T + 1, B, R): h; {@code saved.h} itself without projection
   */
  public void forward(Engine engine, Weights weights, Saved saved, float[] out) {
    forward(engine, weights, saved, out, null);
  }

  /**
   * The same where nobody goes back: the input's part is computed at each step, into the gates of
   * one step, which stay in the cache where those of all would not (64 rows, 100 steps, H = 512: 15
   * % of the time).
   *
   * @param input its weights in one group of columns a gate
   * @param saved gates (B, 4H), written over at each step; else as above
   */
  public void forward(Engine engine, Input input, Weights weights, Saved saved, float[] out) {
    forward(engine, weights, saved, out, input);
  }

  private void forward(
      Engine engine, Weights weights, Saved saved, float[] out, @Nullable Input input) {
    LstmForward steps = new LstmForward(this, engine.kernels(), weights, saved, out, input);
    PackedMatrix recurrent = weights.recurrent();
    if (weights.projection() == null) {
      Recurrence.run(engine.workers(), shape.time(), shape.batch(), recurrent, steps::gates);
    } else {
      Recurrence.run(
          engine.workers(), shape.time(), shape.batch(), recurrent, steps::gates, steps::project);
    }
  }

  /**
   * Backward through the states.
   *
   * @param transposed recurrent (4H, R) and projection (R, H), transposed
   * @param toInitial whether the gradient of the initial hidden state is wanted
   */
  public void backward(
      Engine engine, Weights transposed, Saved saved, Gradients gradients, boolean toInitial) {
    LstmBackward steps = new LstmBackward(this, engine.kernels(), transposed, saved, gradients);
    int count = toInitial ? shape.time() + 1 : shape.time();
    PackedMatrix recurrent = transposed.recurrent();
    if (transposed.projection() == null) {
      Recurrence.run(engine.workers(), count, shape.batch(), recurrent, steps::statesAndGates);
    } else {
      Recurrence.run(
          engine.workers(), count, shape.batch(), recurrent, steps::states, steps::gates);
    }
  }

  /** {@code dWx (I, 4H) += x^T * dGates}, to be computed by {@link #weightGradients}. */
  public Left inputWeights(float[] x, float[] dW, int dWAt) {
    return new Left(shape.input(), x, 0, shape.input(), dW, dWAt, gateColumns());
  }

  /** {@code dWh (R, 4H) += h^T * dGates}, over the states before each step; likewise. */
  public Left recurrentWeights(float[] out, float[] dW, int dWAt) {
    int from = shape.firstBefore() * block();
    return new Left(output, out, from, output, dW, dWAt, gateColumns());
  }

  /**
   * Gradients of weights, and {@code dBias (4H) += dGates}, summed over rows, t then b ascending.
   *
   * @param dBias null if not wanted
   */
  public void weightGradients(
      Engine engine, float[] dGates, List<Left> weights, float @Nullable [] dBias, int dBiasAt) {
    int n = gateColumns();
    engine.multiplyTransposed(shape.rows(), new Right(n, dGates, 0, n, dBias, dBiasAt), weights);
  }

  /** {@code dP (H, R) += m^T * dh}, over the states after each step. */
  public void projectionGradient(
      Engine engine, Saved saved, Gradients gradients, float[] dW, int dWAt) {
    int m = shape.firstAfter() * shape.state();
    int h = shape.firstAfter() * block();
    engine.multiplyTransposed(
        shape.rows(), shape.hidden(), output, saved.h(), m, gradients.h(), h, dW, dWAt);
  }

  /**
   * {@code dPeepholes (3H) += dGates * c}, summed over rows, t then b ascending: of the cell before
   * a step for i and f, after it for o.
   */
  public void peepholeGradient(
      Engine engine, Saved saved, float[] dGates, float[] dPeepholes, int at) {
    int hidden = shape.hidden();
    LstmGates kernel = engine.kernels().lstmGates();
    long work = 3L * shape.rows() * hidden;
    engine
        .workers()
        .split(
            hidden,
            LINE,
            work,
            (from, to) -> {
              for (int row = 0; row < shape.rows(); row++) {
                int before = shape.firstBefore() * shape.state() + row * hidden;
                int after = shape.firstAfter() * shape.state() + row * hidden;
                int gates = row * gateColumns();
                kernel.peepholeGradient(
                    hidden, from, to, saved, dGates, gates, before, after, dPeepholes, at);
              }
            });
  }

  /**
   * The gradient of the input: {@code dX (T, B, I) = dGates * wX^T}.
   *
   * @param wXTransposed (4H, I), packed
   */
  public void inputGradient(Engine engine, float[] dGates, PackedMatrix wXTransposed, float[] dX) {
    Arrays.fill(dX, 0, shape.rows() * shape.input(), 0f);
    engine.multiply(shape.rows(), dGates, 0, gateColumns(), wXTransposed, dX, 0, shape.input());
  }
}
