package dev.carousel.layer;

import dev.carousel.cell.Cell;
import dev.carousel.cell.LstmActivations;
import dev.carousel.cell.LstmCell;
import dev.carousel.cell.OdysseyLstmCell;
import dev.carousel.cell.ProjectedLstmCell;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Gate;
import dev.carousel.kernel.LstmGates;
import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;
import dev.carousel.layer.Layer.Step;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * LSTM cells over time by the LSTM sweep: {@link LstmCell}, with peepholes the vanilla {@link
 * OdysseyLstmCell}, and {@link ProjectedLstmCell} if all it shows goes back; with logistic gates
 * and tanh. Their weights have the same names and order.
 *
 * @param hidden H
 * @param peepholes whether gates see the cell
 * @param projected R, or 0 without projection
 */
record FusedLstm(int hidden, boolean peepholes, int projected) implements Fused {
  /** The sweep of a cell; null if it is another one. */
  static @Nullable FusedLstm of(Cell cell) {
    return switch (cell) {
      case LstmCell lstm when usual(lstm.activations()) ->
          new FusedLstm(lstm.hiddenSize(), false, 0);
      case OdysseyLstmCell lstm
          when lstm.variant() == OdysseyLstmCell.Variant.VANILLA && usual(lstm.activations()) ->
          new FusedLstm(lstm.hiddenSize(), true, 0);
      case ProjectedLstmCell lstm when lstm.extraSize() == 0 && usual(lstm.activations()) ->
          new FusedLstm(lstm.cellSize(), lstm.peepholes(), lstm.recurrentSize());
      default -> null;
    };
  }

  private static boolean usual(LstmActivations activations) {
    return activations.equals(LstmActivations.TANH);
  }

  @Override
  public Result run(
      Tape tape,
      Place place,
      Tensor x,
      List<Tensor> state,
      Cell.Weights weights,
      LstmOp.Options options) {
    Tensor input = weights.get(LstmCell.INPUT);
    LstmOp.Result result =
        tape.lstm(
            InputProduct.x(place, tape, x, input),
            state.get(0),
            state.get(1),
            new LstmOp.Weights(
                InputProduct.weights(place, input),
                weights.get(LstmCell.RECURRENT),
                weights.get(LstmCell.BIAS),
                peepholes ? weights.get(OdysseyLstmCell.PEEPHOLES) : null,
                projected > 0 ? weights.get(ProjectedLstmCell.PROJECTION) : null),
            options);
    return new Result(result.sequence(), List.of(result.h(), result.c()));
  }

  @Override
  public Step stream(Place place, Engine engine) {
    return new LstmStep(this, place, engine);
  }

  private static final class LstmStep implements Step {
    private final int hidden;
    private final Matmul matmul;
    private final LstmGates lstmGates;
    private final InputProduct input;
    private final PackedMatrix wH;
    private final @Nullable PackedMatrix projection;
    private final LstmGates.Saved state;
    private final float[] shown; // what goes back: h, or its projection

    LstmStep(FusedLstm form, Place place, Engine engine) {
      this.hidden = form.hidden;
      this.matmul = engine.kernels().matmul();
      this.lstmGates = engine.kernels().lstmGates();
      Parameters p = place.parameters();
      String name = place.name() + "/";
      input = new InputProduct(place, engine, LstmCell.INPUT, LstmCell.BIAS);
      wH = p.get(name + LstmCell.RECURRENT).packed(engine, Gate.COUNT);
      boolean projects = form.projected > 0;
      projection = projects ? p.get(name + ProjectedLstmCell.PROJECTION).packed(engine) : null;
      state =
          new LstmGates.Saved(
              new float[Gate.COUNT * hidden],
              new float[hidden],
              new float[hidden],
              new float[hidden],
              form.peepholes ? p.get(name + OdysseyLstmCell.PEEPHOLES).toArray() : null);
      shown = projects ? new float[form.projected] : state.h();
    }

    @Override
    public void step(float[] in, float[] out) {
      float[] gates = state.gates();
      input.step(in, gates);
      matmul.multiply(1, shown, 0, shown.length, wH, gates, 0, gates.length);
      lstmGates.forward(hidden, 0, hidden, state, 0, 0, 0, 0);
      if (projection != null) {
        Arrays.fill(shown, 0f);
        matmul.multiply(1, state.h(), 0, hidden, projection, shown, 0, shown.length);
      }
      System.arraycopy(shown, 0, out, 0, shown.length);
    }

    @Override
    public void reset() {
      Arrays.fill(shown, 0f);
      Arrays.fill(state.c(), 0f);
    }
  }
}
