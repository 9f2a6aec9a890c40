package dev.carousel.tensor;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Gate;
import dev.carousel.kernel.LstmGates;
import dev.carousel.kernel.LstmSweep;
import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;
import dev.carousel.kernel.SweepShape;
import dev.carousel.kernel.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole LSTM layer over time as one operation on the tape. */
public final class LstmOp {
  /**
   * The weights, gates in the order of {@link Gate}.
   *
   * @param input (I, 4H); null if x holds the product with them already
   * @param recurrent (R, 4H); R is H without projection
   * @param bias (4H)
   * @param peepholes (3H), from the cell to the gates i, f and o; or null
   * @param projection (H, R); or null
   */
  public record Weights(
      @Nullable Tensor input,
      Tensor recurrent,
      Tensor bias,
      @Nullable Tensor peepholes,
      @Nullable Tensor projection) {

    /** Without peepholes and projection. */
    public static Weights of(Tensor input, Tensor recurrent, Tensor bias) {
      return new Weights(input, recurrent, bias, null, null);
    }
  }

  /**
   * How the layer goes over time.
   *
   * @param reversed whether it reads the last step first
   * @param mask (B, T), 0 where a step is left out and the state stays; null for none
   */
  public record Options(boolean reversed, @Nullable Tensor mask) {
    /** From the first step to the last, none left out. */
    public static final Options NONE = new Options(false, null);
  }

  /**
   * What a sweep gives.
   *
   * @param sequence (B, T, R): h of every step, in the order of time
   * @param h (B, R): the last hidden state
   * @param c (B, H): the last cell state
   */
  public record Result(Tensor sequence, Tensor h, Tensor c) {}

  private static final int SMALL_WEIGHTS = 1 << 18;
  private static final int MANY_GATES = 1 << 20;

  private final Tape tape;
  private final LstmInputs in;
  private final LstmSweep sweep;
  private final TimeMajor timeMajor;
  private final float[] xByTime; // (T, B, I)
  private final LstmGates.Saved saved;
  private final float[] out; // (T + 1, B, R)
  private final FloatTensor sequence;
  private final FloatTensor h;
  private final FloatTensor c;
  private boolean goneBack;

  static Result apply(
      Tape tape, FloatTensor x, FloatTensor h0, FloatTensor c0, Weights weights, Options options) {
    LstmInputs in =
        new LstmInputs(
            x,
            h0,
            c0,
            own(tape, weights.input),
            tape.own(weights.recurrent),
            tape.own(weights.bias),
            own(tape, weights.peepholes),
            own(tape, weights.projection));
    LstmOp op = new LstmOp(tape, in, options.reversed, own(tape, options.mask));
    op.forward();
    if (in.needGradient() && tape.training()) {
      tape.recordAlways(op::backward);
    }
    return new Result(op.sequence, op.h, op.c);
  }

  private static @Nullable FloatTensor own(Tape tape, @Nullable Tensor tensor) {
    return tensor == null ? null : tape.own(tensor);
  }

  private LstmOp(Tape tape, LstmInputs in, boolean reversed, @Nullable FloatTensor mask) {
    this.tape = tape;
    this.in = in;
    in.check(mask);
    int batch = in.x().shape().at(0);
    int time = in.x().shape().at(1);
    int hidden = in.c0().shape().at(1);
    int output = in.h0().shape().at(1);
    SweepShape shape = new SweepShape(batch, time, in.x().shape().at(2), hidden, reversed);
    timeMajor = new TimeMajor(tape.engine(), batch, time);
    sweep = new LstmSweep(shape, output, timeMajor.mask(mask), tape.training());
    Workspace workspace = tape.workspace();
    xByTime = workspace.take(in.x().size());
    int cells = sweep.goesBack() ? shape.states() : shape.state();
    saved =
        new LstmGates.Saved(
            workspace.take((stepwise() ? batch : shape.rows()) * sweep.gateColumns()),
            workspace.take(cells),
            workspace.take(cells),
            workspace.take(shape.states()),
            in.peepholes() == null ? null : in.peepholes().toArray());
    out = in.projection() == null ? saved.h() : workspace.take((time + 1) * sweep.block());
    boolean gradient = in.needGradient();
    sequence = tape.output(Shape.of(batch, time, output), gradient);
    h = tape.output(Shape.of(batch, output), gradient);
    c = tape.output(Shape.of(batch, hidden), gradient);
  }

  private void forward() {
    SweepShape shape = sweep.shape();
    int columns = sweep.gateColumns();
    if (in.wX() == null) { // x holds the products: gates = bias + x
      timeMajor.from(in.x().data, in.x().offset, columns, saved.gates(), 0);
      for (int row = 0; row < shape.rows(); row++) {
        Elementwise.axpy(
            1, in.bias().data, in.bias().offset, saved.gates(), row * columns, columns);
      }
    } else {
      timeMajor.from(in.x().data, in.x().offset, shape.input(), xByTime, 0);
      if (!stepwise()) {
        sweep.input(tape.engine(), input(Linear.packed(tape, in.wX())), saved.gates());
      }
    }
    int block = sweep.block();
    System.arraycopy(in.h0().data, in.h0().offset, out, shape.first() * block, block);
    System.arraycopy(
        in.c0().data, in.c0().offset, saved.c(), sweep.cells(shape.first()), shape.state());
    LstmSweep.Weights weights =
        new LstmSweep.Weights(
            Linear.packed(tape, in.wH(), Gate.COUNT),
            in.projection() == null ? null : Linear.packed(tape, in.projection()));
    if (in.wX() != null && stepwise()) {
      LstmSweep.Input input = input(Linear.packed(tape, in.wX(), Gate.COUNT));
      sweep.forward(tape.engine(), input, weights, saved, out);
    } else {
      sweep.forward(tape.engine(), weights, saved, out);
    }
    timeMajor.back(out, shape.firstAfter() * block, sweep.output(), sequence.data, 0);
    System.arraycopy(out, shape.last() * block, h.data, 0, block);
    System.arraycopy(saved.c(), sweep.cells(shape.last()), c.data, 0, shape.state());
  }

