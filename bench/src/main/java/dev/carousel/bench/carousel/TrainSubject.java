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
import java.util.Arrays;
import java.util.Map;

/** Forward and backward of one layer, its weights packed anew each time, as training does. */
final class TrainSubject implements Subject {
  private final LayerShape shape;
  private final LayerData data;
  private final RecurrentLayer layer;
  private final Tape tape = new Tape(Engine.shared(), true);

  TrainSubject(Case which) {
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
    step();
  }

  private Tensor step() {
    tape.reset(new Randomness(0, 0));
    Arrays.fill(layer.parameters.gradients(), 0f);
    Tensor x = tape.constant(Shape.of(shape.batch(), shape.time(), shape.input()), data.x(), 0);
    Tensor sequence = layer.sequence(tape, x);
    tape.backward(sequence, tape.constant(sequence.shape(), data.dY(), 0));
    layer.parameters.changed();
    return sequence;
  }

  @Override
  public Map<String, float[]> results() {
    float[] sequence = step().toArray();
    Map<String, float[]> results = layer.gradients();
    results.put(SEQUENCE, sequence);
    return results;
  }
}
