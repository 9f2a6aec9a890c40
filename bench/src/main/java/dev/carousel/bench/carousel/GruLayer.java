package dev.carousel.bench.carousel;

import dev.carousel.bench.work.LayerData;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Subject;
import dev.carousel.kernel.GruGate;
import dev.carousel.tensor.GruOp;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.List;

/** {@link Tape#gru}, reset after the recurrent product. */
final class GruLayer extends RecurrentLayer {
  GruLayer(LayerShape shape, LayerData data) {
    super(
        shape,
        List.of(
            new Weight(
                Subject.D_WX, Shape.of(shape.input(), GruGate.COUNT * shape.hidden()), data.wX()),
            new Weight(
                Subject.D_WH, Shape.of(shape.hidden(), GruGate.COUNT * shape.hidden()), data.wH()),
            new Weight(Subject.D_BIAS, Shape.of(GruGate.COUNT * shape.hidden()), data.bias()),
            new Weight(Subject.D_RECURRENT_BIAS, Shape.of(shape.hidden()), data.recurrentBias())));
  }

  @Override
  Tensor sequence(Tape tape, Tensor x) {
    GruOp.Weights weights =
        new GruOp.Weights(
            on(tape, Subject.D_WX),
            on(tape, Subject.D_WH),
            on(tape, Subject.D_BIAS),
            on(tape, Subject.D_RECURRENT_BIAS));
    return tape.gru(x, zeroState(tape), weights, LstmOp.Options.NONE).sequence();
  }
}
