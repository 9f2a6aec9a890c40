package dev.carousel.train;

import java.util.List;
import java.util.Map;

/**
 * What a network is worth on some examples.
 *
 * @param loss what training minimises; NaN if there are no examples, or all their weights are 0
 * @param losses the mean loss of each output
 * @param weight the sum of all weights
 * @param metrics by name, in the order they were asked for
 */
public record Evaluation(
    double loss, List<Double> losses, double weight, Map<String, Double> metrics) {
  /** Whether the loss is a number, or there was nothing it could be the loss of. */
  boolean isSound() {
    return Double.isFinite(loss) || (Double.isNaN(loss) && weight == 0);
  }
}
