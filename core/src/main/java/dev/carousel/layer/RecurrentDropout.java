package dev.carousel.layer;

import dev.carousel.cell.Cell;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Ways to keep a recurrent layer from learning by heart, at work in training only. All rates lie in
 * [0, 1), 0 for off.
 *
 * @param state variational dropout: one mask a sequence for the h that the next step reads (Gal and
 *     Ghahramani 2016)
 * @param candidate dropout of the new values g, other ones at each step, that leaves the memory
 *     alone (Semeniuta, Severyn and Barth 2016)
 * @param weights dropout of the recurrent weights, the same for all steps of a batch (Merity,
 *     Keskar and Socher 2018)
 * @param zoneoutHidden probability that a value of h stays as it was (Krueger et al. 2017)
 * @param zoneoutCell the same for c
 */
public record RecurrentDropout(
    float state, float candidate, float weights, float zoneoutHidden, float zoneoutCell) {
  /** None. */
  public static final RecurrentDropout NONE = new RecurrentDropout(0, 0, 0, 0, 0);

  /** What a cell shows: h, or h1, h2 where layers are in one cell. */
  private static final Pattern HIDDEN = Pattern.compile("h\\d*");

  /** What a cell keeps: c, C of matrix memory, s of memory cell blocks. */
  private static final Pattern MEMORY = Pattern.compile("[cCs]\\d*");

  /** Checks the rates. */
  public RecurrentDropout {
    check("recurrent dropout", state);
    check("candidate dropout", candidate);
    check("weight drop", weights);
    check("zoneout of h", zoneoutHidden);
    check("zoneout of c", zoneoutCell);
  }

  private static void check(String name, float rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "%s: rate %s, expected 0 <= rate < 1".formatted(name, rate));
    }
  }

  /** Refuses what a cell has nothing to drop of, for it would be dropped silently. */
  void check(Cell cell) {
    require(candidate == 0 || !cell.candidates().isEmpty(), "candidate dropout", cell, "candidate");
    List<String> parts = cell.stateNames();
    require(
        zoneoutHidden == 0 || parts.stream().anyMatch(HIDDEN.asMatchPredicate()),
        "zoneout of h",
        cell,
        "such part among its state " + parts);
    require(
        zoneoutCell == 0 || parts.stream().anyMatch(MEMORY.asMatchPredicate()),
        "zoneout of c",
        cell,
        "such part among its state " + parts);
  }

  /** The same of a cell that reads so many values. */
  void check(Cell cell, int inputSize) {
    boolean drops = weights == 0 || !cell.recurrentWeights(inputSize).isEmpty();
    require(drops, "weight drop", cell, "recurrent weight");
  }

  private static void require(boolean holds, String what, Cell cell, String missing) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s: the cell %s has no %s".formatted(what, cell.kind(), missing));
    }
  }

  /** The probability that a value of a part of the state, by its name, stays as it was. */
  float zoneout(String part) {
    if (HIDDEN.matcher(part).matches()) {
      return zoneoutHidden;
    }
    return MEMORY.matcher(part).matches() ? zoneoutCell : 0;
  }

  /** Whether steps have to be computed one by one. */
  boolean inSteps() {
    return state > 0 || candidate > 0 || zoneoutHidden > 0 || zoneoutCell > 0;
  }

  /** Whether the expectation of zoneout takes its place where nothing is learnt. */
  boolean zonesOut() {
    return zoneoutHidden > 0 || zoneoutCell > 0;
  }

  RecurrentDropout withState(double rate) {
    return new RecurrentDropout((float) rate, candidate, weights, zoneoutHidden, zoneoutCell);
  }

  RecurrentDropout withCandidate(double rate) {
    return new RecurrentDropout(state, (float) rate, weights, zoneoutHidden, zoneoutCell);
  }

  RecurrentDropout withWeights(double rate) {
    return new RecurrentDropout(state, candidate, (float) rate, zoneoutHidden, zoneoutCell);
  }

  RecurrentDropout withZoneout(double hidden, double cell) {
    return new RecurrentDropout(state, candidate, weights, (float) hidden, (float) cell);
  }
}
