package dev.carousel.layer;

import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.List;

/**
 * A layer's place in a network.
 *
 * @param name what its parameters and traces are called by
 * @param inputs what it reads
 * @param parameters the network's
 */
public record Place(String name, List<Form> inputs, Parameters parameters) {
  /** The shape of the first thing it reads; of tokens that of the one-hot rows they stand for. */
  public Shape input() {
    return inputs.getFirst().shape();
  }

  /** Whether the first thing it reads is tokens. */
  public boolean tokens() {
    return inputs.getFirst().tokens();
  }

  /**
   * The place of a layer within the layer that is here.
   *
   * @param part what its name ends with
   * @param reads what it reads
   */
  Place inside(String part, List<Form> reads) {
    return new Place(name + part, reads, parameters);
  }

  /** One of its parameters on a tape. */
  public Tensor on(Tape tape, String part) {
    return tape.parameter(parameters.get(name + "/" + part));
  }
}
