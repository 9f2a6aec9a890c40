package dev.carousel.lab;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came out of a trial.
 *
 * @param solved whether the stopping rule was met
 * @param sequences presented until it was met, or until the trial ended without
 * @param wrong test sequences that were wrong
 * @param tested test sequences; 0 if none were needed
 * @param figures more numbers by name, such as {@code mae} of the test
 * @param curve the training error
 */
public record TrialResult(
    boolean solved,
    long sequences,
    int wrong,
    int tested,
    Map<String, Double> figures,
    Curve.Points curve) {
  /** Takes a copy of the figures. */
  public TrialResult {
    if (sequences < 0 || tested < 0 || wrong < 0 || wrong > tested) {
      throw new IllegalArgumentException(
          "%d sequences, %d of %d wrong: no result of a trial".formatted(sequences, wrong, tested));
    }
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }
}
