package dev.carousel.tensor;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Gate;
import dev.carousel.kernel.LstmSweep;
import dev.carousel.kernel.Workspace;
import java.util.stream.Stream;

/** A whole LSTM layer over time as one operation on the tape. */
public final class LstmOp {
  private LstmOp() {}

  /**
   * What a sweep gives.
   *
   * @param sequence (B, T, H): h of every step
   * @param h (B, H): the last hidden state
   * @param c (B, H): the last cell state
   */
  public record Result(Tensor sequence, Tensor h, Tensor c) {}

  static Result apply(
      Tape tape,
      FloatTensor x,
      FloatTensor h0,
      FloatTensor c0,
      FloatTensor wX,
      FloatTensor wH,
      FloatTensor bias) {
    LstmSweep sweep = sweepOf(x, h0, c0, wX, wH, bias);
    int state = sweep.batch() * sweep.hidden();
    int all = sweep.rows() * sweep.hidden();
    Workspace workspace = tape.workspace();
    LstmSweep.Saved saved =
        new LstmSweep.Saved(
            workspace.take(sweep.rows() * sweep.gateColumns()),
            workspace.take(all + state),
            workspace.take(all),
            workspace.take(all + state));
    float[] xByTime = workspace.take(x.size());
    toTimeMajor(sweep, sweep.input(), x.data, x.offset, xByTime, 0);
    System.arraycopy(h0.data, h0.offset, saved.h(), 0, state);
    System.arraycopy(c0.data, c0.offset, saved.c(), 0, state);
    sweep.forward(
        tape.engine(),
        xByTime,
        Linear.packed(tape, wX),
        Linear.packed(tape, wH),
        bias.data,
        bias.offset,
        saved);

    boolean needsGradient =
        Stream.of(x, h0, c0, wX, wH, bias).anyMatch(input -> input.needsGradient);
    Shape stateShape = h0.shape();
    FloatTensor sequence =
        tape.output(Shape.of(sweep.batch(), sweep.time(), sweep.hidden()), needsGradient);
    fromTimeMajor(sweep, sweep.hidden(), saved.h(), state, sequence.data, 0, false);
    FloatTensor h = tape.output(stateShape, needsGradient);
    FloatTensor c = tape.output(stateShape, needsGradient);
    System.arraycopy(saved.h(), all, h.data, 0, state);
    System.arraycopy(saved.c(), all, c.data, 0, state);
    if (needsGradient && tape.training()) {
      Backward back =
          new Backward(tape, sweep, saved, xByTime, x, h0, c0, wX, wH, bias, sequence, h, c);
      tape.recordAlways(back::run);
    }
    return new Result(sequence, h, c);
  }

  private record Backward(
      Tape tape,
      LstmSweep sweep,
      LstmSweep.Saved saved,
      float[] xByTime,
      FloatTensor x,
      FloatTensor h0,
      FloatTensor c0,
      FloatTensor wX,
      FloatTensor wH,
      FloatTensor bias,
      FloatTensor sequence,
      FloatTensor h,
      FloatTensor c) {

    void run() {
      if (!sequence.hasGradient() && !h.hasGradient() && !c.hasGradient()) {
        return;
      }
      Engine engine = tape.engine();
      Workspace workspace = tape.workspace();
      int state = sweep.batch() * sweep.hidden();
      int all = sweep.rows() * sweep.hidden();
      float[] dH = workspace.takeZeroed(all + state);
      if (sequence.hasGradient()) {
        toTimeMajor(sweep, sweep.hidden(), sequence.gradient(), 0, dH, state);
      }
      if (h.hasGradient()) {
        Elementwise.axpy(1, h.gradient(), 0, dH, all, state);
      }
      float[] dC = workspace.takeZeroed(state);
      if (c.hasGradient()) {
        System.arraycopy(c.gradient(), 0, dC, 0, state);
      }
      float[] dGates = workspace.take(sweep.rows() * sweep.gateColumns());
      sweep.backward(engine, dH, dC, Linear.packedTransposed(tape, wH), saved, dGates);
      if (wX.needsGradient) {
        float[] dWX = wX.gradient();
        sweep.weightGradient(engine, sweep.input(), xByTime, dGates, dWX, wX.gradientOffset());
      }
      if (wH.needsGradient) {
        float[] dWH = wH.gradient();
        sweep.weightGradient(engine, sweep.hidden(), saved.h(), dGates, dWH, wH.gradientOffset());
      }
      if (bias.needsGradient) {
        sweep.biasGradient(dGates, bias.gradient(), bias.gradientOffset());
      }
      if (h0.needsGradient) {
        Elementwise.axpy(1, dH, 0, h0.gradient(), h0.gradientOffset(), state);
      }
      if (c0.needsGradient) {
        Elementwise.axpy(1, dC, 0, c0.gradient(), c0.gradientOffset(), state);
      }
      if (x.needsGradient) {
        float[] dX = workspace.takeZeroed(x.size());
        sweep.inputGradient(engine, dGates, Linear.packedTransposed(tape, wX), dX);
        fromTimeMajor(sweep, sweep.input(), dX, 0, x.gradient(), x.gradientOffset(), true);
      }
    }
  }

  /** (B, T, n) to (T, B, n). */
  private static void toTimeMajor(
      LstmSweep s, int n, float[] from, int fromAt, float[] to, int toAt) {
    for (int t = 0; t < s.time(); t++) {
      for (int b = 0; b < s.batch(); b++) {
        System.arraycopy(
            from, fromAt + (b * s.time() + t) * n, to, toAt + (t * s.batch() + b) * n, n);
      }
    }
  }

  /** (T, B, n) to (B, T, n), set or added. */
  private static void fromTimeMajor(
      LstmSweep s, int n, float[] from, int fromAt, float[] to, int toAt, boolean add) {
    for (int b = 0; b < s.batch(); b++) {
      for (int t = 0; t < s.time(); t++) {
        int source = fromAt + (t * s.batch() + b) * n;
        int target = toAt + (b * s.time() + t) * n;
        if (add) {
          Elementwise.axpy(1, from, source, to, target, n);
        } else {
          System.arraycopy(from, source, to, target, n);
        }
      }
    }
  }

  private static LstmSweep sweepOf(
      FloatTensor x,
      FloatTensor h0,
      FloatTensor c0,
      FloatTensor wX,
      FloatTensor wH,
      FloatTensor b) {
    int hidden = wH.shape().at(0);
    int columns = Gate.COUNT * hidden;
    Shape state = Shape.of(x.shape().at(0), hidden);
    boolean fits =
        x.shape().rank() == 3
            && wX.shape().equals(Shape.of(x.shape().at(2), columns))
            && wH.shape().equals(Shape.of(hidden, columns))
            && b.shape().equals(Shape.of(columns))
            && h0.shape().equals(state)
            && c0.shape().equals(state);
    if (!fits) {
      throw new IllegalArgumentException(
          ("lstm: x %s, h0 %s, c0 %s, wX %s, wH %s, bias %s; expected (B, T, I), (B, H), (B, H),"
                  + " (I, 4H), (H, 4H), (4H)")
              .formatted(x.shape(), h0.shape(), c0.shape(), wX.shape(), wH.shape(), b.shape()));
    }
    return new LstmSweep(x.shape().at(0), x.shape().at(1), x.shape().at(2), hidden);
  }
}
