package dev.carousel.network;

import dev.carousel.kernel.Engine;
import dev.carousel.layer.Form;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Place;
import dev.carousel.layer.Recurrent;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tokens;
import java.util.ArrayList;
import java.util.List;

/**
 * A network fed one time step at a time: it keeps the state of one sequence. For one thread at a
 * time; make as many as there are sequences.
 *
 * <p>A step allocates nothing where the layers are fused, as those of LSTM, GRU and simple RNN
 * cells are. A {@link Recurrent} layer of another cell runs it on a tape and allocates the tape's
 * small objects at every step, some kilobytes.
 */
public final class Stream {
  private static final Shape ONE = Shape.of(1);

  private final List<Layer.Step> steps = new ArrayList<>();
  private final List<float[]> values = new ArrayList<>();
  private final Input input;
  private final int width; // values of a step: 1 if it is a token

  Stream(Network network, Engine engine) {
    input = network.input();
    width = input.tokens() ? 1 : input.features();
    network.checkInPieces("a stream");
    if (!network.graph().sequential()) {
      throw new IllegalArgumentException(
          "a stream goes through layers one after the other; this network has several paths");
    }
    for (int i = 0; i < network.places().size(); i++) {
      Layer layer = (Layer) network.graph().nodes().get(i).layer();
      Place place = network.places().get(i);
      steps.add(layer.stream(place, engine));
      values.add(new float[Form.features(layer.outputShape(place.input())).stepSize()]);
    }
  }

  /**
   * Takes the next time step.
   *
   * @param x the step's features, or its token
   * @return what the last layer makes of the sequence so far; valid until the next call
   */
  public float[] step(float... x) {
    if (x.length != width) {
      throw new IllegalArgumentException(
          "a step of %d values, expected %d".formatted(x.length, width));
    }
    if (input.tokens()) {
      Tokens.check("the step", x, 0, ONE, input.features());
    }
    float[] in = x;
    for (int i = 0; i < steps.size(); i++) {
      float[] out = values.get(i);
      steps.get(i).step(in, out);
      in = out;
    }
    return in;
  }

  /** Forgets the sequence. */
  public void reset() {
    for (Layer.Step step : steps) {
      step.reset();
    }
  }
}
