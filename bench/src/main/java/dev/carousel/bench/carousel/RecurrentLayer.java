package dev.carousel.bench.carousel;

import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.LayerData;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Subject;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One layer of any cell, as a fused operation on a tape. The state starts at zero. */
abstract class RecurrentLayer {
  final LayerShape shape;
  final Parameters parameters;

  /**
   * A parameter and its values.
   *
   * @param name the name of its gradient in {@link Subject}
   */
  record Weight(String name, Shape shape, float[] values) {}

  RecurrentLayer(LayerShape shape, List<Weight> weights) {
    this.shape = shape;
    Parameters.Builder builder = new Parameters.Builder();
    for (Weight w : weights) {
      builder.add(w.name, w.shape, (s, values, offset, random) -> copy(w.values, values, offset));
    }
    parameters = builder.build(0);
  }

  private static void copy(float[] from, float[] to, int offset) {
    System.arraycopy(from, 0, to, offset, from.length);
  }

  /** The layer of a case, with its weights. */
  static RecurrentLayer of(Case which, LayerData data) {
    return switch (which.cell()) {
      case LSTM -> new LstmLayer(which.shape(), data);
      case GRU -> new GruLayer(which.shape(), data);
      case RNN -> new RnnLayer(which.shape(), data);
    };
  }

  /** h of every step, (B, T, H). */
  abstract Tensor sequence(Tape tape, Tensor x);

  /** The initial state, (B, H). */
  final Tensor zeroState(Tape tape) {
    return tape.zeros(Shape.of(shape.batch(), shape.hidden()));
  }

  final Tensor on(Tape tape, String name) {
    return tape.parameter(parameters.get(name));
  }

  /** The gradients, by name. */
  final Map<String, float[]> gradients() {
    Map<String, float[]> gradients = new TreeMap<>();
    for (Parameter p : parameters.all()) {
      int from = p.offset();
      gradients.put(
          p.name(), Arrays.copyOfRange(parameters.gradients(), from, from + p.shape().size()));
    }
    return gradients;
  }
}
