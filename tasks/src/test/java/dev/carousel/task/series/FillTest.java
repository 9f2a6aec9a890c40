package dev.carousel.task.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FillTest {
  private static final double NONE = Double.NaN;
  private static final double[] VALUES = {NONE, 2, NONE, NONE, 8, 9, NONE};

  @Test
  void fillsForwardOrOnALine() {
    assertThat(Fill.FORWARD.fill(VALUES, -1)).containsExactly(-1, 2, 2, 2, 8, 9, 9);
    assertThat(Fill.LINEAR.fill(VALUES, -1)).containsExactly(-1, 2, 4, 6, 8, 9, 9);
    assertThat(VALUES[0]).as("the values are left as they were").isNaN();
  }

  @Test
  void forwardNeverReadsTheFuture() {
    Random random = new Random(3);
    for (int at = 1; at < VALUES.length; at++) {
      double[] changed = VALUES.clone();
      for (int i = at; i < changed.length; i++) {
        changed[i] = random.nextBoolean() ? NONE : random.nextGaussian();
      }
      assertThat(Arrays.copyOf(Fill.FORWARD.fill(changed, 0), at))
          .isEqualTo(Arrays.copyOf(Fill.FORWARD.fill(VALUES, 0), at));
    }
  }

  @Test
  void refusesToFillWithNothing() {
    assertThatThrownBy(() -> Fill.FORWARD.fill(VALUES, NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void notesWhatItFilled() {
    assertThat(Fill.FORWARD.note("temp", VALUES))
        .isEqualTo(
            new DataNote(
                DataNote.Kind.FILLED,
                "Filled 4 missing values of 'temp' with the last one before for the model's input; "
                    + "errors are measured on observed values only.",
                4,
                0));
  }
}
