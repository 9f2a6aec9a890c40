package dev.carousel.task.panel.deepar;

import dev.carousel.cell.Cell;
import dev.carousel.layer.Add;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Input;
import dev.carousel.layer.Recurrent;
import dev.carousel.layer.Vertex;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Members that share nothing but the input, with an output each: at every step {@code linear(row) +
 * dense(dropout(recurrent(rows)))}, the numbers that name a distribution.
 */
public final class DeepArNetwork {
  private DeepArNetwork() {}

  /**
   * A network with its first weights.
   *
   * @param cell of the recurrent layers
   * @param dropout rate behind them
   * @param parameters numbers that name a distribution
   */
  public static Network of(
      int features, Cell cell, double dropout, int members, int parameters, long seed) {
    List<Graph.Node> nodes = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    for (int m = 1; m <= members; m++) {
      Recurrent recurrent = Recurrent.of(cell).returnSequences();
      add(nodes, "recurrent_" + m, recurrent, Graph.INPUT);
      add(nodes, "dropout_" + m, Dropout.rate(dropout), "recurrent_" + m);
      add(nodes, "head_" + m, Dense.units(parameters), "dropout_" + m);
      add(nodes, "linear_" + m, Dense.units(parameters), Graph.INPUT);
      add(nodes, "member_" + m, new Add(), "head_" + m, "linear_" + m);
      outputs.add("member_" + m);
    }
    return new Network(graph(features, nodes, outputs), seed);
  }

  private static Graph graph(int features, List<Graph.Node> nodes, List<String> outputs) {
    return new Graph(Map.of(Graph.INPUT, Input.anySequence(features)), nodes, outputs);
  }

  private static void add(List<Graph.Node> nodes, String name, Vertex layer, String... inputs) {
    nodes.add(new Graph.Node(name, layer, List.of(inputs)));
  }

  /** Each member by itself, with the same weights. */
  static List<Network> members(Network network) {
    List<Network> members = new ArrayList<>();
    for (String output : network.graph().outputs()) {
      String number = output.substring(output.lastIndexOf('_'));
      List<Graph.Node> own =
          network.graph().nodes().stream().filter(n -> n.name().endsWith(number)).toList();
      Graph graph = graph(network.input().features(), own, List.of(output));
      members.add(new Network(graph, declared -> network.parameters()));
    }
    return members;
  }
}
