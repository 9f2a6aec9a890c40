package dev.carousel.lab;

import java.util.List;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The finished trials of a row beside what the paper reports. Means are over the solved trials,
 * null if there are none.
 *
 * @param wanted how many trials were asked for
 * @param results the finished ones by number
 * @param seconds of this run, and what kept trials took before
 */
public record Row(
    Variant variant,
    Algorithm algorithm,
    long seed,
    int wanted,
    SortedMap<Integer, TrialResult> results,
    double seconds) {

  /** Finished trials. */
  public int trials() {
    return results.size();
  }

  /** Whether all that were asked for are finished. */
  public boolean complete() {
    return trials() == wanted;
  }

  /** Solved trials. */
  public int solved() {
    return (int) solvedOnes().count();
  }

  /** The results of solved trials, by number. */
  public Stream<TrialResult> solvedOnes() {
    return results.values().stream().filter(TrialResult::solved);
  }

  /** Mean number of sequences until success. */
  public @Nullable Double meanSequences() {
    return mean(TrialResult::sequences);
  }

  /** The quickest trial. */
  public @Nullable Long minSequences() {
    List<Long> all = sequences();
    return all.isEmpty() ? null : all.getFirst();
  }

  /** The slowest trial that was solved. */
  public @Nullable Long maxSequences() {
    List<Long> all = sequences();
    return all.isEmpty() ? null : all.getLast();
  }

  private List<Long> sequences() {
    return solvedOnes().map(TrialResult::sequences).sorted().toList();
  }

  /** Mean number of test sequences that were wrong. */
  public @Nullable Double wrong() {
    return mean(TrialResult::wrong);
  }

  /** Test sequences a trial. */
  public int tested() {
    return results.values().stream().mapToInt(TrialResult::tested).max().orElse(0);
  }

  /** Mean of a further figure by its name; null if no solved trial has it. */
  public @Nullable Double figure(String name) {
    List<Double> values =
        solvedOnes().map(r -> r.figures().get(name)).filter(v -> v != null).toList();
    return values.isEmpty() ? null : values.stream().mapToDouble(v -> v).sum() / values.size();
  }

  /** The same over the trials that were not solved. */
  public @Nullable Double figureOfUnsolved(String name) {
    List<Double> values =
        results.values().stream()
            .filter(r -> !r.solved())
            .map(r -> r.figures().get(name))
            .filter(v -> v != null)
            .toList();
    return values.isEmpty() ? null : values.stream().mapToDouble(v -> v).sum() / values.size();
  }

  private @Nullable Double mean(ToDoubleFunction<TrialResult> value) {
    int solved = solved();
    return solved == 0 ? null : solvedOnes().mapToDouble(value).sum() / solved;
  }
}
