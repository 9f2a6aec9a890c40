package dev.carousel.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is minimised: a loss for each output of a network, and what each counts. The whole is the
 * sum of weight times mean loss.
 *
 * <pre>
 *   Objective.of(Loss.SOFTMAX_CROSS_ENTROPY).and(Loss.MEAN_SQUARED_ERROR, 0.2)
 * </pre>
 *
 * @param terms one for each output, in order
 */
public record Objective(List<Term> terms) {
  /**
   * The loss of an output.
   *
   * @param weight what it counts, at least 0
   */
  public record Term(Loss loss, double weight) {
    /** Checks the weight. */
    public Term {
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "%s has weight %s, expected at least 0".formatted(loss, weight));
      }
    }

    @Override
    public String toString() {
      return weight == 1 ? loss.toString() : weight + " x " + loss;
    }
  }

  /** Takes a copy. */
  public Objective {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("an objective needs at least one loss");
    }
  }

  /** The loss of a network's only or first output. */
  public static Objective of(Loss loss) {
    return new Objective(List.of(new Term(loss, 1)));
  }

  /** This, and the loss of the next output. */
  public Objective and(Loss loss, double weight) {
    List<Term> longer = new ArrayList<>(terms);
    longer.add(new Term(loss, weight));
    return new Objective(longer);
  }

  @Override
  public String toString() {
    return terms.stream().map(Term::toString).collect(Collectors.joining(" + "));
  }
}
