package dev.carousel.layer;

import dev.carousel.cell.GruCell;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.GruGate;
import dev.carousel.kernel.GruGates;
import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;
import dev.carousel.tensor.GruOp;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;

/**
 * A GRU layer: {@link GruCell} over time, by the fused sweep. Reads (B, T, I), or (B, T) tokens,
 * and gives (B, H), or (B, T, H) if it returns sequences. The state starts at zero.
 *
 * @param units H
 * @param returnsSequences whether h of every step is given
 * @param resetAfter whether the reset gate works behind the recurrent product (cuDNN, PyTorch,
 *     Keras) or before it (Cho et al. 2014)
 */
public record Gru(int units, boolean returnsSequences, boolean resetAfter) implements Layer {
  /** Checks the options. */
  public Gru {
    cell(units, resetAfter);
  }

  /** A layer of that many units, giving its last h; reset after the recurrent product. */
  public static Gru units(int units) {
    return new Gru(units, false, true);
  }

  /** This, giving h of every step. */
  public Gru returnSequences() {
    return new Gru(units, true, resetAfter);
  }

  /** This with the reset before the recurrent product, as in the paper. */
  public Gru resetBefore() {
    return new Gru(units, returnsSequences, false);
  }

  /** The cell this layer equals. */
  public GruCell cell() {
    return cell(units, resetAfter);
  }

  private static GruCell cell(int units, boolean resetAfter) {
    return new GruCell(units, resetAfter);
  }

  @Override
  public String kind() {
    return "gru";
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
    GruOp.Result result =
        tape.gru(
            InputProduct.x(place, tape, x, GruCell.INPUT),
            tape.zeros(Shape.of(x.shape().at(0), units)),
            new GruOp.Weights(
                InputProduct.weights(place, tape, GruCell.INPUT),
                place.on(tape, GruCell.RECURRENT),
                place.on(tape, GruCell.BIAS),
                resetAfter ? place.on(tape, GruCell.RECURRENT_BIAS) : null),
            LstmOp.Options.NONE);
    return returnsSequences ? result.sequence() : result.h();
  }

  @Override
  public Step stream(Place place, Engine engine) {
    return new GruStep(this, place, engine);
  }

  private static final class GruStep implements Step {
    private final int hidden;
    private final Matmul matmul;
    private final GruGates gruGates;
    private final InputProduct input;
    private final PackedMatrix resetAndUpdate;
    private final PackedMatrix candidate;
    private final float[] recurrentBias; // empty if the reset comes before
    private final GruGates.Rows rows;

    GruStep(Gru layer, Place place, Engine engine) {
      hidden = layer.units;
      matmul = engine.kernels().matmul();
      gruGates = engine.kernels().gruGates();
      Parameters p = place.parameters();
      Parameter recurrent = p.get(place.name() + "/" + GruCell.RECURRENT);
      int n = GruGate.CANDIDATE.column(hidden);
      int columns = GruGate.COUNT * hidden;
      input = new InputProduct(place, engine, GruCell.INPUT, GruCell.BIAS);
      resetAndUpdate = recurrent.packed(engine, 0, n, 2);
      candidate = recurrent.packed(engine, n, columns, 1);
      recurrentBias =
          layer.resetAfter
              ? p.get(place.name() + "/" + GruCell.RECURRENT_BIAS).toArray()
              : new float[0];
      rows = new GruGates.Rows(new float[columns], new float[hidden], new float[hidden]);
    }

    @Override
    public void step(float[] in, float[] out) {
      float[] gates = rows.gates();
      input.step(in, gates);
      matmul.multiply(1, rows.h(), 0, hidden, resetAndUpdate, gates, 0, gates.length);
      if (recurrentBias.length > 0) {
        System.arraycopy(recurrentBias, 0, rows.term(), 0, hidden);
        matmul.multiply(1, rows.h(), 0, hidden, candidate, rows.term(), 0, hidden);
        gruGates.forwardResetAfter(hidden, 0, hidden, rows, 0, 0, 0, 0);
      } else {
        gruGates.forwardReset(hidden, 0, hidden, rows, 0, 0, 0);
        int n = GruGate.CANDIDATE.column(hidden);
        matmul.multiply(1, rows.term(), 0, hidden, candidate, gates, n, gates.length);
        gruGates.forwardUpdate(hidden, 0, hidden, rows, 0, 0, 0);
      }
      System.arraycopy(rows.h(), 0, out, 0, hidden);
    }

    @Override
    public void reset() {
      Arrays.fill(rows.h(), 0f);
    }
  }
}
