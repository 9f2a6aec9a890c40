package dev.carousel.layer;

import dev.carousel.cell.LstmCell;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Gate;
import dev.carousel.kernel.LstmGates;
import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;

/**
 * An LSTM layer: {@link LstmCell} over time, by the fused sweep. Reads (B, T, I), or (B, T) tokens,
 * and gives (B, H), or (B, T, H) if it returns sequences. The state starts at zero.
 *
 * @param units H
 * @param returnsSequences whether h of every step is given
 * @param forgetBias initial bias of the forget gate
 */
public record Lstm(int units, boolean returnsSequences, float forgetBias) implements Layer {
  /** Checks the options. */
  public Lstm {
    cell(units, forgetBias);
  }

  /** A layer of that many units, giving its last h; forget bias 1. */
  public static Lstm units(int units) {
    return new Lstm(units, false, 1f);
  }

  /** This, giving h of every step. */
  public Lstm returnSequences() {
    return new Lstm(units, true, forgetBias);
  }

  /** This with another initial forget bias. */
  public Lstm withForgetBias(float bias) {
    return new Lstm(units, returnsSequences, bias);
  }

  /** The cell this layer equals. */
  public LstmCell cell() {
    return cell(units, forgetBias);
  }

  private static LstmCell cell(int units, float forgetBias) {
    return new LstmCell(units, forgetBias);
  }

  @Override
  public String kind() {
    return "lstm";
  }

  @Override
  public void checkReads(boolean tokens) {
    // Features, and tokens: one-hot rows whose product with the weights is a row copy.
  }

  @Override
  public Shape outputShape(Shape input) {
    return Recurrent.outputShape(kind(), input, units, returnsSequences);
  }

  @Override
  public void declare(String name, Shape input, Parameters.Builder parameters) {
    Recurrent.declare(cell(), name, input, parameters);
  }

  @Override
  public Tensor apply(Place place, Tape tape, Tensor x) {
    Tensor zero = tape.zeros(Shape.of(x.shape().at(0), units));
    LstmOp.Result result =
        tape.lstm(
            InputProduct.x(place, tape, x, LstmCell.INPUT),
            zero,
            zero,
            new LstmOp.Weights(
                InputProduct.weights(place, tape, LstmCell.INPUT),
                place.on(tape, LstmCell.RECURRENT),
                place.on(tape, LstmCell.BIAS),
                null,
                null),
            LstmOp.Options.NONE);
    return returnsSequences ? result.sequence() : result.h();
  }

  @Override
  public Step stream(Place place, Engine engine) {
    return new LstmStep(units, place, engine);
  }

  private static final class LstmStep implements Step {
    private final int hidden;
    private final Matmul matmul;
    private final LstmGates lstmGates;
    private final InputProduct input;
    private final PackedMatrix wH;
    private final LstmGates.Saved state;

    LstmStep(int hidden, Place place, Engine engine) {
      this.hidden = hidden;
      this.matmul = engine.kernels().matmul();
      this.lstmGates = engine.kernels().lstmGates();
      Parameters p = place.parameters();
      input = new InputProduct(place, engine, LstmCell.INPUT, LstmCell.BIAS);
      wH = p.get(place.name() + "/" + LstmCell.RECURRENT).packed(engine, Gate.COUNT);
      state =
          new LstmGates.Saved(
              new float[Gate.COUNT * hidden],
              new float[hidden],
              new float[hidden],
              new float[hidden],
              null);
    }

    @Override
    public void step(float[] in, float[] out) {
      float[] gates = state.gates();
      input.step(in, gates);
      matmul.multiply(1, state.h(), 0, hidden, wH, gates, 0, gates.length);
      lstmGates.forward(hidden, 0, hidden, state, 0, 0, 0);
      System.arraycopy(state.h(), 0, out, 0, hidden);
    }

    @Override
    public void reset() {
      Arrays.fill(state.h(), 0f);
      Arrays.fill(state.c(), 0f);
    }
  }
}
