package dev.carousel.lab;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table: a set-up that is tried again and again.
 *
 * @param experiment the name it is found by, {@code reber}
 * @param name of the row, {@code lstm-4x1-0.1}
 * @param description its parameters and rules, for people
 * @param reading where it departs from the paper's text, for people; null if nowhere
 * @param published what the paper reports
 * @param weights as the paper counts them, with those that the reading holds at 0
 * @param algorithms that can learn it, the row's own first
 * @param program one trial
 * @param byName whether it is run only when it is named, for it follows the text to the letter
 *     where others do not, or would take long to say little
 */
public record Variant(
    String experiment,
    String name,
    String description,
    @Nullable String reading,
    Published published,
    int weights,
    List<Algorithm> algorithms,
    TrialProgram program,
    boolean byName) {
  /** What the names of literal rows end in. */
  private static final String TEXT = "-text";

  /** Takes a copy of the list. */
  public Variant {
    algorithms = List.copyOf(algorithms);
  }

  /** A row with the text's parameters, or one that the paper compares with. */
  public Variant(
      String experiment,
      String name,
      String description,
      Published published,
      int weights,
      List<Algorithm> algorithms,
      TrialProgram program) {
    this(experiment, name, description, null, published, weights, algorithms, program, false);
  }

  /** The same row as one that follows the text to the letter. */
  public Variant asLiteral() {
    return new Variant(
        experiment, name + TEXT, description, null, published, weights, algorithms, program, true);
  }

  /** The same row as one that departs from the paper's text. */
  public Variant withReading(String departs) {
    return new Variant(
        experiment, name, description, departs, published, weights, algorithms, program, byName);
  }

  /** The same row as one that is run only when it is named. */
  public Variant asFurther() {
    return new Variant(
        experiment, name, description, reading, published, weights, algorithms, program, true);
  }

  /** Parameters and reading: all that a trial depends on but its seed and number. */
  public String setUp() {
    return reading == null ? description : description + ", " + reading;
  }

  /** Whether this is a row of the method the paper is about, not one it is compared with. */
  public boolean ours() {
    return algorithms.contains(Algorithm.PAPER);
  }

  /** The labels of its algorithms, for people. */
  public String learntBy() {
    return String.join(" or ", algorithms.stream().map(Algorithm::label).toList());
  }

  /** Whether it is run when nobody names it. */
  public boolean isMain() {
    return ours() && !byName;
  }
}
