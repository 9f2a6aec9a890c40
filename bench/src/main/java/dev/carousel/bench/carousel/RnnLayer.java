package dev.carousel.bench.carousel;

import dev.carousel.bench.work.LayerData;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Subject;
import dev.carousel.kernel.RnnActivation;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.RnnOp;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.List;

/** {@link Tape#rnn} with tanh. */
final class RnnLayer extends RecurrentLayer {
  RnnLayer(LayerShape shape, LayerData data) {
    super(
        shape,
        List.of(
            new Weight(Subject.D_WX, Shape.of(shape.input(), shape.hidden()), data.wX()),
            new Weight(Subject.D_WH, Shape.of(shape.hidden(), shape.hidden()), data.wH()),
            new Weight(Subject.D_BIAS, Shape.of(shape.hidden()), data.bias())));
  }

  @Override
  Tensor sequence(Tape tape, Tensor x) {
    RnnOp.Weights weights =
        new RnnOp.Weights(on(tape, Subject.D_WX), on(tape, Subject.D_WH), on(tape, Subject.D_BIAS));
    return tape.rnn(x, zeroState(tape), weights, RnnActivation.TANH, LstmOp.Options.NONE)
        .sequence();
  }
}
