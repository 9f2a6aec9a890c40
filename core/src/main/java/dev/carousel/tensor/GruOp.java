package dev.carousel.tensor;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.GruGate;
import dev.carousel.kernel.GruGates;
import dev.carousel.kernel.GruSweep;
import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;
import dev.carousel.kernel.SweepShape;
import dev.carousel.kernel.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A whole GRU layer over time as one operation on the tape. */
public final class GruOp {
  /**
   * The weights, gates in the order of {@link GruGate}.
   *
   * @param input (I, 3H); null if x holds the product with them already
   * @param recurrent (H, 3H)
   * @param bias (3H)
   * @param recurrentBias (H), of the candidate's recurrent product, if the reset comes after it;
   *     null if the reset comes before
   */
  public record Weights(
      @Nullable Tensor input, Tensor recurrent, Tensor bias, @Nullable Tensor recurrentBias) {}

  /**
   * What a sweep gives.
   *
   * @param sequence (B, T, H): h of every step, in the order of time
   * @param h (B, H): the last hidden state
   */
  public record Result(Tensor sequence, Tensor h) {}

  /** The tensors a GRU reads. */
  private record Inputs(
      FloatTensor x,
      FloatTensor h0,
      @Nullable FloatTensor wX,
      FloatTensor wH,
      FloatTensor bias,
      @Nullable FloatTensor recurrentBias) {

    boolean needGradient() {
      return x.needsGradient
          || h0.needsGradient
          || (wX != null && wX.needsGradient)
          || wH.needsGradient
          || bias.needsGradient
          || (recurrentBias != null && recurrentBias.needsGradient);
    }
  }

  private static final float[] NO_BIAS = {};

  private final Tape tape;
  private final Inputs in;
  private final GruSweep sweep;
  private final TimeMajor timeMajor;
  private final float[] xByTime; // (T, B, I)
  private final GruGates.Rows rows;
  private final FloatTensor sequence;
  private final FloatTensor h;

  static Result apply(
      Tape tape, FloatTensor x, FloatTensor h0, Weights weights, LstmOp.Options options) {
    Inputs in =
        new Inputs(
            x,
            h0,
            own(tape, weights.input),
            tape.own(weights.recurrent),
            tape.own(weights.bias),
            own(tape, weights.recurrentBias));
    GruOp op = new GruOp(tape, in, options.reversed(), own(tape, options.mask()));
    op.forward();
    if (op.sequence.needsGradient) {
      tape.recordAlways(op::backward);
    }
    return new Result(op.sequence, op.h);
  }

  private static @Nullable FloatTensor own(Tape tape, @Nullable Tensor tensor) {
    return tensor == null ? null : tape.own(tensor);
  }

  private GruOp(Tape tape, Inputs in, boolean reversed, @Nullable FloatTensor mask) {
    this.tape = tape;
    this.in = in;
    check(in, mask);
    int batch = in.x.shape().at(0);
    int time = in.x.shape().at(1);
    int hidden = in.h0.shape().at(1);
    SweepShape shape = new SweepShape(batch, time, in.x.shape().at(2), hidden, reversed);
    timeMajor = new TimeMajor(tape.engine(), batch, time);
    sweep = new GruSweep(shape, in.recurrentBias != null, timeMajor.mask(mask));
    xByTime = tape.workspace().take(in.x.size());
    rows = takeRows();
    boolean gradient = in.needGradient();
    sequence = tape.output(Shape.of(batch, time, hidden), gradient);
    h = tape.output(Shape.of(batch, hidden), gradient);
  }

  private GruGates.Rows takeRows() {
    Workspace workspace = tape.workspace();
    SweepShape shape = sweep.shape();
    return new GruGates.Rows(
        workspace.take(shape.rows() * sweep.gateColumns()),
        workspace.take(shape.rows() * shape.hidden()),
        workspace.take(shape.states()));
  }

  private void forward() {
    SweepShape shape = sweep.shape();
    int columns = sweep.gateColumns();
    float[] bias = in.bias.data;
    if (in.wX == null) { // x holds the products: gates = bias + x
      timeMajor.from(in.x.data, in.x.offset, columns, rows.gates(), 0);
      for (int row = 0; row < shape.rows(); row++) {
        Elementwise.axpy(1, bias, in.bias.offset, rows.gates(), row * columns, columns);
      }
    } else {
      timeMajor.from(in.x.data, in.x.offset, shape.input(), xByTime, 0);
      PackedMatrix wX = Linear.packed(tape, in.wX);
      sweep.input(tape.engine(), xByTime, wX, bias, in.bias.offset, rows.gates());
    }
    int state = shape.state();
    System.arraycopy(in.h0.data, in.h0.offset, rows.h(), shape.first() * state, state);
    FloatTensor second = in.recurrentBias;
    float[] secondBias = second == null ? NO_BIAS : second.data;
    int secondAt = second == null ? 0 : second.offset;
    sweep.forward(tape.engine(), weights(false), secondBias, secondAt, rows);
    timeMajor.back(rows.h(), shape.firstAfter() * state, shape.hidden(), sequence.data, 0);
    System.arraycopy(rows.h(), shape.last() * state, h.data, 0, state);
  }

