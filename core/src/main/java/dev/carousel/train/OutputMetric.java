package dev.carousel.train;

import dev.carousel.metric.Metric;

/**
 * A metric of one of a network's outputs.
 *
 * @param output its number, 0 for the first or only one
 */
public record OutputMetric(int output, Metric metric) {
  /** Checks the number. */
  public OutputMetric {
    if (output < 0) {
      throw new IllegalArgumentException("%s of output %d".formatted(metric.name(), output));
    }
  }

  /** As in {@code accuracy}, or {@code accuracy of output 2}; outputs count from 1 here. */
  public String name() {
    return output == 0 ? metric.name() : "%s of output %d".formatted(metric.name(), output + 1);
  }
}
