package dev.carousel.bench.peers;

import dev.carousel.bench.work.Work;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Whether both sides computed the same function: for every result, the largest difference relative
 * to the largest value.
 *
 * @param worst name of the result that differs most
 * @param difference its relative difference
 */
record Agreement(String worst, double difference) {
  /** Largest relative difference that float32 sums in another order may leave in a layer. */
  private static final double LAYER = 1e-4;

  /** The same in a whole model, behind a softmax over many words and a division by the norm. */
  private static final double MODEL = 1e-3;

  static double tolerance(Work work) {
    return work == Work.MODEL ? MODEL : LAYER;
  }

  /**
   * Compares.
   *
   * @throws Disagreement if a result differs by more than the tolerance, or is not there
   */
  static Agreement of(Map<String, float[]> ours, Map<String, float[]> theirs, double tolerance) {
    if (!ours.keySet().equals(theirs.keySet())) {
      throw new Disagreement("results %s and %s".formatted(ours.keySet(), theirs.keySet()));
    }
    Agreement worst = new Agreement("", -1);
    for (Map.Entry<String, float[]> entry : new TreeMap<>(ours).entrySet()) {
      float[] other = Objects.requireNonNull(theirs.get(entry.getKey()));
      double difference = difference(entry.getKey(), entry.getValue(), other, tolerance);
      if (difference > worst.difference) {
        worst = new Agreement(entry.getKey(), difference);
      }
    }
    return worst;
  }

  private static double difference(String name, float[] ours, float[] theirs, double tolerance) {
    if (ours.length != theirs.length || ours.length == 0) {
      throw new Disagreement("%s: %d and %d values".formatted(name, ours.length, theirs.length));
    }
    double largest = 0;
    double furthest = -1;
    int at = 0;
    for (int i = 0; i < ours.length; i++) {
      largest = Math.max(largest, Math.abs(ours[i]));
      double apart = Math.abs((double) ours[i] - theirs[i]);
      if (Double.compare(apart, furthest) > 0) { // NaN is above all numbers
        furthest = apart;
        at = i;
      }
    }
    double difference = furthest / largest;
    if (!(difference <= tolerance)) {
      throw new Disagreement(
          "%s differs by %.2g of its largest value %.4g (tolerance %.0e): element %d is %s and %s"
              .formatted(name, difference, largest, tolerance, at, ours[at], theirs[at]));
    }
    return difference;
  }
}