  /** The recurrent weights for the kernels, one matrix a product. */
  private GruSweep.Weights weights(boolean transposed) {
    int hidden = sweep.shape().hidden();
    int n = GruGate.CANDIDATE.column(hidden);
    int end = sweep.gateColumns();
    return transposed
        ? new GruSweep.Weights(
            Linear.packedTransposed(tape, in.wH, 0, n),
            Linear.packedTransposed(tape, in.wH, n, end))
        : new GruSweep.Weights(
            Linear.packed(tape, in.wH, 0, n, 2), Linear.packed(tape, in.wH, n, end, 1));
  }

  private void backward() {
    if (!sequence.hasGradient() && !h.hasGradient()) {
      return;
    }
    GruGates.Rows gradients = gradients();
    sweep.backward(tape.engine(), weights(true), rows, gradients, in.h0.needsGradient);
    weightGradients(gradients);
    if (in.h0.needsGradient) {
      int state = sweep.shape().state();
      int first = sweep.shape().first() * state;
      Elementwise.axpy(1, gradients.h(), first, in.h0.gradient(), in.h0.gradientOffset(), state);
    }
    inputGradient(gradients.gates());
  }

  /** The gradients from outside, where the sweep expects them. */
  private GruGates.Rows gradients() {
    SweepShape shape = sweep.shape();
    GruGates.Rows gradients = takeRows();
    float[] dH = gradients.h();
    int state = shape.state();
    int from = shape.firstAfter() * state;
    Arrays.fill(dH, shape.first() * state, (shape.first() + 1) * state, 0f);
    if (sequence.hasGradient()) {
      timeMajor.from(sequence.gradient(), 0, shape.hidden(), dH, from);
    } else {
      Arrays.fill(dH, from, from + shape.time() * state, 0f);
    }
    if (h.hasGradient()) {
      Elementwise.axpy(1, h.gradient(), 0, dH, shape.last() * state, state);
    }
    return gradients;
  }

  private void weightGradients(GruGates.Rows gradients) {
    Engine engine = tape.engine();
    FloatTensor wX = in.wX;
    List<Matmul.Left> weights =
        wX == null || !wX.needsGradient
            ? List.of()
            : List.of(sweep.inputWeights(xByTime, wX.gradient(), wX.gradientOffset()));
    float[] dBias = in.bias.needsGradient ? in.bias.gradient() : null;
    sweep.inputGradients(engine, gradients, weights, dBias, in.bias.gradientOffset());
    if (in.wH.needsGradient) {
      float[] dWH = in.wH.gradient();
      sweep.recurrentWeightGradient(engine, rows, gradients, dWH, in.wH.gradientOffset());
    }
    FloatTensor second = in.recurrentBias;
    if (second != null && second.needsGradient) {
      sweep.recurrentBiasGradient(engine, gradients, second.gradient(), second.gradientOffset());
    }
  }

  private void inputGradient(float[] dGates) {
    if (!in.x.needsGradient) {
      return;
    }
    float[] dX = in.x.gradient();
    if (in.wX == null) {
      timeMajor.addBack(dGates, 0, sweep.gateColumns(), dX, in.x.gradientOffset());
    } else {
      float[] byTime = tape.workspace().take(in.x.size());
      sweep.inputGradient(tape.engine(), dGates, Linear.packedTransposed(tape, in.wX), byTime);
      timeMajor.addBack(byTime, 0, sweep.shape().input(), dX, in.x.gradientOffset());
    }
  }

  private static void check(Inputs in, @Nullable FloatTensor mask) {
    int hidden = in.wH.shape().at(0);
    int columns = GruGate.COUNT * hidden;
    Shape x = in.x.shape();
    boolean fits =
        x.rank() == 3
            && in.wH.shape().equals(Shape.of(hidden, columns))
            && in.bias.shape().equals(Shape.of(columns))
            && in.h0.shape().equals(Shape.of(x.at(0), hidden))
            && (in.wX == null
                ? x.at(2) == columns
                : in.wX.shape().equals(Shape.of(x.at(2), columns)))
            && (in.recurrentBias == null || in.recurrentBias.shape().equals(Shape.of(hidden)))
            && (mask == null || mask.shape().equals(Shape.of(x.at(0), x.at(1))));
    if (!fits) {
      throw new IllegalArgumentException(
          ("gru: x %s, h0 %s, wX %s, wH %s, bias %s, recurrent bias %s, mask %s; expected"
                  + " (B, T, I), (B, H), (I, 3H), (H, 3H), (3H), (H), (B, T)")
              .formatted(
                  x,
                  in.h0.shape(),
                  shape(in.wX),
                  in.wH.shape(),
                  in.bias.shape(),
                  shape(in.recurrentBias),
                  shape(mask)));
    }
  }

  private static String shape(@Nullable FloatTensor tensor) {
    return Objects.toString(tensor == null ? null : tensor.shape(), "none");
  }
}
