package dev.carousel.lab;

import org.jspecify.annotations.Nullable;

/**
 * What a paper reports of a row; null where it says nothing.
 *
 * @param source table and row, for people
 * @param trials how many the paper ran
 * @param solvedPercent of its trials
 * @param sequences presented until success, mean of the solved trials
 * @param wrong of the test sequences, mean over trials
 */
public record Published(
    String source,
    int trials,
    @Nullable Double solvedPercent,
    @Nullable Double sequences,
    @Nullable Double wrong) {

  /** A row all of whose trials were solved. */
  public static Published solved(String source, int trials, double sequences) {
    return new Published(source, trials, 100.0, sequences, null);
  }

  /** With the mean number of test sequences that were wrong. */
  public Published withWrong(double count) {
    return new Published(source, trials, solvedPercent, sequences, count);
  }
}
