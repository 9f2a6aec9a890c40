package dev.carousel.layer;

import dev.carousel.cell.RnnCell;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;
import dev.carousel.kernel.RnnActivation;
import dev.carousel.kernel.RnnGates;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.RnnOp;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;

/**
 * A simple RNN layer: {@link RnnCell} over time, by the fused sweep. Reads (B, T, I), or (B, T)
 * tokens, and gives (B, H), or (B, T, H) if it returns sequences. The state starts at zero.
 *
 * @param units H
 * @param returnsSequences whether h of every step is given
 * @param activation what is done to the sums
 */
public record SimpleRnn(int units, boolean returnsSequences, RnnActivation activation)
    implements Layer {
  /** Checks the options. */
  public SimpleRnn {
    cell(units, activation);
  }

  /** A layer of that many units with tanh, giving its last h. */
  public static SimpleRnn units(int units) {
    return new SimpleRnn(units, false, RnnActivation.TANH);
  }

  /** This, giving h of every step. */
  public SimpleRnn returnSequences() {
    return new SimpleRnn(units, true, activation);
  }

  /** This with another activation. */
  public SimpleRnn withActivation(RnnActivation next) {
    return new SimpleRnn(units, returnsSequences, next);
  }

  /** The cell this layer equals. */
  public RnnCell cell() {
    return cell(units, activation);
  }

  private static RnnCell cell(int units, RnnActivation activation) {
    return new RnnCell(units, activation);
  }

  @Override
  public String kind() {
    return "simple_rnn";
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
    RnnOp.Result result =
        tape.rnn(
            InputProduct.x(place, tape, x, RnnCell.INPUT),
            tape.zeros(Shape.of(x.shape().at(0), units)),
            new RnnOp.Weights(
                InputProduct.weights(place, tape, RnnCell.INPUT),
                place.on(tape, RnnCell.RECURRENT),
                place.on(tape, RnnCell.BIAS)),
            activation,
            LstmOp.Options.NONE);
    return returnsSequences ? result.sequence() : result.h();
  }

  @Override
  public Step stream(Place place, Engine engine) {
    return new RnnStep(this, place, engine);
  }

  private static final class RnnStep implements Step {
    private final RnnActivation activation;
    private final Matmul matmul;
    private final RnnGates rnnGates;
    private final InputProduct input;
    private final PackedMatrix wH;
    private final float[] pre;
    private final float[] h;

    RnnStep(SimpleRnn layer, Place place, Engine engine) {
      activation = layer.activation;
      matmul = engine.kernels().matmul();
      rnnGates = engine.kernels().rnnGates();
      Parameters p = place.parameters();
      input = new InputProduct(place, engine, RnnCell.INPUT, RnnCell.BIAS);
      wH = p.get(place.name() + "/" + RnnCell.RECURRENT).packed(engine);
      pre = new float[layer.units];
      h = new float[layer.units];
    }

    @Override
    public void step(float[] in, float[] out) {
      int hidden = h.length;
      input.step(in, pre);
      matmul.multiply(1, h, 0, hidden, wH, pre, 0, hidden);
      rnnGates.forward(activation, hidden, pre, 0, h, 0);
      System.arraycopy(h, 0, out, 0, hidden);
    }

    @Override
    public void reset() {
      Arrays.fill(h, 0f);
    }
  }
}
