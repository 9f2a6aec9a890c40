package dev.carousel.lab;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a paper reports of a row; null where it says nothing.
 *
 * @param source table and row, for people
 * @param trials how many the paper ran
 * @param solvedPercent of its trials
 * @param sequences presented until success, mean of the solved trials
 * @param wrong of the test sequences, mean over trials
 * @param figures further ones by the names of {@link TrialResult#figures()}, means over trials
 */
public record Published(
    String source,
    int trials,
    @Nullable Double solvedPercent,
    @Nullable Double sequences,
    @Nullable Double wrong,
    SortedMap<String, Double> figures) {

  /** Keeps a copy of the figures. */
  public Published {
    figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
  }

  /** Without further figures. */
  public Published(
      String source,
      int trials,
      @Nullable Double solvedPercent,
      @Nullable Double sequences,
      @Nullable Double wrong) {
    this(source, trials, solvedPercent, sequences, wrong, new TreeMap<>());
  }

  /** A row all of whose trials were solved. */
  public static Published solved(String source, int trials, double sequences) {
    return new Published(source, trials, 100.0, sequences, null);
  }

  /** With the mean number of test sequences that were wrong. */
  public Published withWrong(double count) {
    return new Published(source, trials, solvedPercent, sequences, count, figures);
  }

  /** With a further figure. */
  public Published with(String name, double value) {
    SortedMap<String, Double> more = new TreeMap<>(figures);
    more.put(name, value);
    return new Published(source, trials, solvedPercent, sequences, wrong, more);
  }
}
