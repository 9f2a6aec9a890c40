package dev.carousel.task.panel;

import dev.carousel.cell.Cell;
import dev.carousel.cell.GruDCell;
import dev.carousel.layer.Add;
import dev.carousel.layer.Average;
import dev.carousel.layer.Concatenate;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Flatten;
import dev.carousel.layer.Input;
import dev.carousel.layer.Vertex;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The network of a panel. Each member reads the window twice: recurrent layers over its segments,
 * and a linear layer over all of its values; the sum of what they make of it is the forecast of all
 * steps at once. What is known ahead, or of a series as a whole, is read by the linear layer too,
 * and beside the recurrent layer's output by a dense one before the head. Members share nothing but
 * the input.
 */
final class PanelNetwork {
  private static final String FLAT = "window";
  private static final String VALUES = "values";
  private static final String AHEAD = "ahead";
  static final String KNOWN = "known";
  private static final String BOTH = "both";

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

  /**
   * What the network reads, in order: the window; the values of the window for the linear layers,
   * if the recurrent ones read more; what is known ahead, if anything is.
   */
  static SequencedMap<String, Input> inputs(PanelSpec spec) {
    SequencedMap<String, Input> inputs = new LinkedHashMap<>();
    inputs.put(Graph.INPUT, Input.sequence(spec.steps(), spec.features()));
    if (spec.linear() != spec.features()) {
      inputs.put(VALUES, Input.sequence(spec.steps(), spec.linear()));
    }
    if (spec.ahead() > 0) {
      inputs.put(AHEAD, Input.sequence(1, spec.ahead()));
    }
    return inputs;
  }

  private static Graph graph(PanelSpec spec, List<Graph.Node> nodes, List<String> outputs) {
    return new Graph(inputs(spec), nodes, outputs);
  }

  private static List<String> members(List<Graph.Node> nodes) {
    return nodes.stream().filter(n -> n.layer() instanceof Add).map(Graph.Node::name).toList();
  }

  private static List<Graph.Node> nodes(
      PanelSpec spec, PanelOptions.NetworkOptions options, Path path) {
    List<Graph.Node> nodes = new ArrayList<>();
    boolean ahead = spec.ahead() > 0;
    add(nodes, FLAT, new Flatten(), inputs(spec).containsKey(VALUES) ? VALUES : Graph.INPUT);
    if (ahead) {
      add(nodes, KNOWN, new Flatten(), AHEAD);
      add(nodes, BOTH, new Concatenate(), FLAT, KNOWN);
    }
    for (int m = 1; m <= options.members(); m++) {
      String given = path.add(nodes, m, spec, options);
      add(nodes, "linear_" + m, Dense.units(spec.outputs()), ahead ? BOTH : FLAT);
      add(nodes, "member_" + m, new Add(), given, "linear_" + m);
    }
    return nodes;
  }

  /** The cell that reads the window. */
  static Cell cell(PanelSpec spec, PanelOptions.NetworkOptions options) {
    return spec.inputs().missing() == Missing.DECAY
        ? new GruDCell(options.units())
        : options.cell().cell(options.units());
  }

  /** Adds a layer. */
  static void add(List<Graph.Node> nodes, String name, Vertex layer, String... inputs) {
    nodes.add(new Graph.Node(name, layer, List.of(inputs)));
  }
}
