package dev.carousel.model;

import dev.carousel.data.ExampleStream;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.loss.Loss;
import dev.carousel.loss.Objective;
import dev.carousel.metric.Metric;
import dev.carousel.network.Network;
import dev.carousel.network.Stream;
import dev.carousel.optim.Optimizer;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import dev.carousel.tensor.Tokens;
import dev.carousel.train.Evaluation;
import dev.carousel.train.Evaluator;
import dev.carousel.train.Fit;
import dev.carousel.train.History;
import dev.carousel.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Layers one after the other, as Keras users know them: {@code compile}, {@code fit}, {@code
 * evaluate}, {@code predict}. Once trained it is safe for many threads; {@link #fit} is not.
 */
public final class Sequential {
  private final Network network;
  private final Engine engine;
  private final Evaluator evaluator;
  private @Nullable Optimizer optimizer;
  private @Nullable Loss loss;

  private Sequential(Network network, Engine engine) {
    this.network = network;
    this.engine = engine;
    this.evaluator = new Evaluator(network, engine);
  }

  /** A model whose first weights are drawn with seed 1. */
  public static Sequential of(Input input, Layer... layers) {
    return of(1, input, layers);
  }

  /** A model whose first weights are drawn with a seed. */
  public static Sequential of(long seed, Input input, Layer... layers) {
    return of(new Network(input, List.of(layers), seed), Engine.shared());
  }

  /** A model of a network, on an engine. */
  public static Sequential of(Network network, Engine engine) {
    return new Sequential(network, engine);
  }

  /** Says how the model is to be trained. */
  public Sequential compile(Optimizer how, Loss what) {
    optimizer = how;
    loss = what;
    return this;
  }

  /**
   * Trains.
   *
   * @param x (N, T, I), or (N, T) tokens
   * @param y (N, ...), the shape of the network's output; without its last axis if the loss is
   *     sparse
   */
  public History fit(Tensor x, Tensor y, Fit fit) {
    check(x, y);
    return fit(Examples.of(x, y), fit);
  }

  /** Trains on examples. */
  public History fit(Examples examples, Fit fit) {
    Shape x = examples.inputShape().prepend(examples.size());
    network.checkInput(0, x);
    checkTarget(x, examples.targetShape().prepend(examples.size()));
    return new Trainer(network, compiled(optimizer), compiled(loss), engine, fit, examples).run();
  }

  /** Trains on a stream, for data larger than memory. */
  public History fit(ExampleStream stream, Fit fit) {
    Shape x = stream.inputShape().prepend(1);
    network.checkInput(0, x);
    checkTarget(x, stream.targetShape().prepend(1));
    Objective objective = Objective.of(compiled(loss));
    return new Trainer(network, compiled(optimizer), objective, engine, fit, stream).run();
  }

  /** The mean loss over examples. */
  public double evaluate(Tensor x, Tensor y) {
    check(x, y);
    return evaluator.loss(compiled(loss), Examples.of(x, y));
  }

  /** The mean loss, called {@code loss}, and metrics over examples, by name and in order. */
  public Map<String, Double> evaluate(Tensor x, Tensor y, Metric... metrics) {
    check(x, y);
    return evaluate(Examples.of(x, y), metrics);
  }

  /** The mean loss, called {@code loss}, and metrics over examples, by name and in order. */
  public Map<String, Double> evaluate(Examples examples, Metric... metrics) {
    Evaluation found = evaluator.evaluate(examples, compiled(loss), metrics);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", found.loss());
    values.putAll(found.metrics());
    return values;
  }

  /**
   * What the network makes of x.
   *
   * @param x (N, T, I), or (N, T) tokens
   * @return (N, ...)
   */
  public Tensor predict(Tensor x) {
    return evaluator.predict(x);
  }

  /** A stream: one time step at a time, keeping state. */
  public Stream stream() {
    return network.stream(engine);
  }

  /** The layers with their weights. */
  public Network network() {
    return network;
  }

  /** Layers, output shapes and parameter counts, as a table. */
  public String summary() {
    return Summary.of(network);
  }

  /** Writes the model to a file, replacing it as a whole. */
  public void save(Path file) throws IOException {
    new ModelFile(network, null, null).write(file);
  }

  /** Reads a model; compile it before training it further. */
  public static Sequential load(Path file) throws IOException {
    return of(ModelFile.read(file).network(), Engine.shared());
  }

  private void check(Tensor x, Tensor y) {
    network.checkInput(x);
    checkTarget(x.shape(), y.shape());
    if (loss != null && loss.sparse()) {
      Tokens.check("y", y, network.output().last());
    }
  }

  private void checkTarget(Shape x, Shape y) {
    Shape expected = network.output();
    if (network.input().timeSteps() == 0 && expected.rank() == 2) {
      expected = expected.withFirst(x.at(1));
    }
    if (y.rank() < 1 || y.at(0) != x.at(0)) {
      throw new IllegalArgumentException(
          "x has shape %s, y has shape %s: the first axis counts the examples and must be equal"
              .formatted(x, y));
    }
    if (y.dropFirst().equals(loss == null ? expected : loss.target(expected))) {
      return;
    }
    if (loss != null && loss.sparse()) {
      throw new IllegalArgumentException(
          "y has shape %s, the network gives %s: %s takes one token for each row, shape %s"
              .formatted(
                  y, expected.prepend(y.at(0)), loss, loss.target(expected).prepend(y.at(0))));
    }
    String found = "y has shape %s, the network gives %s".formatted(y, expected.prepend(y.at(0)));
    boolean oneForAll = expected.rank() == 2 && y.equals(Shape.of(y.at(0), expected.at(1)));
    throw new IllegalArgumentException(
        oneForAll
            ? ("%s, one output a time step: either drop returnSequences() from the last recurrent"
                    + " layer to predict one value a sequence, or give y a value for each time step,"
                    + " shape %s")
                .formatted(found, expected.prepend(y.at(0)))
            : found + ": change the last layer's units or reshape y");
  }

  private static <T> T compiled(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("call compile(optimizer, loss) first");
    }
    return part;
  }
}
