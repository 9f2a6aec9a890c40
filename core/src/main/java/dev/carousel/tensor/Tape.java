package dev.carousel.tensor;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Kernels;
import dev.carousel.kernel.RnnActivation;
import dev.carousel.kernel.Workspace;
import dev.carousel.random.Randomness;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Computes in float32 and, when training, records what is needed to go back: reverse-mode
 * differentiation over coarse operations. A tape belongs to one thread; {@link #reset} makes it
 * ready for the next step with the buffers of the last.
 */
public final class Tape extends TapeOps {
  private final Engine engine;
  private final Workspace workspace = new Workspace();
  private final boolean training;
  private final List<Runnable> backward = new ArrayList<>();
  private final IdentityHashMap<Parameter, FloatTensor> leaves = new IdentityHashMap<>();
  private Randomness randomness = new Randomness(0, 0);

  /**
   * A tape.
   *
   * @param training whether to record for {@link #backward} and to apply dropout
   */
  public Tape(Engine engine, boolean training) {
    this.engine = engine;
    this.training = training;
  }

  /** Whether this records, and layers such as dropout behave as in training. */
  public boolean training() {
    return training;
  }

  /** What computes. */
  public Engine engine() {
    return engine;
  }

  /** The randomness of this step, for dropout. */
  public Randomness randomness() {
    return randomness;
  }

  /** Forgets the last step, takes back its buffers and sets the randomness of the next. */
  public void reset(Randomness next) {
    backward.clear();
    leaves.clear();
    workspace.reset();
    randomness = next;
  }

  /** Data on this tape, not copied; takes no gradient. */
  public Tensor constant(Shape shape, float[] data, int offset) {
    return new FloatTensor(this, shape, data, offset, false);
  }

  @Override
  public Tensor constant(Tensor data) {
    return data instanceof FloatTensor f
        ? constant(f.shape(), f.data, f.offset)
        : constant(data.shape(), data.toArray(), 0);
  }

  /** Data on this tape whose gradient is wanted: see {@link #gradient}. */
  public Tensor variable(Tensor data) {
    return new FloatTensor(this, data.shape(), data.toArray(), 0, training);
  }

  /** A parameter; its gradient is added to its arena. */
  public Tensor parameter(Parameter parameter) {
    return leaves.computeIfAbsent(parameter, p -> FloatTensor.leaf(this, p, training));
  }

  /** Bytes of the buffers that its steps have needed so far; later steps use them again. */
  public long bufferBytes() {
    return workspace.bytes();
  }

  /** A buffer of the workspace that lives until {@link #reset}. */
  public float[] buffer(int length) {
    return workspace.take(length);
  }

  /**
   * Goes back from a scalar: adds the gradient of {@code loss} to every parameter and variable it
   * depends on.
   *
   * @throws IllegalStateException if the tape does not record, or an LSTM layer is gone over for
   *     the second time, which on the first overwrote what it kept
   */
  public void backward(Tensor loss) {
    FloatTensor scalar = recorded(loss);
    if (scalar.size() != 1) {
      throw new IllegalArgumentException(
          "backward starts at one number, this has shape %s".formatted(loss.shape()));
    }
    if (scalar.needsGradient) {
      scalar.gradient()[scalar.gradientOffset()] = 1;
    }
    goBack();
  }

  /**
   * Goes back from a tensor of any shape whose gradient is known (a vector-Jacobian product): the
   * same as from {@code output.times(gradient).sum()}, without computing it.
   *
   * @param gradient dLoss/dOutput, of the shape of {@code output}, on this tape
   */
  public void backward(Tensor output, Tensor gradient) {
    FloatTensor from = recorded(output);
    FloatTensor given = own(gradient);
    if (!given.shape().equals(from.shape())) {
      throw new IllegalArgumentException(
          "backward from shape %s got a gradient of shape %s"
              .formatted(from.shape(), given.shape()));
    }
    if (from.needsGradient) {
      float[] flow = workspace.take(from.size());
      Elementwise.split(
          this,
          flow.length,
          flow.length,
          (at, i, n) -> System.arraycopy(given.data, given.offset + at, flow, at, n));
      from.addGradient(flow);
    }
    goBack();
  }

  private FloatTensor recorded(Tensor tensor) {
    FloatTensor mine = own(tensor);
    if (!training) {
      throw new IllegalStateException("this tape does not record: it was made for inference");
    }
    return mine;
  }

  private void goBack() {
    for (Runnable step : backward.reversed()) {
      step.run();
    }
  }

  /** The gradient that {@link #backward} left for a variable, zeros if none reached it. */
  public Tensor gradient(Tensor variable) {
    FloatTensor v = own(variable);
    float[] copy = new float[v.size()];
    if (v.hasGradient()) {
      System.arraycopy(v.gradient(), v.gradientOffset(), copy, 0, copy.length);
    }
    return Tensor.of(copy, v.shape().toArray());
  }

  Workspace workspace() {
    return workspace;
  }

  Kernels kernels() {
    return engine.kernels();
  }

  /** A tensor to be written by an operation. */
  FloatTensor output(Shape shape, boolean needsGradient) {
    return new FloatTensor(this, shape, workspace.take(shape.size()), 0, needsGradient && training);
  }

  /** Records how to go back from {@code out}; skipped when nothing flows into it. */
  FloatTensor record(FloatTensor out, Runnable step) {
    if (out.needsGradient) {
      backward.add(() -> {
        if (out.hasGradient()) {
          step.run();
        }
      });
    }
    return out;
  }

  /** Records a step that decides itself whether anything flows. */
  void recordAlways(Runnable step) {
    backward.add(step);
  }

  FloatTensor own(Tensor tensor) {
    if (tensor instanceof FloatTensor f && f.ops() == this) {
      return f;
    }
    throw new IllegalArgumentException("%s belongs to another tape".formatted(tensor));
  }

  @Override
  public Tensor zeros(Shape shape) {
    return new FloatTensor(this, shape, workspace.takeZeroed(shape.size()), 0, false);
  }

  /**
   * A whole LSTM layer over time, fused.
   *
   * @param x (B, T, I)
   * @param h0 (B, H) initial hidden state
   * @param c0 (B, H) initial cell state
   * @param wX (I, 4H), wH (H, 4H), bias (4H), gates in the order of {@link
   *     dev.carousel.kernel.Gate}; the weights are parameters
   */
  public LstmOp.Result lstm(Tensor x, Tensor h0, Tensor c0, Tensor wX, Tensor wH, Tensor bias) {
    return lstm(x, h0, c0, LstmOp.Weights.of(wX, wH, bias), LstmOp.Options.NONE);
  }

  /**
   * A whole LSTM layer over time, fused, with all its options.
   *
   * @param x (B, T, I), or (B, T, 4H) if the weights have no input part
   * @param h0 (B, R) initial hidden state
   * @param c0 (B, H) initial cell state
   */
  public LstmOp.Result lstm(
      Tensor x, Tensor h0, Tensor c0, LstmOp.Weights weights, LstmOp.Options options) {
    return LstmOp.apply(this, own(x), own(h0), own(c0), weights, options);
  }

  /**
   * A whole GRU layer over time, fused. It resets after the recurrent product if the weights have a
   * recurrent bias, and before it if not.
   *
   * @param x (B, T, I), or (B, T, 3H) if the weights have no input part
   * @param h0 (B, H) initial hidden state
   */
  public GruOp.Result gru(Tensor x, Tensor h0, GruOp.Weights weights, LstmOp.Options options) {
    return GruOp.apply(this, own(x), own(h0), weights, options);
  }

  /**
   * A whole simple RNN layer over time, fused.
   *
   * @param x (B, T, I), or (B, T, H) if the weights have no input part
   * @param h0 (B, H) initial hidden state
   */
  public RnnOp.Result rnn(
      Tensor x,
      Tensor h0,
      RnnOp.Weights weights,
      RnnActivation activation,
      LstmOp.Options options) {
    return RnnOp.apply(this, own(x), own(h0), weights, activation, options);
  }
}
