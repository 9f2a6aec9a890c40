package dev.carousel.tensor;

import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;
import dev.carousel.kernel.RnnActivation;
import dev.carousel.kernel.RnnSweep;
import dev.carousel.kernel.SweepShape;
import dev.carousel.kernel.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A whole simple RNN layer over time as one operation on the tape. */
public final class RnnOp {
  /**
   * The weights.
   *
   * @param input (I, H); null if x holds the product with them already
   * @param recurrent (H, H)
   * @param bias (H)
   */
  public record Weights(@Nullable Tensor input, Tensor recurrent, Tensor bias) {}

  /**
   * What a sweep gives.
   *
   * @param sequence (B, T, H): h of every step, in the order of time
   * @param h (B, H): the last hidden state
   */
  public record Result(Tensor sequence, Tensor h) {}

  /** The tensors an RNN reads. */
  private record Inputs(
      FloatTensor x, FloatTensor h0, @Nullable FloatTensor wX, FloatTensor wH, FloatTensor bias) {

    boolean needGradient() {
      return x.needsGradient
          || h0.needsGradient
          || (wX != null && wX.needsGradient)
          || wH.needsGradient
          || bias.needsGradient;
    }
  }

  private final Tape tape;
  private final Inputs in;
  private final RnnSweep sweep;
  private final TimeMajor timeMajor;
  private final float[] xByTime; // (T, B, I)
  private final float[] states; // (T + 1, B, H)
  private final FloatTensor sequence;
  private final FloatTensor h;

  static Result apply(
      Tape tape,
      FloatTensor x,
      FloatTensor h0,
      Weights weights,
      RnnActivation activation,
      LstmOp.Options options) {
    Inputs in =
        new Inputs(
            x, h0, own(tape, weights.input), tape.own(weights.recurrent), tape.own(weights.bias));
    RnnOp op = new RnnOp(tape, in, activation, options.reversed(), own(tape, options.mask()));
    op.forward();
    if (op.sequence.needsGradient) {
      tape.recordAlways(op::backward);
    }
    return new Result(op.sequence, op.h);
  }

  private static @Nullable FloatTensor own(Tape tape, @Nullable Tensor tensor) {
    return tensor == null ? null : tape.own(tensor);
  }

  private RnnOp(
      Tape tape,
      Inputs in,
      RnnActivation activation,
      boolean reversed,
      @Nullable FloatTensor mask) {
    this.tape = tape;
    this.in = in;
    check(in, mask);
    int batch = in.x.shape().at(0);
    int time = in.x.shape().at(1);
    int hidden = in.h0.shape().at(1);
    SweepShape shape = new SweepShape(batch, time, in.x.shape().at(2), hidden, reversed);
    timeMajor = new TimeMajor(tape.engine(), batch, time);
    sweep = new RnnSweep(shape, activation, timeMajor.mask(mask));
    xByTime = tape.workspace().take(in.x.size());
    states = tape.workspace().take(shape.states());
    boolean gradient = in.needGradient();
    sequence = tape.output(Shape.of(batch, time, hidden), gradient);
    h = tape.output(Shape.of(batch, hidden), gradient);
  }

  private void forward() {
    SweepShape shape = sweep.shape();
    int hidden = shape.hidden();
    int state = shape.state();
    int from = shape.firstAfter() * state;
    float[] bias = in.bias.data;
    if (in.wX == null) { // x holds the products: pre = bias + x
      timeMajor.from(in.x.data, in.x.offset, hidden, states, from);
      for (int row = 0; row < shape.rows(); row++) {
        Elementwise.axpy(1, bias, in.bias.offset, states, from + row * hidden, hidden);
      }
    } else {
      timeMajor.from(in.x.data, in.x.offset, shape.input(), xByTime, 0);
      PackedMatrix wX = Linear.packed(tape, in.wX);
      sweep.input(tape.engine(), xByTime, wX, bias, in.bias.offset, states);
    }
    System.arraycopy(in.h0.data, in.h0.offset, states, shape.first() * state, state);
    sweep.forward(tape.engine(), Linear.packed(tape, in.wH), states);
    timeMajor.back(states, from, hidden, sequence.data, 0);
    System.arraycopy(states, shape.last() * state, h.data, 0, state);
  }

