package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.tensor.Shape;
import org.junit.jupiter.api.Test;

class InputTest {
  /** A length of 0 that was computed is a mistake, and no wish for any length. */
  @Test
  void aSequenceHasALength() {
    assertThat(Input.sequence(1, 3).shape()).isEqualTo(Shape.of(1, 3));
    for (int length : new int[] {0, -1}) {
      assertThatThrownBy(() -> Input.sequence(length, 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "input (%d, 3): expected at least 1 time step; for sequences of any length take"
                  + " Input.anySequence(3)",
              length);
      assertThatThrownBy(() -> Input.tokens(length, 7)).hasMessageEndingWith("Input.anyTokens(7)");
    }
    assertThatThrownBy(() -> Input.sequence(2, 0)).hasMessageContaining("features >= 1");
  }

  @Test
  void anyLengthIsAskedForByName() {
    assertThat(Input.anySequence(3).timeSteps()).isZero();
    assertThat(Input.anyTokens(7).timeSteps()).isZero();
    assertThatThrownBy(() -> Input.anySequence(0)).hasMessageContaining("features >= 1");
  }
}
