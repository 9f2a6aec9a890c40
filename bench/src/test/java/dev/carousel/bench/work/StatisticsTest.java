package dev.carousel.bench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void medianOfOddAndEvenCounts() {
    assertThat(Statistics.median(List.of(9.0, 1.0, 4.0))).isEqualTo(4);
    assertThat(Statistics.median(List.of(9.0, 1.0, 4.0, 5.0))).isEqualTo(4.5);
    assertThatThrownBy(() -> Statistics.median(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void geometricMeanTreatsTwiceAndHalfAlike() {
    assertThat(Statistics.geometricMean(List.of(2.0, 0.5))).isCloseTo(1, within(1e-12));
    assertThat(Statistics.geometricMean(List.of(2.0, 4.0, 8.0))).isCloseTo(4, within(1e-12));
  }

  @Test
  void fourDigits() {
    assertThat(Statistics.digits(1.94317)).isEqualTo(1.943);
    assertThat(Statistics.digits(0.00678949)).isEqualTo(0.006789);
    assertThat(Statistics.digits(12345.6)).isEqualTo(12350);
  }
}