  private void backward() {
    if (!sequence.hasGradient() && !h.hasGradient()) {
      return;
    }
    SweepShape shape = sweep.shape();
    Workspace workspace = tape.workspace();
    float[] dH = stateGradients();
    float[] dPre = workspace.take(shape.rows() * shape.hidden());
    PackedMatrix transposed = Linear.packedTransposed(tape, in.wH);
    sweep.backward(tape.engine(), transposed, states, dH, dPre, in.h0.needsGradient);
    weightGradients(dPre);
    if (in.h0.needsGradient) {
      int first = shape.first() * shape.state();
      float[] dH0 = in.h0.gradient();
      Elementwise.axpy(1, dH, first, dH0, in.h0.gradientOffset(), shape.state());
    }
    inputGradient(dPre);
  }

  /** The gradients from outside, where the sweep expects them. */
  private float[] stateGradients() {
    SweepShape shape = sweep.shape();
    int state = shape.state();
    int from = shape.firstAfter() * state;
    float[] dH = tape.workspace().take(shape.states());
    Arrays.fill(dH, shape.first() * state, (shape.first() + 1) * state, 0f);
    if (sequence.hasGradient()) {
      timeMajor.from(sequence.gradient(), 0, shape.hidden(), dH, from);
    } else {
      Arrays.fill(dH, from, from + shape.time() * state, 0f);
    }
    if (h.hasGradient()) {
      Elementwise.axpy(1, h.gradient(), 0, dH, shape.last() * state, state);
    }
    return dH;
  }

  private void weightGradients(float[] dPre) {
    List<Matmul.Left> weights = new ArrayList<>();
    if (in.wX != null && in.wX.needsGradient) {
      weights.add(sweep.inputWeights(xByTime, in.wX.gradient(), in.wX.gradientOffset()));
    }
    if (in.wH.needsGradient) {
      weights.add(sweep.recurrentWeights(states, in.wH.gradient(), in.wH.gradientOffset()));
    }
    float[] dBias = in.bias.needsGradient ? in.bias.gradient() : null;
    sweep.weightGradients(tape.engine(), dPre, weights, dBias, in.bias.gradientOffset());
  }

  private void inputGradient(float[] dPre) {
    if (!in.x.needsGradient) {
      return;
    }
    float[] dX = in.x.gradient();
    if (in.wX == null) {
      timeMajor.addBack(dPre, 0, sweep.shape().hidden(), dX, in.x.gradientOffset());
    } else {
      float[] byTime = tape.workspace().take(in.x.size());
      sweep.inputGradient(tape.engine(), dPre, Linear.packedTransposed(tape, in.wX), byTime);
      timeMajor.addBack(byTime, 0, sweep.shape().input(), dX, in.x.gradientOffset());
    }
  }

  private static void check(Inputs in, @Nullable FloatTensor mask) {
    int hidden = in.wH.shape().at(0);
    Shape x = in.x.shape();
    boolean fits =
        x.rank() == 3
            && in.wH.shape().equals(Shape.of(hidden, hidden))
            && in.bias.shape().equals(Shape.of(hidden))
            && in.h0.shape().equals(Shape.of(x.at(0), hidden))
            && (in.wX == null ? x.at(2) == hidden : in.wX.shape().equals(Shape.of(x.at(2), hidden)))
            && (mask == null || mask.shape().equals(Shape.of(x.at(0), x.at(1))));
    if (!fits) {
      throw new IllegalArgumentException(
          ("rnn: x %s, h0 %s, wX %s, wH %s, bias %s, mask %s; expected (B, T, I), (B, H), (I, H),"
                  + " (H, H), (H), (B, T)")
              .formatted(
                  x, in.h0.shape(), shape(in.wX), in.wH.shape(), in.bias.shape(), shape(mask)));
    }
  }

  private static String shape(@Nullable FloatTensor tensor) {
    return Objects.toString(tensor == null ? null : tensor.shape(), "none");
  }
}
