package dev.carousel.layer;

import dev.carousel.kernel.Engine;
import dev.carousel.layer.Layer.Place;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import dev.carousel.tensor.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Layers one after the other, with their parameters. */
public final class Network {
  private final Input input;
  private final List<Layer> layers;
  private final List<Place> places = new ArrayList<>();
  private final Shape output;
  private final Parameters parameters;

  /**
   * Builds the layers and draws their first weights.
   *
   * @throws IllegalArgumentException if a layer cannot read what the one before it gives
   */
  public Network(Input input, List<? extends Layer> layers, long seed) {
    this(input, layers, declared -> declared.build(seed));
  }

  /**
   * Builds the layers with weights from elsewhere, such as a file.
   *
   * @param weights makes the parameters of what the layers have declared
   * @throws IllegalArgumentException if a layer cannot read what the one before it gives
   */
  public Network(
      Input input, List<? extends Layer> layers, Function<Parameters.Builder, Parameters> weights) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one layer");
    }
    this.input = input;
    this.layers = List.copyOf(layers);
    Parameters.Builder builder = new Parameters.Builder();
    Map<String, Integer> counts = new HashMap<>();
    List<String> names = new ArrayList<>();
    List<Shape> inputs = new ArrayList<>();
    Shape shape = input.shape();
    for (Layer layer : this.layers) {
      layer.checkReads(inputs.isEmpty() && input.tokens());
      int number = counts.merge(layer.kind(), 1, Integer::sum);
      names.add(layer.kind() + "_" + number);
      inputs.add(shape);
      layer.declare(names.getLast(), shape, builder);
      shape = layer.outputShape(shape);
    }
    output = shape;
    parameters = weights.apply(builder);
    for (int i = 0; i < names.size(); i++) {
      places.add(new Place(names.get(i), inputs.get(i), i == 0 && input.tokens(), parameters));
    }
  }

  /** What it reads. */
  public Input input() {
    return input;
  }

  /** The layers in order. */
  public List<Layer> layers() {
    return layers;
  }

  /** The layers' places in order. */
  public List<Place> places() {
    return List.copyOf(places);
  }

  /** The shape of one example's output. */
  public Shape output() {
    return output;
  }

  /** All weights. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * Computes a batch.
   *
   * @param x (B, T, I), or (B, T) tokens
   */
  public Tensor apply(Tape tape, Tensor x) {
    Tensor y = x;
    for (int i = 0; i < layers.size(); i++) {
      y = layers.get(i).apply(places.get(i), tape, y);
    }
    return y;
  }

  /**
   * Checks what is given to the network, tokens one by one.
   *
   * @throws IllegalArgumentException with expected and found
   */
  public void checkInput(Tensor x) {
    checkInput(x.shape());
    if (input.tokens()) {
      Tokens.check("x", x, input.features());
    }
  }

  /**
   * Checks the shape of what is given to the network.
   *
   * @throws IllegalArgumentException with expected and found
   */
  public void checkInput(Shape x) {
    boolean fits =
        x.rank() == (input.tokens() ? 2 : 3)
            && (input.tokens() || x.at(2) == input.features())
            && x.at(1) > 0
            && (input.timeSteps() == 0 || x.at(1) == input.timeSteps());
    if (!fits) {
      throw new IllegalArgumentException(
          "x has shape %s, the network reads (batch, %s%s"
              .formatted(
                  x,
                  input.timeSteps() == 0 ? "any length" : input.timeSteps(),
                  input.tokens() ? ") tokens" : ", " + input.features() + ")"));
    }
  }

  /** One time step at a time, for one sequence. */
  public Stream stream(Engine engine) {
    return new Stream(this, engine);
  }
}
