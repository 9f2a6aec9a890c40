package dev.carousel.task.panel;

import dev.carousel.layer.Add;
import dev.carousel.layer.Average;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Flatten;
import dev.carousel.layer.Input;
import dev.carousel.layer.Vertex;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The network of a panel. Each member reads the window twice: recurrent layers over its segments,
 * and a linear layer over all of its values; the sum of what they make of it is the forecast of all
 * steps at once. Members share nothing but the input.
 */
final class PanelNetwork {
  private static final String FLAT = "window";

  private PanelNetwork() {}

  /** A recurrent way from the input to all outputs. */
  interface Path {
    /** Adds its layers for a member; gives the wire of the outputs. */
    String add(
        List<Graph.Node> nodes, int member, PanelSpec spec, PanelOptions.NetworkOptions options);
  }

  /** As it is trained: an output for each member, so that each has a loss of its own. */
  static Network toTrain(
      PanelSpec spec, PanelOptions.NetworkOptions options, Path path, long seed) {
    List<Graph.Node> nodes = nodes(spec, options, path);
    return new Network(graph(spec, nodes, members(nodes)), seed);
  }

  /** As it forecasts: one output, the mean of the members, with the same weights. */
  static Network toForecast(PanelSpec spec, Network trained) {
    List<Graph.Node> nodes = new ArrayList<>(trained.graph().nodes());
    List<String> members = members(nodes);
    if (members.size() == 1) {
      return trained;
    }
    nodes.add(new Graph.Node("mean", new Average(), members));
    return new Network(graph(spec, nodes, List.of("mean")), declared -> trained.parameters());
  }

  private static Graph graph(PanelSpec spec, List<Graph.Node> nodes, List<String> outputs) {
    Input input = Input.sequence(spec.steps(), spec.features());
    return new Graph(Map.of(Graph.INPUT, input), nodes, outputs);
  }

  private static List<String> members(List<Graph.Node> nodes) {
    return nodes.stream().filter(n -> n.layer() instanceof Add).map(Graph.Node::name).toList();
  }

  private static List<Graph.Node> nodes(
      PanelSpec spec, PanelOptions.NetworkOptions options, Path path) {
    List<Graph.Node> nodes = new ArrayList<>();
    add(nodes, FLAT, new Flatten(), Graph.INPUT);
    for (int m = 1; m <= options.members(); m++) {
      String given = path.add(nodes, m, spec, options);
      add(nodes, "linear_" + m, Dense.units(spec.outputs()), FLAT);
      add(nodes, "member_" + m, new Add(), given, "linear_" + m);
    }
    return nodes;
  }

  /** Adds a layer. */
  static void add(List<Graph.Node> nodes, String name, Vertex layer, String... inputs) {
    nodes.add(new Graph.Node(name, layer, List.of(inputs)));
  }
}
