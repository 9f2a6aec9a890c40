package dev.carousel.kernel;

/**
 * One LSTM layer over all time steps, forward and backward, time-major: row (t, b) is row {@code t
 * * B + b}. The batch is split over the workers, so a sweep needs no barrier between steps.
 *
 * @param batch B
 * @param time T
 * @param input I
 * @param hidden H
 */
public record LstmSweep(int batch, int time, int input, int hidden) {

  /**
   * What forward writes and backward reads.
   *
   * @param gates (T, B, 4H): activations i, f, g, o
   * @param c (T + 1, B, H): cell states, the initial one first
   * @param tanhC (T, B, H)
   * @param h (T + 1, B, H): hidden states, the initial one first
   */
  public record Saved(float[] gates, float[] c, float[] tanhC, float[] h) {}

  /** Columns of a row of gates. */
  public int gateColumns() {
    return Gate.COUNT * hidden;
  }

  /** Rows (t, b) in all. */
  public int rows() {
    return time * batch;
  }

  /** Multiply-adds of one pass over the recurrent weights. */
  private long recurrentWork() {
    return (long) rows() * hidden * gateColumns();
  }

  /**
   * Forward. The initial states are in the first B rows of {@code saved.c} and {@code saved.h}.
   *
   * @param x (T, B, I)
   * @param wX (I, 4H), packed
   * @param wH (H, 4H), packed
   * @param bias 4H values at {@code biasOffset}
   */
  public void forward(
      Engine engine,
      float[] x,
      PackedMatrix wX,
      PackedMatrix wH,
      float[] bias,
      int biasOffset,
      Saved saved) {
    int n = gateColumns();
    for (int row = 0; row < rows(); row++) {
      System.arraycopy(bias, biasOffset, saved.gates, row * n, n);
    }
    engine.multiply(rows(), x, 0, input, wX, saved.gates, 0, n);
    engine
        .workers()
        .split(
            batch, 2, recurrentWork(), (from, to) -> steps(engine.kernels(), wH, saved, from, to));
  }

  private void steps(Kernels kernels, PackedMatrix wH, Saved saved, int from, int to) {
    int n = gateColumns();
    for (int t = 0; t < time; t++) {
      int row = t * batch + from;
      kernels
          .matmul()
          .multiply(to - from, saved.h, row * hidden, hidden, wH, saved.gates, row * n, n);
      for (int b = from; b < to; b++, row++) {
        int now = row * hidden;
        int next = now + batch * hidden;
        kernels
            .lstmGates()
            .forward(
                hidden,
                saved.gates,
                row * n,
                saved.c,
                now,
                saved.c,
                next,
                saved.tanhC,
                now,
                saved.h,
                next);
      }
    }
  }

  /**
   * Backward through the states.
   *
   * @param dH (T + 1, B, H): block t + 1 holds the gradient that h(t) gets from outside, block 0
   *     that of the initial state; every block but the last leaves with the recurrent part added
   * @param dC (B, H): gradient of the last cell state in, of the initial cell state out
   * @param wHTransposed (4H, H), packed
   * @param dGates (T, B, 4H), written: gradients of the pre-activations
   */
  public void backward(
      Engine engine,
      float[] dH,
      float[] dC,
      PackedMatrix wHTransposed,
      Saved saved,
      float[] dGates) {
    engine
        .workers()
        .split(
            batch,
            2,
            recurrentWork(),
            (from, to) ->
                stepsBack(engine.kernels(), dH, dC, wHTransposed, saved, dGates, from, to));
  }

  private void stepsBack(
      Kernels kernels,
      float[] dH,
      float[] dC,
      PackedMatrix wHTransposed,
      Saved saved,
      float[] dGates,
      int from,
      int to) {
    int n = gateColumns();
    for (int t = time - 1; t >= 0; t--) {
      int first = t * batch + from;
      for (int b = from, row = first; b < to; b++, row++) {
        int now = row * hidden;
        kernels
            .lstmGates()
            .backward(
                hidden,
                saved.gates,
                row * n,
                saved.c,
                now,
                saved.tanhC,
                now,
                dH,
                now + batch * hidden,
                dC,
                b * hidden,
                dGates,
                row * n);
      }
      kernels
          .matmul()
          .multiply(to - from, dGates, first * n, n, wHTransposed, dH, first * hidden, hidden);
    }
  }

  /**
   * {@code dW (K, 4H) += source^T * dGates}, rows t then b ascending.
   *
   * @param k columns of the source: I for x, H for the states
   * @param source x (T, B, I), or the hidden states from the initial one on
   */
  public void weightGradient(
      Engine engine, int k, float[] source, float[] dGates, float[] dW, int dWOffset) {
    engine.multiplyTransposed(rows(), k, gateColumns(), source, 0, dGates, 0, dW, dWOffset);
  }

  /** {@code dBias (4H) += dGates}, summed over rows, t then b ascending. */
  public void biasGradient(float[] dGates, float[] dBias, int dBiasOffset) {
    int n = gateColumns();
    for (int row = 0; row < rows(); row++) {
      for (int column = 0; column < n; column++) {
        dBias[dBiasOffset + column] += dGates[row * n + column];
      }
    }
  }

  /**
   * The gradient of the input: {@code dX (T, B, I) += dGates * wX^T}.
   *
   * @param wXTransposed (4H, I), packed
   */
  public void inputGradient(Engine engine, float[] dGates, PackedMatrix wXTransposed, float[] dX) {
    engine.multiply(rows(), dGates, 0, gateColumns(), wXTransposed, dX, 0, input);
  }
}
