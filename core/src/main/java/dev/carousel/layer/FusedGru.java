package dev.carousel.layer;

import dev.carousel.cell.Cell;
import dev.carousel.cell.GruCell;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.GruGate;
import dev.carousel.kernel.GruGates;
import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;
import dev.carousel.layer.Layer.Step;
import dev.carousel.tensor.GruOp;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** {@link GruCell} over time by the GRU sweep. */
record FusedGru(GruCell cell) implements Fused {
  @Override
  public Result run(
      Tape tape,
      Place place,
      Tensor x,
      List<Tensor> state,
      Cell.Weights weights,
      LstmOp.Options options) {
    GruOp.Result result =
        tape.gru(
            InputProduct.x(place, tape, x, weights.get(GruCell.INPUT)),
            state.getFirst(),
            new GruOp.Weights(
                InputProduct.weights(place, weights.get(GruCell.INPUT)),
                weights.get(GruCell.RECURRENT),
                weights.get(GruCell.BIAS),
                cell.resetAfter() ? weights.get(GruCell.RECURRENT_BIAS) : null),
            options);
    return new Result(result.sequence(), List.of(result.h()));
  }

  @Override
  public Step stream(Place place, Engine engine) {
    return new GruStep(cell, place, engine);
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

    GruStep(GruCell cell, Place place, Engine engine) {
      hidden = cell.hiddenSize();
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
          cell.resetAfter()
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
