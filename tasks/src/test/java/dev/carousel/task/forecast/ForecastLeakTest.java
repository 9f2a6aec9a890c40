package dev.carousel.task.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.task.series.TimeSeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of the future reaches an earlier forecast, nor the training. */
class ForecastLeakTest {
  private static final int DAYS = 300;
  private static final int HORIZON = 5;
  private static final ForecastModel MODEL = SampleSeries.train(SampleSeries.daily(DAYS), HORIZON);

  /** The series with everything at and after a place replaced. */
  private static TimeSeries changedFrom(int place, double target, double covariate) {
    double[] x = SampleSeries.target(DAYS, 1);
    double[] z = SampleSeries.covariate(DAYS, 1);
    for (int t = place; t < DAYS; t++) {
      x[t] = target + 100 * (t % 3);
      z[t] = covariate * (t % 5);
    }
    return SampleSeries.of(SampleSeries.DAILY, x, z);
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 100, 239, 240, 241, 299})
  void aForecastDependsOnNothingAtOrAfterItsOrigin(int place) {
    TimeSeries original = SampleSeries.daily(DAYS);
    for (TimeSeries changed :
        new TimeSeries[] {changedFrom(place, -4e3, 1e5), changedFrom(place, Double.NaN, 0)}) {
      for (int origin = MODEL.window(); origin <= place; origin++) {
        assertThat(MODEL.forecast(changed, origin))
            .as("origin %d", origin)
            .isEqualTo(MODEL.forecast(original, origin));
      }
      assertThat(MODEL.linearParts(changed, place).getFirst())
          .isEqualTo(MODEL.linearParts(original, place).getFirst());
    }
  }

  @Test
  void aForecastDependsOnBothColumnsBeforeItsOrigin() {
    TimeSeries original = SampleSeries.daily(DAYS);
    double[] z = SampleSeries.covariate(DAYS, 1);
    z[99] += 20;
    TimeSeries otherCovariate =
        SampleSeries.of(SampleSeries.DAILY, SampleSeries.target(DAYS, 1), z);
    assertThat(MODEL.forecast(changedFrom(99, -4e3, 1), 100))
        .isNotEqualTo(MODEL.forecast(original, 100));
    assertThat(MODEL.forecast(otherCovariate, 100)).isNotEqualTo(MODEL.forecast(original, 100));
  }

  @Test
  void trainingReadsNothingAfterItsTime() {
    int trainEnd = 240; // the first 80 %
    ForecastModel other = SampleSeries.train(changedFrom(trainEnd, -4e3, 1e5), HORIZON);
    assertThat(SampleSeries.weights(other)).isEqualTo(SampleSeries.weights(MODEL));
    assertThat(other.spec()).isEqualTo(MODEL.spec());
    assertThat(other.spec().trainEndTime())
        .isEqualTo(SampleSeries.daily(DAYS).time(trainEnd).toString());
  }

  @Test
  void trainingReadsTheLastStepOfItsTime() {
    ForecastModel other = SampleSeries.train(changedFrom(239, 60, 1), HORIZON);
    assertThat(other.spec()).isNotEqualTo(MODEL.spec());
  }

  @Test
  void aColumnThatVariesAfterTrainingTimeOnlyIsNotRead() {
    double[] z = new double[DAYS];
    java.util.Arrays.setAll(z, t -> t < 240 ? 3 : t);
    TimeSeries series = SampleSeries.of(SampleSeries.DAILY, SampleSeries.target(DAYS, 1), z);
    assertThat(SampleSeries.train(series, HORIZON).spec().covariates()).isEmpty();
    z[239] = 4;
    TimeSeries varies = SampleSeries.of(SampleSeries.DAILY, SampleSeries.target(DAYS, 1), z);
    assertThat(SampleSeries.train(varies, HORIZON).spec().covariates()).hasSize(1);
  }

  @Test
  void missingFutureChangesNoWeightEither() {
    double[] x = SampleSeries.target(DAYS, 1);
    java.util.Arrays.fill(x, 240, DAYS - 1, Double.NaN);
    double[] z = SampleSeries.covariate(DAYS, 1);
    ForecastModel other = SampleSeries.train(SampleSeries.of(SampleSeries.DAILY, x, z), HORIZON);
    assertThat(SampleSeries.weights(other)).isEqualTo(SampleSeries.weights(MODEL));
    assertThat(other.spec()).isEqualTo(MODEL.spec());
  }
}
