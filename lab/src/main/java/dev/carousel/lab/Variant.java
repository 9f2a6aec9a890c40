package dev.carousel.lab;

import java.util.List;

/**
 * One row of a table: a set-up that is tried again and again.
 *
 * @param experiment the name it is found by, {@code reber}
 * @param name of the row, {@code lstm-4x1-0.1}
 * @param description its parameters and rules, for people
 * @param published what the paper reports
 * @param weights trained weights
 * @param algorithms that can learn it, the row's own first
 * @param program one trial
 * @param byName whether it is run only when it is named, for it follows the text to the letter
 *     where others do not, or would take long to say little
 */
public record Variant(
    String experiment,
    String name,
    String description,
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

  /** A row that is run by default, or one that the paper compares with. */
  public Variant(
      String experiment,
      String name,
      String description,
      Published published,
      int weights,
      List<Algorithm> algorithms,
      TrialProgram program) {
    this(experiment, name, description, published, weights, algorithms, program, false);
  }

  /** The same row as one that follows the text to the letter. */
  public Variant asLiteral() {
    return new Variant(
        experiment, name + TEXT, description, published, weights, algorithms, program, true);
  }

  /** The same row as one that is run only when it is named. */
  public Variant asFurther() {
    return new Variant(
        experiment, name, description, published, weights, algorithms, program, true);
  }

  /** Whether this is a row of the method the paper is about, not one it is compared with. */
  public boolean ours() {
    return algorithms.contains(Algorithm.PAPER);
  }

  /** Whether it is run when nobody names it. */
  public boolean isMain() {
    return ours() && !byName;
  }
}
