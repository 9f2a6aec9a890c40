package dev.carousel.metric;

import static dev.carousel.metric.SampleOutcomes.column;
import static dev.carousel.metric.SampleOutcomes.row;
import static dev.carousel.metric.SampleOutcomes.rows;
import static dev.carousel.metric.SampleOutcomes.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Metrics of numbers, worked by hand. */
class ErrorMetricsTest {
  @Test
  void errors() {
    Tensor p = rows(row(1, 2), row(3, 5), row(0, -1));
    Tensor y = rows(row(2, 2), row(1, 6), row(0, 4));
    assertThat(value(Metric.MEAN_ABSOLUTE_ERROR, p, y, null)).isEqualTo(9 / 6.0);
    assertThat(value(Metric.MEAN_SQUARED_ERROR, p, y, null)).isEqualTo(31 / 6.0);
    assertThat(value(Metric.ROOT_MEAN_SQUARED_ERROR, p, y, null)).isEqualTo(Math.sqrt(31 / 6.0));
    double first = 1 - 5 / 2.0; // targets 2 1 0, mean 1
    double second = 1 - 26 / 8.0; // targets 2 6 4, mean 4
    assertThat(value(Metric.R2, p, y, null)).isCloseTo((first + second) / 2, within(1e-12));
  }

  @Test
  void rSquaredOfConstantAndOfFewTargets() {
    assertThat(value(Metric.R2, column(3, 3), column(3, 3), null)).isEqualTo(1);
    assertThat(value(Metric.R2, column(3, 4), column(3, 3), null)).isZero();
    assertThat(value(Metric.R2, column(3), column(3), null)).isNaN();
    float[] far = new float[1000]; // a large mean eats no digits
    for (int i = 0; i < far.length; i++) {
      far[i] = 1_000_000 + i % 2;
    }
    Tensor y = column(far);
    far = far.clone();
    far[0]++;
    assertThat(value(Metric.R2, column(far), y, null)).isCloseTo(1 - 1 / 250.0, within(1e-9));
  }
}
