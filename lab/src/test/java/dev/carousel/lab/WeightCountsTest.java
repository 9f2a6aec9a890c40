package dev.carousel.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The weights of every row, as the paper's tables count them. */
class WeightCountsTest {
  @ParameterizedTest
  @CsvSource({
    "reber, lstm-4x1-0.1, 264",
    "reber, lstm-3x2-0.1, 276",
    "reber, lstm-3x2-0.2, 276",
    "reber, lstm-4x1-0.5, 264",
    "reber, lstm-3x2-0.5, 276",
    "long-lag-2a, p100, 10504",
    "long-lag-2b, p100, 10504",
    "long-lag-2c, q50-p50, 364",
    "long-lag-2c, q100-p100, 664",
    "long-lag-2c, q200-p200, 1264",
    "long-lag-2c, q500-p500, 3064",
    "long-lag-2c, q1000-p1000, 6064",
    "long-lag-2c, q1000-p500, 3064",
    "long-lag-2c, q1000-p200, 1264",
    "long-lag-2c, q1000-p100, 664",
    "long-lag-2c, q1000-p50, 364",
    "two-sequence-3a, T100-N3, 102",
    "two-sequence-3a, T100-N1, 102",
    "two-sequence-3a, T1000-N3, 102",
    "two-sequence-3b, T100-N3, 102",
    "two-sequence-3b, T100-N1, 102",
    "two-sequence-3b, T1000-N1, 102",
    "two-sequence-3c, T100-N3, 102",
    "two-sequence-3c, T100-N1, 102",
    "adding, T100, 93",
    "adding, T500, 93",
    "adding, T1000, 93",
    "multiplication, n140, 93",
    "multiplication, n13, 93",
    "temporal-order-6a, lstm, 156",
    "temporal-order-6b, lstm, 308",
    "reber, rtrl-3, 170",
    "reber, rtrl-12, 494",
    "reber, elman-15, 435",
    "long-lag-2a, rtrl-p4-a1, 36",
    "long-lag-2a, rtrl-p10-a1, 144",
    "long-lag-2a, bptt-p100-a1, 10404",
    "continual-reber, forget, 424",
    "timing-msd, peephole-F10, 17",
    "timing-gts, forget-F50, 14",
  })
  void isThatOfThePaper(String experiment, String variant, int weights) {
    assertThat(Experiments.variant(Experiments.named(experiment), variant).weights())
        .isEqualTo(weights);
  }
}
