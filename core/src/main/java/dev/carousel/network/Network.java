package dev.carousel.network;

import dev.carousel.kernel.Engine;
import dev.carousel.layer.Bidirectional;
import dev.carousel.layer.Form;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Pass;
import dev.carousel.layer.Place;
import dev.carousel.layer.Recurrent;
import dev.carousel.layer.Signal;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import dev.carousel.tensor.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A graph of layers with its parameters. */
public final class Network {
  private final Graph graph;
  private final List<Form> outputs;
  private final List<Place> places = new ArrayList<>();
  private final List<int[]> wires; // what each layer reads, by number
  private final int[] outputWires;
  private final Parameters parameters;
  private final boolean[] stepsWithInput; // by output

  /**
   * Builds layers one after the other and draws their first weights.
   *
   * @throws IllegalArgumentException if a layer cannot read what the one before it gives
   */
  public Network(Input input, List<? extends Layer> layers, long seed) {
    this(Graph.chain(input, layers), seed);
  }

  /** Builds the layers and draws their first weights. */
  public Network(Graph graph, long seed) {
    this(graph, declared -> declared.build(seed));
  }

  /**
   * Builds the layers with weights from elsewhere, such as a file.
   *
   * @param weights makes the parameters of what the layers have declared
   */
  public Network(Graph graph, Function<Parameters.Builder, Parameters> weights) {
    this.graph = graph;
    Map<String, Form> forms = graph.forms();
    Parameters.Builder builder = new Parameters.Builder();
    List<List<Form>> read = new ArrayList<>();
    for (Graph.Node node : graph.nodes()) {
      read.add(node.inputs().stream().map(forms::get).toList());
      node.layer().declare(node.name(), read.getLast(), builder);
    }
    parameters = weights.apply(builder);
    for (int i = 0; i < read.size(); i++) {
      places.add(new Place(graph.nodes().get(i).name(), read.get(i), parameters));
    }
    List<String> names = List.copyOf(forms.keySet());
    wires = graph.nodes().stream().map(node -> numbers(names, node.inputs())).toList();
    outputWires = numbers(names, graph.outputs());
    outputs = graph.outputs().stream().map(forms::get).toList();
    stepsWithInput = new boolean[outputs.size()];
    for (int i = 0; i < stepsWithInput.length; i++) {
      stepsWithInput[i] = follows(graph, i, outputs.get(i));
    }
  }

  private static boolean follows(Graph graph, int output, Form form) {
    if (!form.sequence()) {
      return false;
    }
    int steps = form.shape().at(0);
    try {
      Map<String, Form> longer = graph.oneStepLonger().forms();
      int then = Objects.requireNonNull(longer.get(graph.outputs().get(output))).shape().at(0);
      return steps == 0 ? then == 0 : then == steps + 1;
    } catch (IllegalArgumentException e) {
      return false; // a layer is made for so many steps
    }
  }

  private static int[] numbers(List<String> names, List<String> wires) {
    return wires.stream().mapToInt(names::indexOf).toArray();
  }

  /** Its architecture. */
  public Graph graph() {
    return graph;
  }

  /** What it reads, in order. */
  public List<Input> inputs() {
    return List.copyOf(graph.inputs().values());
  }

  /** What it reads, first or only. */
  public Input input() {
    return inputs().getFirst();
  }

  /** The layers' places in the order of the graph's nodes. */
  public List<Place> places() {
    return List.copyOf(places);
  }

  /** The shape of one example's output, the first or only one. */
  public Shape output() {
    return outputs.getFirst().shape();
  }

  /** What it gives, in order. */
  public List<Form> outputs() {
    return outputs;
  }

  /** All weights. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * Computes a batch of a network of one input and one output.
   *
   * @param x (B, T, I), or (B, T) tokens
   */
  public Tensor apply(Tape tape, Tensor x) {
    return apply(Pass.on(tape), List.of(Signal.of(x))).getFirst().values();
  }

  /** Computes a batch. */
  public List<Signal> apply(Pass pass, List<Signal> inputs) {
    List<Signal> signals = new ArrayList<>(inputs); // by number of the wire
    for (int i = 0; i < places.size(); i++) {
      List<Signal> read = select(signals, wires.get(i));
      signals.addAll(graph.nodes().get(i).layer().apply(places.get(i), pass, read));
    }
    return select(signals, outputWires);
  }

  private static List<Signal> select(List<Signal> signals, int[] wires) {
    List<Signal> selected = new ArrayList<>(wires.length);
    for (int wire : wires) {
      selected.add(signals.get(wire));
    }
    return selected;
  }

  /**
   * Checks what is given to the first or only input, tokens one by one.
   *
   * @throws IllegalArgumentException with expected and found
   */
  public void checkInput(Tensor x) {
    checkInput(0, x);
  }

  /** Checks what is given to an input. */
  public void checkInput(int number, Tensor x) {
    checkInput(number, x.shape());
    Input input = inputs().get(number);
    if (input.tokens()) {
      Tokens.check(name(number), x, input.features());
    }
  }

  /**
   * Checks the shape of what is given to an input.
   *
   * @throws IllegalArgumentException with expected and found
   */
  public void checkInput(int number, Shape x) {
    Input input = inputs().get(number);
    boolean fits =
        x.rank() == (input.tokens() ? 2 : 3)
            && (input.tokens() || x.at(2) == input.features())
            && x.at(1) > 0
            && (input.timeSteps() == 0 || x.at(1) == input.timeSteps());
    if (!fits) {
      throw new IllegalArgumentException(
          "%s has shape %s, the network reads (batch, %s%s"
              .formatted(
                  name(number),
                  x,
                  input.timeSteps() == 0 ? "any length" : input.timeSteps(),
                  input.tokens() ? ") tokens" : ", " + input.features() + ")"));
    }
  }

  private String name(int input) {
    return graph.inputs().size() == 1
        ? "x"
        : "input '" + List.copyOf(graph.inputs().keySet()).get(input) + "'";
  }

  /**
   * Refuses to go over a sequence in pieces if a layer needs all of it.
   *
   * @param what is wanted, such as {@code a stream}
   */
  public void checkInPieces(String what) {
    for (Graph.Node node : graph.nodes()) {
      if (node.layer().needsWholeSequence()) {
        boolean backwards =
            node.layer() instanceof Recurrent || node.layer() instanceof Bidirectional;
        throw new IllegalArgumentException(
            "%s: %s %s, so it cannot begin before the end is there; take layers that go forward"
                .formatted(
                    what,
                    node.name(),
                    backwards ? "reads a sequence from its end" : "needs the whole sequence"));
      }
    }
  }

  /**
   * Whether an output has a step for each step of the input, so that lengths and masks of the input
   * are its own; a sequence made by {@link dev.carousel.layer.RepeatVector} has steps of its own.
   */
  public boolean stepsWithInput(int output) {
    return stepsWithInput[output];
  }

  /** One time step at a time, for one sequence. */
  public Stream stream(Engine engine) {
    return new Stream(this, engine);
  }
}
