package dev.carousel.layer;

import dev.carousel.cell.Cell;
import dev.carousel.cell.LstmCell;
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

/** {@link LstmCell} over time by the LSTM sweep. */
record FusedLstm(LstmCell cell) implements Fused {
  @Override
  public Result run(
      Tape tape,
      Place place,
      Tensor x,
      List<Tensor> state,
      Cell.Weights weights,
      LstmOp.Options options) {
    LstmOp.Result result =
        tape.lstm(
            InputProduct.x(place, tape, x, weights.get(LstmCell.INPUT)),
            state.get(0),
            state.get(1),
            new LstmOp.Weights(
                InputProduct.weights(place, weights.get(LstmCell.INPUT)),
                weights.get(LstmCell.RECURRENT),
                weights.get(LstmCell.BIAS),
                null,
                null),
            options);
    return new Result(result.sequence(), List.of(result.h(), result.c()));
  }

  @Override
  public Step stream(Place place, Engine engine) {
    return new LstmStep(cell.hiddenSize(), place, engine);
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
