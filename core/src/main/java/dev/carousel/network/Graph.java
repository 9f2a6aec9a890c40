package dev.carousel.network;

import dev.carousel.layer.Form;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Port;
import dev.carousel.layer.Vertex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which layer reads what: the architecture of a network. Outputs of layers are named by wires: the
 * name of the input or layer, and behind a colon the number of the output if it is not the first,
 * as in {@code lstm_1:2}.
 *
 * @param inputs what the network reads, by name, in order
 * @param nodes layers, each behind all it reads
 * @param outputs wires of what the network gives
 */
public record Graph(Map<String, Input> inputs, List<Node> nodes, List<String> outputs) {
  /** The name of the input of a network that has one. */
  public static final String INPUT = "input";

  /**
   * A layer where it is used.
   *
   * @param name unique in the graph; what its parameters are called by
   * @param layer what computes
   * @param inputs wires of what it reads
   */
  public record Node(String name, Vertex layer, List<String> inputs) {
    /** Takes copies. */
    public Node {
      if (name == null || layer == null || inputs == null) {
        throw new IllegalArgumentException(
            "a layer of a graph needs a name, its options and what it reads");
      }
      inputs = List.copyOf(inputs);
    }
  }

  /** Checks that there is something to compute. */
  public Graph {
    if (inputs == null || nodes == null || outputs == null || nodes.contains(null)) {
      throw new IllegalArgumentException("a graph names its inputs, layers and outputs");
    }
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    nodes = Ties.named(nodes);
    outputs = List.copyOf(outputs);
    if (inputs.isEmpty() || nodes.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException(
          "a network needs at least one %s"
              .formatted(inputs.isEmpty() ? "input" : nodes.isEmpty() ? "layer" : "output"));
    }
  }

  /** The same layers for sequences of one step more; those of any length stay so. */
  Graph oneStepLonger() {
    Map<String, Input> longer = new LinkedHashMap<>();
    inputs.forEach((name, in) -> {
      int steps = in.timeSteps() == 0 ? 0 : in.timeSteps() + 1;
      longer.put(name, new Input(steps, in.features(), in.tokens()));
    });
    return new Graph(longer, nodes, outputs);
  }

  /** Layers one after the other, named by their kind and number. */
  public static Graph chain(Input input, List<? extends Layer> layers) {
    Names names = new Names();
    List<Node> nodes = new ArrayList<>();
    String wire = INPUT;
    for (Layer layer : layers) {
      nodes.add(new Node(names.next(layer), layer, List.of(wire)));
      wire = nodes.getLast().name();
    }
    return new Graph(Map.of(INPUT, input), nodes, List.of(wire));
  }

  /**
   * What leads from some inputs to some outputs.
   *
   * @throws IllegalArgumentException if an output depends on another input
   */
  public static Graph of(List<Port> inputs, List<Port> outputs) {
    Names names = new Names();
    IdentityHashMap<Port.Use, String> known = new IdentityHashMap<>();
    Map<String, Input> read = new LinkedHashMap<>();
    for (Port port : inputs) {
      String name = port.use().name();
      Input input = port.use().input();
      if (name == null || input == null) {
        throw new IllegalArgumentException(
            "an output of a layer is given as an input of the network: expected Port.input(...)");
      }
      if (read.put(name, input) != null) {
        throw new IllegalArgumentException("two inputs are named " + name);
      }
      known.put(port.use(), name);
    }
    List<Node> nodes = new ArrayList<>();
    List<String> wires = outputs.stream().map(p -> wire(p, known, names, nodes)).toList();
    return new Graph(read, nodes, wires);
  }

  private static String wire(
      Port port, IdentityHashMap<Port.Use, String> known, Names names, List<Node> nodes) {
    Port.Use use = port.use();
    String name = known.get(use);
    if (name == null) {
      Vertex vertex = use.vertex();
      if (vertex == null) {
        throw new IllegalArgumentException(
            "an output depends on the input '%s', which is not among the network's inputs"
                .formatted(use.name()));
      }
      List<String> inputs = use.inputs().stream().map(p -> wire(p, known, names, nodes)).toList();
      name = names.next(vertex);
      nodes.add(new Node(name, vertex, inputs));
      known.put(use, name);
    }
    return port.output() == 0 ? name : name + ":" + port.output();
  }

  /** Whether it is a chain of layers from one input to one output. */
  public boolean sequential() {
    String wire = INPUT;
    for (Node node : nodes) {
      if (!(node.layer() instanceof Layer) || !node.inputs().equals(List.of(wire))) {
        return false;
      }
      wire = node.name();
    }
    return inputs.size() == 1 && inputs.containsKey(INPUT) && outputs.equals(List.of(wire));
  }

  /**
   * What every wire carries.
   *
   * @throws IllegalArgumentException if a layer cannot read what it is given, or two have one name
   */
  public Map<String, Form> forms() {
    Map<String, Form> forms = new LinkedHashMap<>();
    inputs.forEach((name, input) -> forms.put(name, new Form(input.shape(), input.tokens())));
    for (Node node : nodes) {
      List<Form> read = node.inputs().stream().map(wire -> form(forms, wire, node.name())).toList();
      List<Form> given = node.layer().outputs(read);
      if (forms.containsKey(node.name())) {
        throw new IllegalArgumentException("two layers or inputs are named " + node.name());
      }
      for (int i = 0; i < given.size(); i++) {
        forms.put(i == 0 ? node.name() : node.name() + ":" + i, given.get(i));
      }
    }
    outputs.forEach(wire -> form(forms, wire, "an output"));
    return forms;
  }

  private static Form form(Map<String, Form> forms, String wire, String reader) {
    Form form = forms.get(wire);
    if (form == null) {
      throw new IllegalArgumentException(
          "%s reads '%s', which nothing before it gives; there are %s"
              .formatted(reader, wire, forms.keySet()));
    }
    return form;
  }

  private static final class Names {
    private final Map<String, Integer> counts = new HashMap<>();

    String next(Vertex vertex) {
      return vertex.kind() + "_" + counts.merge(vertex.kind(), 1, Integer::sum);
    }
  }
}
