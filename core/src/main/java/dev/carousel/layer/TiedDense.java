package dev.carousel.layer;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Objects;

/**
 * {@code x E^T + b} with the table E of an embedding, which so learns from both ends (Press and
 * Wolf 2017; Inan, Khosravi and Socher 2017): (B, ..., E) to one value for each token, (B, ..., V).
 *
 * @param embedding the embedding's name in the network: {@code embedding_1} is its first; or {@link
 *     #ONLY}
 * @param vocabulary its number of tokens, V
 */
public record TiedDense(String embedding, int vocabulary) implements Layer {
  /** In place of a name: the network's only embedding. */
  public static final String ONLY = "*";

  private static final String BIAS = "bias";

  /** Checks the options. */
  public TiedDense {
    if (embedding == null || embedding.isEmpty() || vocabulary < 1) {
      throw new IllegalArgumentException(
          "tied dense: embedding %s of %d tokens, expected a name such as embedding_1 and at least 1"
              .formatted(embedding, vocabulary));
    }
  }

  /**
   * Tied to an embedding, the only one of its network. Where there are several, a network does not
   * take this: {@code new TiedDense("embedding_2", vocabulary)} says which.
   */
  public static TiedDense to(Embedding only) {
    return new TiedDense(ONLY, only.vocabulary());
  }

  private String table() {
    return embedding + "/" + Embedding.TABLE;
  }

  @Override
  public String kind() {
    return "tied_dense";
  }

  @Override
  public Shape outputShape(Shape input) {
    return input.withLast(vocabulary);
  }

  @Override
  public void declare(String name, Shape input, Parameters.Builder parameters) {
    Shape expected = Shape.of(vocabulary, input.last());
    if (!Objects.equals(parameters.shapes().get(table()), expected)) {
      throw new IllegalArgumentException(
          "%s reads (..., %d) and is tied to %s, expected a table of shape %s by that name before it; there are %s"
              .formatted(name, input.last(), table(), expected, parameters.shapes()));
    }
    parameters.add(name + "/" + BIAS, Shape.of(vocabulary), (shape, values, offset, random) -> {});
  }

  @Override
  public Tensor apply(Place place, Tape tape, Tensor x) {
    Tensor shared = tape.parameter(place.parameters().get(table()));
    return tape.linearTransposed(place.on(tape, BIAS), x, shared);
  }

  @Override
  public Step stream(Place place, Engine engine) {
    Matmul matmul = engine.kernels().matmul();
    Parameter shared = place.parameters().get(table());
    PackedMatrix w = shared.packedTransposed(engine);
    float[] bias = place.parameters().get(place.name() + "/" + BIAS).toArray();
    return (in, out) -> {
      System.arraycopy(bias, 0, out, 0, vocabulary);
      matmul.multiply(1, in, 0, w.rows(), w, out, 0, vocabulary);
    };
  }
}
