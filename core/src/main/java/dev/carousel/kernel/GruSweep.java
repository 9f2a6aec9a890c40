package dev.carousel.kernel;

import dev.carousel.kernel.GruGates.Rows;
import dev.carousel.kernel.Matmul.Left;
import dev.carousel.kernel.Matmul.Right;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One GRU layer over all time steps, forward and backward, in both reset forms. {@link SweepShape}
 * says what lies where; of {@link Rows}, gates are (T, B, 3H), term (T, B, H) and h (T + 1, B, H).
 *
 * @param shape the sizes
 * @param resetAfter whether the reset gate works behind the recurrent product or before it
 * @param mask (T, B): whether a row takes part in a step; where it does not, its state passes
 *     through unchanged. Null if all do.
 */
public record GruSweep(SweepShape shape, boolean resetAfter, boolean @Nullable [] mask) {

  /**
   * The packed recurrent weights: two products, since the candidate's is a chain of its own.
   *
   * @param resetAndUpdate (H, 2H), in one group of columns a gate
   * @param candidate (H, H)
   */
  public record Weights(PackedMatrix resetAndUpdate, PackedMatrix candidate) {}

  /** Whether row (t, b) takes part in step t. */
  boolean takesPart(int row) {
    return mask == null || mask[row];
  }

  /** Columns of a row of gates. */
  public int gateColumns() {
    return GruGate.COUNT * shape.hidden();
  }

  /**
   * The part of the pre-activations that does not need the state: {@code gates = bias + x * wX}.
   *
   * @param x (T, B, I)
   * @param wX (I, 3H), packed
   * @param bias 3H values at {@code biasAt}
   * @param gates (T, B, 3H), written
   */
  public void input(
      Engine engine, float[] x, PackedMatrix wX, float[] bias, int biasAt, float[] gates) {
    engine.multiply(shape.rows(), bias, biasAt, x, 0, shape.input(), wX, gates, 0, gateColumns());
  }

  /**
   * Forward. The initial state is in its block of {@code rows.h}, and the gates are as {@link
   * #input} leaves them.
   *
   * @param recurrentBias b_u, H values at {@code biasAt}; not read if the reset comes before
   */
  public void forward(
      Engine engine, Weights weights, float[] recurrentBias, int biasAt, Rows rows) {
    GruForward steps =
        new GruForward(
            this,
            engine.kernels().gruGates(),
            new ShareMatmul(engine.kernels().matmul()),
            weights,
            recurrentBias,
            biasAt,
            rows);
    PackedMatrix w = weights.resetAndUpdate();
    if (resetAfter) {
      Recurrence.run(engine.workers(), shape.time(), shape.batch(), w, steps::step);
    } else {
      Recurrence.run(engine.workers(), shape.time(), shape.batch(), w, steps::reset, steps::update);
    }
  }

  /**
   * Backward through the states.
   *
   * @param transposed the weights, (2H, H) and (H, H)
   * @param gradients h: the gradient each state gets from outside, that of the initial state in its
   *     block; leaves backward with the recurrent part added. Gates and term are written: of the
   *     pre-activations, and of u or of r * hPrev.
   * @param toInitial whether the gradient of the initial state is wanted
   */
  public void backward(
      Engine engine, Weights transposed, Rows rows, Rows gradients, boolean toInitial) {
    GruBackward steps =
        new GruBackward(
            this,
            engine.kernels().gruGates(),
            new ShareMatmul(engine.kernels().matmul()),
            transposed,
            rows,
            gradients);
    int count = toInitial ? shape.time() + 1 : shape.time();
    PackedMatrix w = transposed.resetAndUpdate();
    if (resetAfter) {
      Recurrence.run(engine.workers(), count, shape.batch(), w, steps::step);
    } else {
      Recurrence.run(engine.workers(), count, shape.batch(), w, steps::update, steps::reset);
    }
  }

  /**
   * {@code dWx (I, 3H) += x^T * dGates}, and {@code dBias (3H) += dGates}, summed over rows, t then
   * b ascending.
   *
   * @param weights dWx, as {@link #inputWeights} has it, or none
   * @param dBias null if not wanted
   */
  public void inputGradients(
      Engine engine, Rows gradients, List<Left> weights, float @Nullable [] dBias, int dBiasAt) {
    int n = gateColumns();
    Right dGates = new Right(n, gradients.gates(), 0, n, dBias, dBiasAt);
    engine.multiplyTransposed(shape.rows(), dGates, weights);
  }

  /** What {@link #inputGradients} is to compute. */
  public Left inputWeights(float[] x, float[] dW, int dWAt) {
    return new Left(shape.input(), x, 0, shape.input(), dW, dWAt, gateColumns());
  }

  /**
   * {@code dWh (H, 3H) += h^T * dGates}, over the states before each step; the candidate's columns
   * are {@code h^T * du}, or {@code (r * h)^T * dPre_n} if the reset comes before.
   */
  public void recurrentWeightGradient(
      Engine engine, Rows rows, Rows gradients, float[] dW, int dWAt) {
    int hidden = shape.hidden();
    int n = GruGate.CANDIDATE.column(hidden);
    int from = shape.firstBefore() * shape.state();
    Left h = new Left(hidden, rows.h(), from, hidden, dW, dWAt, gateColumns());
    Right dGates = Right.of(gateColumns(), gradients.gates(), 0, gateColumns());
    engine.multiplyTransposed(shape.rows(), dGates.columns(0, n), List.of(h));
    if (resetAfter) {
      Right du = Right.of(hidden, gradients.term(), 0, hidden);
      engine.multiplyTransposed(shape.rows(), du, List.of(h.from(n)));
    } else {
      Left resetH = new Left(hidden, rows.term(), 0, hidden, dW, dWAt + n, gateColumns());
      engine.multiplyTransposed(shape.rows(), dGates.columns(n, gateColumns()), List.of(resetH));
    }
  }

  /** {@code dRecurrentBias (H) += du}, summed over rows, t then b ascending. */
  public void recurrentBiasGradient(Engine engine, Rows gradients, float[] dBias, int at) {
    engine.addRows(shape.rows(), shape.hidden(), gradients.term(), 0, dBias, at);
  }

  /**
   * The gradient of the input: {@code dX (T, B, I) = dGates * wX^T}.
   *
   * @param wXTransposed (3H, I), packed
   */
  public void inputGradient(Engine engine, float[] dGates, PackedMatrix wXTransposed, float[] dX) {
    Arrays.fill(dX, 0, shape.rows() * shape.input(), 0f);
    engine.multiply(shape.rows(), dGates, 0, gateColumns(), wXTransposed, dX, 0, shape.input());
  }
}
