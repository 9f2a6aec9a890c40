package dev.carousel.bench.carousel;

import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.CellKind;
import dev.carousel.bench.work.LayerData;
import dev.carousel.bench.work.Subject;
import dev.carousel.cell.GruCell;
import dev.carousel.cell.LstmCell;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Gru;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Lstm;
import dev.carousel.layer.SimpleRnn;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.network.Stream;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Parameters;
import java.util.List;
import java.util.Map;

/** One step of a model's stream. */
final class StreamSubject implements Subject {
  private final LayerData data;
  private final Stream stream;

  StreamSubject(Case which) {
    data = LayerData.of(which);
    Network network =
        new Network(
            Graph.chain(
                Input.sequence(which.shape().time(), which.shape().input()),
                List.of(layer(which.cell(), which.shape().hidden()))),
            Parameters.Builder::zeros);
    Parameters parameters = network.parameters();
    for (Parameter p : parameters.all()) {
      float[] values = values(p.name());
      System.arraycopy(values, 0, parameters.values(), p.offset(), values.length);
    }
    parameters.changed();
    stream = network.stream(Engine.shared());
  }

  private static Layer layer(CellKind cell, int hidden) {
    return switch (cell) {
      case LSTM -> Lstm.units(hidden);
      case GRU -> Gru.units(hidden);
      case RNN -> SimpleRnn.units(hidden);
    };
  }

  private float[] values(String parameter) {
    String part = parameter.substring(parameter.indexOf('/') + 1);
    // The cells name their common parts alike.
    return switch (part) {
      case LstmCell.INPUT -> data.wX();
      case LstmCell.RECURRENT -> data.wH();
      case LstmCell.BIAS -> data.bias();
      case GruCell.RECURRENT_BIAS -> data.recurrentBias();
      default -> throw new IllegalStateException("no values for " + parameter);
    };
  }

  @Override
  public String description() {
    return CarouselSide.description();
  }

  @Override
  public void run() {
    stream.step(data.x());
  }

  @Override
  public Map<String, float[]> results() {
    stream.reset();
    float[] h = new float[0];
    for (int step = 0; step < STEPS; step++) {
      h = stream.step(data.x());
    }
    return Map.of(SEQUENCE, h.clone());
  }
}
