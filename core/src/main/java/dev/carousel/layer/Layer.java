package dev.carousel.layer;

import dev.carousel.kernel.Engine;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;

/**
 * A layer: a record of its options. It holds no weights; those live in the network's arena under
 * the name of the layer's {@link Place}. Shapes here are of one example, without the batch axis.
 */
public interface Layer {

  /** Its kind in lower case, such as {@code lstm}; also the stem of its name in a network. */
  String kind();

  /**
   * The shape it makes of one example.
   *
   * @throws IllegalArgumentException if it cannot take the input, with expected and found
   */
  Shape outputShape(Shape input);

  /**
   * Checks the kind of its input; by default only features will do.
   *
   * @param tokens whether it is the first layer and x is tokens (B, T), each standing for a one-hot
   *     row; else features (B, ..., I)
   * @throws IllegalArgumentException if it cannot read that
   */
  default void checkReads(boolean tokens) {
    if (tokens) {
      throw new IllegalArgumentException(
          "%s reads features, the input is tokens: put Embedding.of(vocabulary, units) first"
              .formatted(kind()));
    }
  }

  /** Declares its parameters under {@code name/}. */
  default void declare(String name, Shape input, Parameters.Builder parameters) {}

  /**
   * Computes a batch.
   *
   * @param x (B, ...) with {@link Place#input} behind the batch axis; (B, T) if {@link
   *     Place#tokens}
   */
  Tensor apply(Place place, Tape tape, Tensor x);

  /** A stateful computer of one time step at a time, for one sequence. */
  Step stream(Place place, Engine engine);

  /**
   * A layer in a network.
   *
   * @param input the shape it reads; of tokens that of the one-hot rows they stand for
   * @param tokens whether x is tokens
   */
  record Place(String name, Shape input, boolean tokens, Parameters parameters) {
    /** One of its parameters on a tape. */
    public Tensor on(Tape tape, String part) {
      return tape.parameter(parameters.get(name + "/" + part));
    }
  }

  /** One time step; in fused layers it allocates nothing. */
  interface Step {
    /**
     * Reads the layer's features from {@code in} and writes what it makes of them to {@code out}.
     */
    void step(float[] in, float[] out);

    /** Back to the state before the first step. */
    default void reset() {}
  }
}
