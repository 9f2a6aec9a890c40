package dev.carousel.bench.carousel;

import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.LayerData;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Subject;
import dev.carousel.kernel.Engine;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Map;

/** Forward of one layer on a tape that does not record; the weights stay packed. */
final class ForwardSubject implements Subject {
  private final LayerShape shape;
  private final LayerData data;
  private final RecurrentLayer layer;
  private final Tape tape = new Tape(Engine.shared(), false);

  ForwardSubject(Case which) {
    shape = which.shape();
    data = LayerData.of(which);
    layer = RecurrentLayer.of(which, data);
  }

  @Override
  public String description() {
    return CarouselSide.description();
  }

  @Override
  public void run() {
    forward();
  }

  private Tensor forward() {
    tape.reset(new Randomness(0, 0));
    Shape batch = Shape.of(shape.batch(), shape.time(), shape.input());
    return layer.sequence(tape, tape.constant(batch, data.x(), 0));
  }

  @Override
  public Map<String, float[]> results() {
    return Map.of(SEQUENCE, forward().toArray());
  }
}
