package dev.carousel.metric;

import dev.carousel.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Small tensors of predictions and targets, and what a metric makes of them. */
final class SampleOutcomes {
  // three classes: predicted 0 1 2 1 0 (the last one tied with class 2), actual 0 2 2 1 2
  static final Tensor SCORES =
      rows(row(3, 1, 2), row(0, 2, 1), row(-3, -2, -1), row(1, 2, 0), row(1, 0, 1));
  static final Tensor LABELS = tokens(0, 2, 2, 1, 2);

  private SampleOutcomes() {}

  static double value(Metric metric, Tensor p, Tensor y, @Nullable Tensor w) {
    Metric.Tally tally = metric.tally();
    tally.add(Outcomes.of(p, y, w));
    return tally.value();
  }

  static Tensor rows(float[]... rows) {
    return Tensor.of(rows);
  }

  static Tensor column(float... values) {
    return Tensor.of(values, values.length, 1);
  }

  static Tensor tokens(float... values) {
    return Tensor.of(values, values.length);
  }

  static float[] row(float... values) {
    return values;
  }
}
