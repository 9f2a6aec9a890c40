package dev.carousel.task.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SaturationTest {
  private static final TracedSequence FOUR = new TracedSequence("s", List.of("a", "b", "c", "d"));

  /** Units 0 to 2 of a gate: always closed, always open, both once. */
  private static final TracedValue GATE =
      new TracedValue(
          "i", 3, new float[] {0, 1, 0.05f, 0.09f, 0.91f, 0.5f, 0, 0.99f, 0.1f, 0, 1, 0.95f});

  @Test
  void aGateIsLowBelowATenthAndHighAboveNineTenths() {
    Saturation found = Saturation.of(GATE);
    assertThat(found.signed()).isFalse();
    assertThat(found.low()).isEqualTo(5 / 12.0);
    assertThat(found.high()).isEqualTo(5 / 12.0);
    assertThat(found.alwaysLow()).isEqualTo(1);
    assertThat(found.alwaysHigh()).isEqualTo(1);
    assertThat(found.mean()).isCloseTo(5.59 / 12, within(1e-7));
    assertThat(found.least()).isZero();
    assertThat(found.greatest()).isEqualTo(1);
    assertThat(found.units()).isEqualTo(3);
  }

  @Test
  void whatGoesBelowZeroIsLowAtTheOtherEnd() {
    Saturation found =
        Saturation.of(new TracedValue("g", 2, new float[] {-1, 0.05f, -0.91f, 0, -0.99f, 0.95f}));
    assertThat(found.signed()).isTrue();
    assertThat(found.low()).isEqualTo(0.5);
    assertThat(found.high()).isEqualTo(1 / 6.0);
    assertThat(found.alwaysLow()).isEqualTo(1);
    assertThat(found.alwaysHigh()).isZero();
  }

  /** By what is shown, not by a gate, and wherever it stands still. */
  @Test
  void deadIsAUnitWhoseOutputStandsStill() {
    TracedValue h =
        new TracedValue(
            "h", 3, new float[] {0.7f, 0, 0.005f, 0.705f, 0, 0, 0.7f, 0.02f, 0, 0.7f, 0, 0});
    TracedLayer layer = new TracedLayer("lstm_1", List.of(FOUR), List.of(GATE, h));
    assertThat(Saturation.dead(layer)).containsExactly(0, 2);
  }

  @Test
  void withoutAnHTheLastValueIsWhatIsShown() {
    TracedLayer layer = new TracedLayer("own_1", List.of(FOUR), List.of(GATE));
    assertThat(layer.shown()).isSameAs(GATE);
    assertThat(Saturation.dead(layer)).isEmpty();
  }
}
