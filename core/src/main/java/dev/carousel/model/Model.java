package dev.carousel.model;

import dev.carousel.data.ExampleStream;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Port;
import dev.carousel.loss.Loss;
import dev.carousel.loss.Objective;
import dev.carousel.metric.Metric;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.network.Stream;
import dev.carousel.optim.Optimizer;
import dev.carousel.regularize.Selection;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Evaluation;
import dev.carousel.train.Evaluator;
import dev.carousel.train.Fit;
import dev.carousel.train.History;
import dev.carousel.train.OutputMetric;
import dev.carousel.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A network of any inputs, paths and outputs, as users of Keras know it:
 *
 * <pre>
 *   Port words = Port.input("words", Input.anyTokens(1000));
 *   Port read = Lstm.units(64).returnSequences().on(Embedding.of(1000, 32).on(words));
 *   Model model = Model.of(List.of(words), List.of(Dense.units(5).on(read)));
 * </pre>
 *
 * <p>Once trained it is safe for many threads; {@link #fit} is not.
 */
public final class Model {
  private final Network network;
  private final Engine engine;
  private final Evaluator evaluator;
  private @Nullable Optimizer optimizer;
  private @Nullable Objective objective;

  private Model(Network network, Engine engine) {
    this.network = network;
    this.engine = engine;
    this.evaluator = new Evaluator(network, engine);
  }

  /** What leads from inputs to outputs, its first weights drawn with seed 1. */
  public static Model of(List<Port> inputs, List<Port> outputs) {
    return of(1, inputs, outputs);
  }

  /** What leads from inputs to outputs, its first weights drawn with a seed. */
  public static Model of(long seed, List<Port> inputs, List<Port> outputs) {
    return of(new Network(Graph.of(inputs, outputs), seed), Engine.shared());
  }

  /** A model of a network, on an engine. */
  public static Model of(Network network, Engine engine) {
    return new Model(network, engine);
  }

  /**
   * Draws the first values of some weights in another way than their layers do, as PyTorch's {@code
   * nn.init} does: {@code initialize(Selection.RECURRENT, Initializers.identity(1), 1)}.
   *
   * @param seed the same one draws the same values
   * @throws IllegalArgumentException if no weight is chosen, or its shape does not suit
   */
  public Model initialize(Selection which, Parameters.Initializer how, long seed) {
    FirstWeights.draw(network.parameters(), which, how, seed);
    return this;
  }

  /**
   * Says how the model is to be trained.
   *
   * @param what a loss for each output, or one for all; their sum is minimised
   */
  public Model compile(Optimizer how, Loss... what) {
    int outputs = network.outputs().size();
    if (what.length != 1 && what.length != outputs) {
      throw lossesExpected(what.length);
    }
    return compile(
        how,
        new Objective(
            IntStream.range(0, outputs)
                .mapToObj(i -> new Objective.Term(what[what.length == 1 ? 0 : i], 1))
                .toList()));
  }

  /** Says how the model is to be trained, with losses that count differently. */
  public Model compile(Optimizer how, Objective what) {
    if (what.terms().size() != network.outputs().size()) {
      throw lossesExpected(what.terms().size());
    }
    optimizer = how;
    objective = what;
    return this;
  }

  private IllegalArgumentException lossesExpected(int found) {
    return new IllegalArgumentException(
        "%d losses, the network has %d outputs: give one for each, or one for all"
            .formatted(found, network.outputs().size()));
  }

  /**
   * Trains a model of one input and one output.
   *
   * @param x (N, T, I), or (N, T) tokens
   * @param y (N, ...), the shape of the network's output; without its last axis if the loss is
   *     sparse
   */
  public History fit(Tensor x, Tensor y, Fit fit) {
    return fit(List.of(x), List.of(y), fit);
  }

  /** Trains, with a tensor for each input and one for each output, in order. */
  public History fit(List<Tensor> x, List<Tensor> y, Fit fit) {
    return fit(examples(x, y), fit);
  }

  /** Trains on examples. */
  public History fit(Examples examples, Fit fit) {
    targets().check(examples);
    Objective what = compiled(objective);
    return new Trainer(network, compiled(optimizer), what, engine, fit, examples).run();
  }

  /** Trains a model of one input and one output on a stream, for data larger than memory. */
  public History fit(ExampleStream stream, Fit fit) {
    Shape x = stream.inputShape().prepend(1);
    network.checkInput(0, x);
    targets().check(0, x, stream.targetShape().prepend(1));
    Objective what = compiled(objective);
    return new Trainer(network, compiled(optimizer), what, engine, fit, stream).run();
  }

  /** The mean loss over examples, of a model of one input and one output. */
  public double evaluate(Tensor x, Tensor y) {
    return evaluate(List.of(x), List.of(y));
  }

  /** The weighted sum of the outputs' mean losses over examples. */
  public double evaluate(List<Tensor> x, List<Tensor> y) {
    return evaluator.evaluate(examples(x, y), compiled(objective), 0, List.of()).loss();
  }

  /**
   * The loss, called {@code loss}, and metrics of the first output, by name and in order.
   *
   * @param metrics to measure
   */
  public Map<String, Double> evaluate(Tensor x, Tensor y, Metric... metrics) {
    return evaluate(examples(List.of(x), List.of(y)), metrics);
  }

  /** The same over examples. */
  public Map<String, Double> evaluate(Examples examples, Metric... metrics) {
    List<OutputMetric> first =
        Arrays.stream(metrics).map(metric -> new OutputMetric(0, metric)).toList();
    Evaluation found = evaluator.evaluate(examples, compiled(objective), 0, first);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", found.loss());
    values.putAll(found.metrics());
    return values;
  }

  private Examples examples(List<Tensor> x, List<Tensor> y) {
    targets().check(x, y);
    return x.size() == 1 && y.size() == 1
        ? Examples.of(x.getFirst(), y.getFirst())
        : Examples.of(x, y);
  }

  private Targets targets() {
    return new Targets(network, objective);
  }

  /**
   * What a network of one input and one output makes of x.
   *
   * @param x (N, T, I), or (N, T) tokens
   * @return (N, ...)
   */
  public Tensor predict(Tensor x) {
    if (network.inputs().size() != 1 || network.outputs().size() != 1) {
      throw new IllegalArgumentException(
          "predict(x) is for one input and one output, the network has %d and %d: take"
                  .formatted(network.inputs().size(), network.outputs().size())
              + " predict(List.of(...))");
    }
    return evaluator.predict(x);
  }

  /**
   * What the network makes of its inputs.
   *
   * @param x one tensor for each input, in order: (N, T, I), or (N, T) tokens
   * @return one for each output, (N, ...)
   */
  public List<Tensor> predict(List<Tensor> x) {
    return Prediction.of(network, engine, x);
  }

  /**
   * What the network makes of the inputs of examples, whose steps behind their lengths are masked
   * as in training; targets are not read.
   *
   * @return one for each output, (N, ...)
   */
  public List<Tensor> predict(Examples examples) {
    return evaluator.predict(examples);
  }

  /** A stream: one time step at a time, keeping state. */
  public Stream stream() {
    return network.stream(engine);
  }

  /** The layers with their weights. */
  public Network network() {
    return network;
  }

  /**
   * Layers, output shapes and parameter counts, as a table; of several paths also who reads what.
   */
  public String summary() {
    return Summary.of(network);
  }

  /** Writes the model to a file, replacing it as a whole. */
  public void save(Path file) throws IOException {
    new ModelFile(network, null, null).write(file);
  }

  /**
   * Reads a model; compile it before training it further.
   *
   * @param own the classes of layers and cells that are not Carousel's: see {@link
   *     ModelFile#read(Path, Class...)}
   */
  public static Model load(Path file, Class<?>... own) throws IOException {
    return of(ModelFile.read(file, own).network(), Engine.shared());
  }

  private static <T> T compiled(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("call compile(optimizer, loss) first");
    }
    return part;
  }
}
