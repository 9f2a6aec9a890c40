package dev.carousel.bench.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.bench.work.LayerShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingSummaryTest {
  private static ScalingRow row(Sweep sweep, int time, double one, double two) {
    return new ScalingRow(
        sweep, new LayerShape(64, time, 8, 8), 2, one, two, 2 * one / two, 0.8, 0.8);
  }

  @Test
  void statesLinearityAndSpeedUp() {
    ScalingSummary summary =
        ScalingSummary.of(
            2,
            List.of(
                row(Sweep.TIME, 10, 20, 10),
                row(Sweep.TIME, 20, 40, 20),
                row(Sweep.TIME, 40, 100, 40),
                row(Sweep.HIDDEN, 10, 90, 90)));
    assertThat(summary.nonlinearOne()).isCloseTo(0.25, within(1e-12));
    assertThat(summary.nonlinearAll()).isZero();
    assertThat(summary.leastSpeedUp()).isEqualTo(1);
    assertThat(summary.speedUp()).isCloseTo(Math.sqrt(Math.sqrt(2 * 2 * 2.5)), within(1e-12));
    assertThat(summary.fastestSpeedUp()).isCloseTo(2 * summary.speedUp(), within(1e-12));
    assertThat(summary.text()).startsWith("linear in T within 25 % on 1 thread, 0 % on 2;");
  }
}
