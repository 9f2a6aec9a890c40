package dev.carousel.train;

import dev.carousel.metric.Metric;
import java.util.List;

/**
 * A metric of one of a network's outputs.
 *
 * @param output its number, 0 for the first or only one
 */
public record OutputMetric(int output, Metric metric) {
  private static final List<String> TAKEN = List.of("loss", "validation loss", "rate");

  /** Checks the number, and that its name is no column of {@link History}. */
  public OutputMetric {
    if (output < 0) {
      throw new IllegalArgumentException("%s of output %d".formatted(metric.name(), output));
    }
    if (TAKEN.contains(metric.name()) || metric.name().startsWith("training ")) {
      throw new IllegalArgumentException(
          "a metric is named '%s', which a history has a column of: give it another name"
              .formatted(metric.name()));
    }
  }

  /** As in {@code accuracy}, or {@code accuracy of output 2}; outputs count from 1 here. */
  public String name() {
    return output == 0 ? metric.name() : "%s of output %d".formatted(metric.name(), output + 1);
  }
}
