package dev.carousel.layer;

import dev.carousel.cell.Initializers;
import dev.carousel.kernel.Engine;
import dev.carousel.random.Randomness;
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
 * @param maskZero whether token 0 only fills up and is masked
 * @param dropout probability that a token's whole vector is zero, wherever in a batch it stands, in
 *     training (Gal and Ghahramani 2016; Merity, Keskar and Socher 2018)
 */
public record Embedding(int vocabulary, int units, boolean maskZero, float dropout)
    implements Layer {
  static final String TABLE = "table";
  private static final double LIMIT = 0.05;

  /** Checks the options. */
  public Embedding {
    Tokens.checkVocabulary("embedding", vocabulary);
    if (units < 1) {
      throw new IllegalArgumentException(
          "embedding units: %d, expected at least 1".formatted(units));
    }
    DropoutMask.check("embedding dropout", dropout);
  }

  /** A vector of {@code units} values for each of {@code vocabulary} tokens. */
  public static Embedding of(int vocabulary, int units) {
    return new Embedding(vocabulary, units, false, 0);
  }

  /** This, masking token 0. */
  public Embedding masksZero() {
    return new Embedding(vocabulary, units, true, dropout);
  }

  /** This with dropout of whole vectors. */
  public Embedding withDropout(double rate) {
    return new Embedding(vocabulary, units, maskZero, (float) rate);
  }

  @Override
  public String kind() {
    return "embedding";
  }

  @Override
  public void checkReads(boolean tokens) {
    if (!tokens) {
      throw new IllegalArgumentException(
          "embedding reads tokens, found numbers: it has to be the first layer, on Input.tokens(timeSteps, %d)"
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
    Tensor rows = tape.embedding(x, place.on(tape, TABLE));
    return tape.training() && dropout > 0 ? dropped(place, tape, x, rows) : rows;
  }

  /** Drops by token: the same one everywhere. Only what is read is computed, not the table. */
  private Tensor dropped(Place place, Tape tape, Tensor x, Tensor rows) {
    Randomness random = tape.randomness().named(place.name());
    float[] ids = x.toArray();
    float[] kept = tape.buffer(ids.length);
    for (int i = 0; i < ids.length; i++) {
      kept[i] = random.uniform((long) ids[i]) < dropout ? 0 : 1;
    }
    return Masks.cleared(rows.times(1 / (1 - dropout)), tape.constant(x.shape(), kept, 0));
  }

  @Override
  public Signal apply(Place place, Pass pass, Signal x) {
    Tensor y = apply(place, pass.tape(), x.values());
    return new Signal(
        y, maskZero ? Masks.both(notZero(pass.tape(), x.values()), x.mask()) : x.mask());
  }

  @Override
  public boolean masksSteps() {
    return maskZero;
  }

  @Override
  public boolean masks(float[] x, int at, int n) {
    return maskZero && x[at] == 0;
  }

  private static Tensor notZero(Tape tape, Tensor x) {
    float[] ids = x.toArray();
    float[] there = tape.buffer(ids.length);
    for (int i = 0; i < ids.length; i++) {
      there[i] = ids[i] == 0 ? 0 : 1;
    }
    return tape.constant(x.shape(), there, 0);
  }

  @Override
  public Step stream(Place place, Engine engine) {
    float[] table = place.parameters().get(place.name() + "/" + TABLE).toArray();
    return (in, out) -> {
      if (maskZero && in[0] == 0) {
        throw new IllegalArgumentException(
            "a step of a stream is token 0, which %s masks: leave it out".formatted(place.name()));
      }
      System.arraycopy(table, ((int) in[0]) * units, out, 0, units);
    };
  }
}
