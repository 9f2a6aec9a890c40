package dev.carousel.check;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a {@link GradientCheck} found.
 *
 * @param entries all that was compared, variable by variable
 * @param tolerance largest relative error that passes
 */
public record GradientReport(List<Entry> entries, double tolerance) {
  /** Copies the list. */
  public GradientReport {
    entries = List.copyOf(entries);
  }

  /**
   * One comparison.
   *
   * @param name of the variable or weight
   * @param place such as {@code (3, 17)}, or {@code in a random direction}
   * @param analytic slope by the tape
   * @param numerical slope by differences
   * @param error relative; see {@link GradientCheck} on what is lost in the noise
   */
  public record Entry(String name, String place, double analytic, double numerical, double error) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s %s: gradient %.6g, by differences %.6g, relative error %.2g",
          name,
          place,
          analytic,
          numerical,
          error);
    }
  }

  /** The largest error. */
  public Entry worst() {
    return entries.stream().max(Comparator.comparingDouble(Entry::error)).orElseThrow();
  }

  /** Whether all errors are within the tolerance. */
  public boolean passes() {
    return worst().error() <= tolerance;
  }

  /** The verdict and the worst entry, for a test's message. */
  @Override
  public String toString() {
    long wrong = entries.stream().filter(e -> !(e.error() <= tolerance)).count();
    return String.format(
        Locale.ROOT,
        "%d of %d gradients differ by more than %s; worst: %s",
        wrong,
        entries.size(),
        tolerance,
        worst());
  }
}
