package dev.carousel.layer;

import dev.carousel.cell.Initializers;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Objects;

/**
 * How well a query q (H) fits a step m (M) of a memory:
 *
 * <pre>
 *   DOT       q . m                        H = M                    Luong et al. 2015, dot
 *   GENERAL   q^T W m                      W (H, M)                 Luong et al. 2015, general
 *   ADDITIVE  v . tanh(W q + U m)          W (H, A), U (M, A), v    Bahdanau et al. 2015
 * </pre>
 *
 * <p>Luong's concat, {@code v . tanh(W [q; m])}, is ADDITIVE, its W being W and U side by side.
 *
 * @param form which
 * @param units A; 0 for the others
 */
public record Score(Form form, int units) {
  /** The formulas. */
  public enum Form {
    /** Luong's dot. */
    DOT,
    /** Luong's general. */
    GENERAL,
    /** Bahdanau's, and Luong's concat. */
    ADDITIVE
  }

  private static final String QUERY = "attention/query";
  private static final String MEMORY = "attention/memory";
  private static final String SCORE = "attention/score";

  /** Checks the options. */
  public Score {
    Objects.requireNonNull(form, "attention score: none, expected DOT, GENERAL or ADDITIVE");
    if (form == Form.ADDITIVE ? units < 1 : units != 0) {
      throw new IllegalArgumentException(
          "attention units: %d, expected %s"
              .formatted(
                  units, form == Form.ADDITIVE ? "at least 1" : "0: only ADDITIVE has them"));
    }
  }

  /** {@code q . m}. */
  public static Score dot() {
    return new Score(Form.DOT, 0);
  }

  /** {@code q^T W m}. */
  public static Score general() {
    return new Score(Form.GENERAL, 0);
  }

  /** {@code v . tanh(W q + U m)}, with that many tanh units. */
  public static Score additive(int units) {
    return new Score(Form.ADDITIVE, units);
  }

  void declare(String name, int query, int memory, Parameters.Builder parameters) {
    if (form == Form.DOT && query != memory) {
      throw new IllegalArgumentException(
          "%s: DOT takes a query and a memory of one width, found %d and %d; take GENERAL"
              .formatted(name, query, memory));
    }
    if (form != Form.DOT) {
      int columns = form == Form.GENERAL ? memory : units;
      parameters.add(name + "/" + QUERY, Shape.of(query, columns), Initializers.glorotUniform());
    }
    if (form == Form.ADDITIVE) {
      parameters.add(name + "/" + MEMORY, Shape.of(memory, units), Initializers.glorotUniform());
      parameters.add(name + "/" + SCORE, Shape.of(units, 1), Initializers.glorotUniform());
    }
  }

  /** What the scores need of the memory (B, S, M); the same for all queries. */
  Tensor keys(Place place, Tape tape, Tensor memory) {
    return form == Form.ADDITIVE ? product(place, tape, memory, MEMORY) : memory.transpose();
  }

  /**
   * The scores.
   *
   * @param query (B, T, H)
   * @param keys from {@link #keys}
   * @return (B, T, S)
   */
  Tensor scores(Place place, Tape tape, Tensor query, Tensor keys) {
    return switch (form) {
      case DOT -> query.matmul(keys);
      case GENERAL -> product(place, tape, query, QUERY).matmul(keys);
      case ADDITIVE -> {
        Tensor sums = tape.outerSum(product(place, tape, query, QUERY), keys); // (B, T, S, A)
        Shape s = sums.shape();
        yield product(place, tape, sums.tanh(), SCORE).reshape(s.at(0), s.at(1), s.at(2));
      }
    };
  }

  private static Tensor product(Place place, Tape tape, Tensor x, String part) {
    Tensor w = place.on(tape, part);
    return tape.zeros(Shape.of(w.shape().last())).plusProduct(x, w);
  }

  @Override
  public String toString() {
    return form == Form.ADDITIVE ? form + "(" + units + ")" : form.toString();
  }
}
