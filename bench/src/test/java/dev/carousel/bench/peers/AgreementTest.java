package dev.carousel.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private static final Map<String, float[]> OURS =
      Map.of("a", new float[] {1, -4, 2}, "b", new float[] {100, 0});

  @Test
  void namesTheWorstRelativeToTheLargestValue() {
    Agreement agreement =
        Agreement.of(
            OURS, Map.of("a", new float[] {1, -4, 2.0001f}, "b", new float[] {100, 0.001f}), 1e-4);
    assertThat(agreement.worst()).isEqualTo("a");
    assertThat(agreement.difference()).isCloseTo(2.5e-5, within(1e-6));
  }

  @Test
  void refusesAnotherFunction() {
    assertThatThrownBy(() -> compare(new float[] {1, -4, 2.001f}))
        .isInstanceOf(Disagreement.class)
        .hasMessageContaining("a differs by 0.00025")
        .hasMessageContaining("element 2 is 2.0 and 2.001");
  }

  @Test
  void refusesWhatIsNoNumberOrNotThere() {
    assertThatThrownBy(() -> compare(new float[] {1, Float.NaN, 2}))
        .isInstanceOf(Disagreement.class)
        .hasMessageContaining("element 1");
    assertThatThrownBy(() -> compare(new float[] {Float.NaN, -4, 2}))
        .isInstanceOf(Disagreement.class)
        .hasMessageContaining("element 0");
    assertThatThrownBy(() -> compare(new float[] {1, -4}))
        .isInstanceOf(Disagreement.class)
        .hasMessageContaining("3 and 2 values");
    assertThatThrownBy(() -> Agreement.of(OURS, Map.of("a", new float[] {1, -4, 2}), 1e-4))
        .isInstanceOf(Disagreement.class);
  }

  private static Agreement compare(float[] a) {
    return Agreement.of(OURS, Map.of("a", a, "b", new float[] {100, 0}), 1e-4);
  }
}