  private LstmSweep.Input input(PackedMatrix weights) {
    return new LstmSweep.Input(xByTime, weights, in.bias().data, in.bias().offset);
  }

  /**
   * Whether nobody goes back, the gates of all steps would leave the cache, and the input's weights
   * do not, which are then read at each step.
   */
  private boolean stepwise() {
    return !tape.training()
        && in.wX() != null
        && in.wX().size() <= SMALL_WEIGHTS
        && (long) sweep.shape().rows() * sweep.gateColumns() >= MANY_GATES;
  }

  private void backward() {
    if (!sequence.hasGradient() && !h.hasGradient() && !c.hasGradient()) {
      return;
    }
    if (goneBack) {
      throw new IllegalStateException(
          "backward went over this LSTM layer before and overwrote what it needs: reset the tape"
              + " and compute forward again");
    }
    goneBack = true;
    LstmSweep.Gradients gradients = gradients();
    sweep.backward(
        tape.engine(),
        new LstmSweep.Weights(
            Linear.packedTransposed(tape, in.wH()),
            in.projection() == null ? null : Linear.packedTransposed(tape, in.projection())),
        saved,
        gradients,
        in.h0().needsGradient);
    weightGradients(gradients);
    stateGradients(gradients);
    inputGradient(gradients.gates());
  }

  /**
   * The gradients from outside, where the sweep expects them. Those of the gates take the place of
   * the gates, which nobody reads again: less memory to go through, 2 to 5 % of a step.
   */
  private LstmSweep.Gradients gradients() {
    SweepShape shape = sweep.shape();
    Workspace workspace = tape.workspace();
    int block = sweep.block();
    float[] dOut = workspace.take(out.length);
    Arrays.fill(dOut, shape.first() * block, (shape.first() + 1) * block, 0f);
    if (sequence.hasGradient()) {
      timeMajor.from(sequence.gradient(), 0, sweep.output(), dOut, shape.firstAfter() * block);
    } else {
      Arrays.fill(
          dOut, shape.firstAfter() * block, (shape.firstAfter() + shape.time()) * block, 0f);
    }
    if (h.hasGradient()) {
      Elementwise.axpy(1, h.gradient(), 0, dOut, shape.last() * block, block);
    }
    float[] dC = workspace.takeZeroed(shape.state());
    if (c.hasGradient()) {
      System.arraycopy(c.gradient(), 0, dC, 0, shape.state());
    }
    float[] dM = in.projection() == null ? dOut : workspace.take(shape.states());
    return new LstmSweep.Gradients(dOut, dM, dC, saved.gates());
  }

  private void weightGradients(LstmSweep.Gradients gradients) {
    Engine engine = tape.engine();
    float[] dGates = gradients.gates();
    List<Matmul.Left> weights = new ArrayList<>();
    if (in.wX() != null && in.wX().needsGradient) {
      weights.add(sweep.inputWeights(xByTime, in.wX().gradient(), in.wX().gradientOffset()));
    }
    if (in.wH().needsGradient) {
      weights.add(sweep.recurrentWeights(out, in.wH().gradient(), in.wH().gradientOffset()));
    }
    float[] dBias = in.bias().needsGradient ? in.bias().gradient() : null;
    sweep.weightGradients(engine, dGates, weights, dBias, in.bias().gradientOffset());
    if (in.peepholes() != null && in.peepholes().needsGradient) {
      sweep.peepholeGradient(
          engine, saved, dGates, in.peepholes().gradient(), in.peepholes().gradientOffset());
    }
    if (in.projection() != null && in.projection().needsGradient) {
      sweep.projectionGradient(
          engine, saved, gradients, in.projection().gradient(), in.projection().gradientOffset());
    }
  }

  private void stateGradients(LstmSweep.Gradients gradients) {
    if (in.h0().needsGradient) {
      int first = sweep.shape().first() * sweep.block();
      Elementwise.axpy(
          1, gradients.h(), first, in.h0().gradient(), in.h0().gradientOffset(), sweep.block());
    }
    if (in.c0().needsGradient) {
      int state = sweep.shape().state();
      Elementwise.axpy(1, gradients.c(), 0, in.c0().gradient(), in.c0().gradientOffset(), state);
    }
  }

  private void inputGradient(float[] dGates) {
    if (!in.x().needsGradient) {
      return;
    }
    float[] dX = in.x().gradient();
    if (in.wX() == null) {
      timeMajor.addBack(dGates, 0, sweep.gateColumns(), dX, in.x().gradientOffset());
    } else {
      float[] byTime = tape.workspace().take(in.x().size());
      sweep.inputGradient(tape.engine(), dGates, Linear.packedTransposed(tape, in.wX()), byTime);
      timeMajor.addBack(byTime, 0, sweep.shape().input(), dX, in.x().gradientOffset());
    }
  }
}
