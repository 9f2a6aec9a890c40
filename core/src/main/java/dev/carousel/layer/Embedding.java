package dev.carousel.layer;

import dev.carousel.cell.Initializers;
import dev.carousel.kernel.Engine;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import dev.carousel.tensor.Tokens;

/**
 * A vector learnt for each token: (B, T) ids to (B, T, units). The first layer on {@link
 * Input#tokens}. First values are uniform in +-0.05; a step's gradient touches the rows of its
 * tokens only.
 *
 * @param vocabulary number of tokens
 * @param units length of a vector
 */
public record Embedding(int vocabulary, int units) implements Layer {
  private static final String TABLE = "table";
  private static final double LIMIT = 0.05;

  /** Checks the options. */
  public Embedding {
    Tokens.checkVocabulary("embedding", vocabulary);
    if (units < 1) {
      throw new IllegalArgumentException(
          "embedding units: %d, expected at least 1".formatted(units));
    }
  }

  /** A vector of {@code units} values for each of {@code vocabulary} tokens. */
  public static Embedding of(int vocabulary, int units) {
    return new Embedding(vocabulary, units);
  }

  @Override
  public String kind() {
    return "embedding";
  }

  @Override
  public void checkReads(boolean tokens) {
    if (!tokens) {
      throw new IllegalArgumentException(
          "embedding reads tokens: it has to be the first layer, on Input.tokens(timeSteps, %d)"
              .formatted(vocabulary));
    }
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.last() != vocabulary) {
      throw new IllegalArgumentException(
          "embedding of %d tokens, the input has a vocabulary of %d"
              .formatted(vocabulary, input.last()));
    }
    return input.withLast(units);
  }

  @Override
  public void declare(String name, Shape input, Parameters.Builder parameters) {
    parameters.add(name + "/" + TABLE, Shape.of(vocabulary, units), Initializers.uniform(LIMIT));
  }

  @Override
  public Tensor apply(Place place, Tape tape, Tensor x) {
    return tape.embedding(x, place.on(tape, TABLE));
  }

  @Override
  public Step stream(Place place, Engine engine) {
    float[] table = place.parameters().get(place.name() + "/" + TABLE).toArray();
    return (in, out) -> System.arraycopy(table, ((int) in[0]) * units, out, 0, units);
  }
}
