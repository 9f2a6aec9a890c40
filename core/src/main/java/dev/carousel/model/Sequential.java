package dev.carousel.model;

import dev.carousel.data.ExampleStream;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Place;
import dev.carousel.loss.Loss;
import dev.carousel.metric.Metric;
import dev.carousel.network.Network;
import dev.carousel.network.Stream;
import dev.carousel.optim.Optimizer;
import dev.carousel.regularize.Selection;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Fit;
import dev.carousel.train.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Layers one after the other, as Keras users know them: {@code compile}, {@code fit}, {@code
 * evaluate}, {@code predict}. Once trained it is safe for many threads; {@link #fit} is not.
 */
public final class Sequential {
  private final Model model;

  private Sequential(Model model) {
    this.model = model;
  }

  /**
   * A model whose first weights are drawn with seed 1.
   *
   * @throws IllegalArgumentException if a layer cannot read what the one before it gives, or
   *     returns its state, which no layer would read
   */
  public static Sequential of(Input input, Layer... layers) {
    return of(1, input, layers);
  }

  /** A model whose first weights are drawn with a seed. */
  public static Sequential of(long seed, Input input, Layer... layers) {
    Network network = new Network(input, List.of(layers), seed);
    for (int i = 0; i < layers.length; i++) {
      refuseLostOutputs(layers[i], network.places().get(i));
    }
    return of(network, Engine.shared());
  }

  private static void refuseLostOutputs(Layer layer, Place place) {
    if (layer.outputs(place.inputs()).size() > 1) {
      throw new IllegalArgumentException(
          "%s returns its state, which no layer of a Sequential reads: leave returnState() out, or"
                  .formatted(place.name())
              + " build a Model of ports with allOn");
    }
  }

  /** A model of a network, on an engine. */
  public static Sequential of(Network network, Engine engine) {
    return new Sequential(Model.of(network, engine));
  }

  /** Draws the first values of some weights in another way: {@link Model#initialize}. */
  public Sequential initialize(Selection which, Parameters.Initializer how, long seed) {
    model.initialize(which, how, seed);
    return this;
  }

  /** Says how the model is to be trained. */
  public Sequential compile(Optimizer how, Loss what) {
    model.compile(how, what);
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
    return model.fit(x, y, fit);
  }

  /** Trains on examples. */
  public History fit(Examples examples, Fit fit) {
    return model.fit(examples, fit);
  }

  /** Trains on a stream, for data larger than memory. */
  public History fit(ExampleStream stream, Fit fit) {
    return model.fit(stream, fit);
  }

  /** The mean loss over examples. */
  public double evaluate(Tensor x, Tensor y) {
    return model.evaluate(x, y);
  }

  /** The mean loss, called {@code loss}, and metrics over examples, by name and in order. */
  public Map<String, Double> evaluate(Tensor x, Tensor y, Metric... metrics) {
    return model.evaluate(x, y, metrics);
  }

  /** The mean loss, called {@code loss}, and metrics over examples, by name and in order. */
  public Map<String, Double> evaluate(Examples examples, Metric... metrics) {
    return model.evaluate(examples, metrics);
  }

  /**
   * What the network makes of x.
   *
   * @param x (N, T, I), or (N, T) tokens
   * @return (N, ...)
   */
  public Tensor predict(Tensor x) {
    return model.predict(x);
  }

  /**
   * What the network makes of sequences of different lengths; the steps behind them are masked, as
   * in training.
   *
   * @param x (N, T, I), or (N, T) tokens
   * @param lengths number of steps that each example really has, from 1 to T
   * @return (N, ...); where it has steps, those behind a length say nothing
   */
  public Tensor predict(Tensor x, int[] lengths) {
    Tensor none = Tensor.of(new float[x.shape().at(0)], x.shape().at(0), 1);
    return model.predict(Examples.of(x, none, lengths)).getFirst();
  }

  /** A stream: one time step at a time, keeping state. */
  public Stream stream() {
    return model.stream();
  }

  /** The layers with their weights. */
  public Network network() {
    return model.network();
  }

  /** Layers, output shapes and parameter counts, as a table. */
  public String summary() {
    return model.summary();
  }

  /** Writes the model to a file, replacing it as a whole. */
  public void save(Path file) throws IOException {
    model.save(file);
  }

  /**
   * Reads a model; compile it before training it further.
   *
   * @param own the classes of layers and cells that are not Carousel's: see {@link
   *     ModelFile#read(Path, Class...)}
   */
  public static Sequential load(Path file, Class<?>... own) throws IOException {
    return new Sequential(Model.load(file, own));
  }
}
