package dev.carousel.task.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ForecastErrorsTest {
  private static final double NONE = Double.NaN;

  @Test
  void equalsTheHandComputedExample() {
    ForecastErrors errors = new ForecastErrors(0.5);
    errors.add(3, 5);
    errors.add(-1, 2);
    errors.add(NONE, 100);
    errors.add(0, 0);
    errors.add(4, 4.5);

    // |e| = 2, 3, 0, 0.5; terms of sMAPE 400/8, 600/3, 0, 100/8.5
    assertThat(errors.count()).isEqualTo(4);
    Scores scores = errors.scores();
    assertThat(scores.mae()).isEqualTo(1.375);
    assertThat(scores.rmse()).isEqualTo(Math.sqrt(13.25 / 4));
    assertThat(scores.smape()).isCloseTo((50 + 200 + 100 / 8.5) / 4, within(1e-12));
    assertThat(scores.mase()).isEqualTo(2.75);
  }

  @Test
  void addsAForecastAtItsOrigin() {
    ForecastErrors errors = new ForecastErrors(1);
    errors.add(new double[] {9, 9, 1, NONE, 5}, 2, new double[] {2, 7, 8, 1_000});

    assertThat(errors.count()).as("one missing, one beyond the end").isEqualTo(2);
    assertThat(errors.scores().mae()).isEqualTo(2);
  }

  @Test
  void theScaleReadsTrainingOnly() {
    double[] target = {1, 5, NONE, 9, 2, 1_000};

    assertThat(ForecastErrors.scale(target, 5, 2)).as("|9-5|").isEqualTo(4);
    assertThat(ForecastErrors.scale(target, 5, 1)).as("|5-1|, |2-9|").isEqualTo(5.5);
    assertThat(ForecastErrors.scale(target, 5, 5)).as("no pair").isNaN();
    assertThat(ForecastErrors.scale(new double[] {3, 3, 3}, 3, 1)).as("zero").isNaN();
  }

  @Test
  void nothingMeasuredIsNaN() {
    Scores scores = new ForecastErrors(NONE).scores();

    assertThat(new double[] {scores.mae(), scores.rmse(), scores.smape(), scores.mase()})
        .containsOnly(NONE);
  }

  @Test
  void aForecastThatIsNoNumberIsRefusedNotSkipped() {
    ForecastErrors errors = new ForecastErrors(1);

    assertThatThrownBy(() -> errors.add(1, NONE)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> errors.add(1, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
