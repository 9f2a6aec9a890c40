package dev.carousel.bench.carousel;

import dev.carousel.bench.work.LayerData;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Subject;
import dev.carousel.kernel.Gate;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.List;

/** {@link Tape#lstm}. */
final class LstmLayer extends RecurrentLayer {
  LstmLayer(LayerShape shape, LayerData data) {
    super(
        shape,
        List.of(
            new Weight(
                Subject.D_WX, Shape.of(shape.input(), Gate.COUNT * shape.hidden()), data.wX()),
            new Weight(
                Subject.D_WH, Shape.of(shape.hidden(), Gate.COUNT * shape.hidden()), data.wH()),
            new Weight(Subject.D_BIAS, Shape.of(Gate.COUNT * shape.hidden()), data.bias())));
  }

  @Override
  Tensor sequence(Tape tape, Tensor x) {
    return tape.lstm(
            x,
            zeroState(tape),
            zeroState(tape),
            on(tape, Subject.D_WX),
            on(tape, Subject.D_WH),
            on(tape, Subject.D_BIAS))
        .sequence();
  }
}
