package dev.carousel.task.conformal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LocalScaleTest {
  private static final double NO = Double.NaN;

  @Test
  void itIsTheMeanSeasonalStepOfTheLastHundredPairs() {
    double[] target = new double[500];
    Arrays.setAll(target, t -> t < 300 ? t : 300 + 7.0 * (t - 300)); // steps of 1, then of 7
    assertThat(LocalScale.before(target, 300, 1)).isEqualTo(1);
    assertThat(LocalScale.before(target, 451, 1)).isEqualTo(7);
    assertThat(LocalScale.before(target, 351, 1)).isCloseTo((50 * 7 + 50) / 100.0, within(1e-9));
    assertThat(LocalScale.before(target, 500, 4)).isEqualTo(28);
  }

  @Test
  void whatComesLaterIsNotRead() {
    double[] target = {1, 3, 2, 6, 1e9, -1e9};
    assertThat(LocalScale.before(target, 4, 1)).isCloseTo((2 + 1 + 4) / 3.0, within(1e-12));
  }

  @Test
  void gapsAreSteppedOver() {
    double[] target = {1, 2, NO, 5, 8, NO};
    assertThat(LocalScale.before(target, 6, 1)).isEqualTo(2);
  }

  @Test
  void aSeriesThatStoodStillIsFollowedBackToItsLastMove() {
    double[] target = new double[400];
    Arrays.fill(target, 10, 400, 5.0);
    assertThat(LocalScale.before(target, 400, 1)).isCloseTo(5.0 / 390, within(1e-12));
  }

  @Test
  void neighboursCountWhereNoSeasonIsRepeatedOrChanged() {
    double[] weekly = new double[30];
    Arrays.setAll(weekly, t -> t % 7);
    assertThat(LocalScale.before(weekly, 30, 7)).isGreaterThan(1);
    assertThat(LocalScale.before(new double[] {1, 4, 2}, 3, 7)).isEqualTo(2.5);
  }

  @Test
  void aConstantHasNone() {
    assertThat(LocalScale.before(new double[] {2, 2, 2, 2}, 4, 2)).isNaN();
    assertThat(LocalScale.before(new double[] {2}, 1, 1)).isNaN();
    assertThat(LocalScale.before(new double[] {}, 0, 1)).isNaN();
  }
}
