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
 */
public record Variant(
    String experiment,
    String name,
    String description,
    Published published,
    int weights,
    List<Algorithm> algorithms,
    TrialProgram program) {
  /** Takes a copy of the list. */
  public Variant {
    algorithms = List.copyOf(algorithms);
  }

  /** Whether this is a row of the method the paper is about, not one it is compared with. */
  public boolean ours() {
    return algorithms.contains(Algorithm.PAPER);
  }
}
