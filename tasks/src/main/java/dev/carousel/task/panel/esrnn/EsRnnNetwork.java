package dev.carousel.task.panel.esrnn;

import dev.carousel.cell.Cell;
import dev.carousel.layer.Activation;
import dev.carousel.layer.Add;
import dev.carousel.layer.Average;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dilated;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Embedding;
import dev.carousel.layer.ExponentialSmoothing;
import dev.carousel.layer.Input;
import dev.carousel.layer.Recurrent;
import dev.carousel.layer.Residual;
import dev.carousel.layer.Vertex;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.tensor.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The network (Smyl 2020): smoothing takes level and season away from each window; a dilated
 * recurrent layer, others in a residual path around each, a tanh layer and a dense one give the
 * horizon, to which level and seasons are added again. Beside them a linear layer, zero at first.
 * Members share nothing.
 */
public final class EsRnnNetwork {
  static final String SERIES = "series";
  static final String VALUES = "values";
  private static final String NUMBERS = "numbers_";
  private static final double LEVEL = -0.847; // a = 0.3
  private static final double SEASON = -2.197; // g = 0.1
  private static final float HEAD = 0.1f;

  private EsRnnNetwork() {}

  /**
   * A network with its first weights.
   *
   * @param tokens of series, that of those never seen among them
   */
  public static Network of(
      EsRnnSizes sizes, int tokens, Cell cell, double dropout, int members, long seed) {
    List<Graph.Node> nodes = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    for (int m = 1; m <= members; m++) {
      outputs.add(member(nodes, sizes, tokens, cell, dropout, m));
    }
    Map<String, Input> inputs = new LinkedHashMap<>();
    inputs.put(SERIES, Input.tokens(1, tokens));
    inputs.put(VALUES, Input.sequence(1, sizes.given()));
    Network network = new Network(new Graph(inputs, nodes, outputs), seed);
    start(network);
    return network;
  }

  private static String member(
      List<Graph.Node> nodes, EsRnnSizes sizes, int tokens, Cell cell, double dropout, int m) {
    ExponentialSmoothing smoothing =
        new ExponentialSmoothing(
            sizes.season(), sizes.window(), sizes.horizon(), sizes.places(), sizes.levels());
    String smooth = "smoothing_" + m;
    add(nodes, NUMBERS + m, Embedding.of(tokens, smoothing.numbers()), SERIES);
    add(nodes, smooth, smoothing, NUMBERS + m, VALUES);
    String wire = smooth;
    List<Integer> dilations = sizes.dilations();
    List<String> names = EsRnnSizes.names("recurrent", dilations.size(), m);
    for (int i = 0; i < dilations.size(); i++) {
      Dilated layer = Dilated.of(Recurrent.of(cell).returnSequences(), dilations.get(i));
      add(nodes, names.get(i), i == 0 ? layer : Residual.of(layer), wire);
      wire = names.get(i);
    }
    int outputs = sizes.horizon() * sizes.levels();
    Dense squashed = Dense.units(cell.hiddenSize()).withActivation(Activation.TANH);
    add(nodes, "dropout_" + m, Dropout.rate(dropout), wire);
    add(nodes, "tanh_" + m, squashed, "dropout_" + m);
    add(nodes, "head_" + m, Dense.units(outputs), "tanh_" + m);
    add(nodes, "linear_" + m, Dense.units(outputs), smooth);
    add(nodes, "member_" + m, new Add(), "head_" + m, "linear_" + m, smooth + ":1");
    return "member_" + m;
  }

  private static void add(List<Graph.Node> nodes, String name, Vertex layer, String... inputs) {
    nodes.add(new Graph.Node(name, layer, List.of(inputs)));
  }

  /** All series alike, the linear layers zero, the heads small: it begins as smoothing alone. */
  private static void start(Network network) {
    float[] values = network.parameters().values();
    for (Parameter p : network.parameters().all()) {
      int end = p.offset() + p.shape().size();
      if (p.name().startsWith("linear_")) {
        Arrays.fill(values, p.offset(), end, 0f);
      } else if (p.name().startsWith("head_")) {
        for (int i = p.offset(); i < end; i++) {
          values[i] *= HEAD;
        }
      } else if (p.name().startsWith(NUMBERS)) {
        int numbers = p.shape().last();
        for (int i = p.offset(); i < end; i++) {
          int number = (i - p.offset()) % numbers;
          values[i] = number == 0 ? (float) LEVEL : number == 1 ? (float) SEASON : 0f;
        }
      }
    }
    network.parameters().changed();
  }

  /** As it forecasts: one output, the mean of the members; what it does not know is as the mean. */
  public static Network toForecast(Network trained) {
    float[] values = trained.parameters().values();
    for (Parameter p : trained.parameters().all()) {
      if (p.name().startsWith(NUMBERS)) {
        int numbers = p.shape().last();
        int series = p.shape().at(0) - 1;
        for (int j = 0; j < numbers; j++) {
          double sum = 0;
          for (int i = 1; i <= series; i++) {
            sum += values[p.offset() + i * numbers + j];
          }
          values[p.offset() + j] = j < 2 ? (float) (sum / series) : 0f;
        }
      }
    }
    trained.parameters().changed();
    Graph graph = trained.graph();
    if (graph.outputs().size() == 1) {
      return trained;
    }
    List<Graph.Node> nodes = new ArrayList<>(graph.nodes());
    nodes.add(new Graph.Node("mean", new Average(), graph.outputs()));
    return new Network(
        new Graph(graph.inputs(), nodes, List.of("mean")), declared -> trained.parameters());
  }
}
