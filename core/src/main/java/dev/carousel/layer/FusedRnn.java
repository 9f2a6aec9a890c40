package dev.carousel.layer;

import dev.carousel.cell.Cell;
import dev.carousel.cell.RnnCell;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;
import dev.carousel.kernel.RnnActivation;
import dev.carousel.kernel.RnnGates;
import dev.carousel.layer.Layer.Step;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.RnnOp;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** {@link RnnCell} over time by the simple RNN's sweep. */
record FusedRnn(RnnCell cell, RnnActivation activation) implements Fused {
  @Override
  public Result run(
      Tape tape,
      Place place,
      Tensor x,
      List<Tensor> state,
      Cell.Weights weights,
      LstmOp.Options options) {
    RnnOp.Result result =
        tape.rnn(
            InputProduct.x(place, tape, x, weights.get(RnnCell.INPUT)),
            state.getFirst(),
            new RnnOp.Weights(
                InputProduct.weights(place, weights.get(RnnCell.INPUT)),
                weights.get(RnnCell.RECURRENT),
                weights.get(RnnCell.BIAS)),
            activation,
            options);
    return new Result(result.sequence(), List.of(result.h()));
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

    RnnStep(FusedRnn rnn, Place place, Engine engine) {
      activation = rnn.activation;
      matmul = engine.kernels().matmul();
      rnnGates = engine.kernels().rnnGates();
      Parameters p = place.parameters();
      input = new InputProduct(place, engine, RnnCell.INPUT, RnnCell.BIAS);
      wH = p.get(place.name() + "/" + RnnCell.RECURRENT).packed(engine);
      pre = new float[rnn.cell.hiddenSize()];
      h = new float[rnn.cell.hiddenSize()];
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
