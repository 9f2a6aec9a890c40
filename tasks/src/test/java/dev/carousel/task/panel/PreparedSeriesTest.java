package dev.carousel.task.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A series as the network reads it: to the values and back, and nothing of the future. */
class PreparedSeriesTest {
  private static final int N = 37;

  /** A network that gives exactly what it is taught forecasts exactly what came. */
  @ParameterizedTest
  @CsvSource({"true,LAST", "true,MEAN", "false,SEASON", "false,ROBUST", "true,DIFFERENCE"})
  void whatIsTaughtIsForecast(boolean deseasonalise, Scaling scaling) {
    double[] values = SamplePanel.series(N, 5);
    PanelSpec spec = SamplePanel.spec(deseasonalise, scaling);
    PreparedSeries series = new PreparedSeries(spec, values);
    for (int origin : new int[] {2, 7, 20, N - 3}) {
      float[] taught = new float[2 + spec.outputs()];
      series.target(origin, taught, 2);
      for (int quantile = 0; quantile < 2; quantile++) {
        double[] forecast = series.forecast(origin, taught, 2, quantile);
        for (int h = 0; h < 3; h++) {
          assertThat(forecast[h]).isCloseTo(values[origin + h], within(1e-5 * values[origin + h]));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Scaling.class)
  void aWindowKnowsNothingOfTheSizeOfItsSeries(Scaling scaling) {
    PanelSpec spec = SamplePanel.spec(true, scaling);
    double[] values = SamplePanel.series(N, 7);
    double[] larger = Arrays.stream(values).map(v -> 1024 * v).toArray();
    float[] window = new float[8];
    float[] same = new float[8];
    new PreparedSeries(spec, values).window(N, window, 0);
    new PreparedSeries(spec, larger).window(N, same, 0);
    for (int i = 0; i < 8; i++) {
      assertThat(same[i]).isCloseTo(window[i], within(1e-5f));
    }
  }

  @Test
  void levelsByHand() {
    double[] values = {9, 1, 2, 6, 4};
    assertThat(Scaling.LAST.level(values, 1, 5, 2)).isEqualTo(4);
    assertThat(Scaling.SEASON.level(values, 1, 5, 2)).isEqualTo(5);
    assertThat(Scaling.SEASON.level(values, 1, 5, 9)).isEqualTo(3.25);
    assertThat(Scaling.MEAN.level(values, 1, 5, 2)).isEqualTo(3.25);
    assertThat(Scaling.ROBUST.level(values, 1, 5, 2)).isEqualTo(3);
    assertThat(Scaling.ROBUST.level(values, 2, 5, 2)).isEqualTo(4);
    assertThat(Scaling.spread(values, 1, 5)).isEqualTo((2.25 + 1.25 + 2.75 + 0.75) / 4);
  }

  @Test
  void stepsAreReadInPlaceOfValues() {
    PanelSpec spec = SamplePanel.spec(false, Scaling.DIFFERENCE);
    double[] values = {-1, 2, 4, 3, 8, 8, 1, 5, 6, 2};
    PreparedSeries series = new PreparedSeries(spec, values);
    float[] window = new float[8];
    series.window(10, window, 0);
    double spread = series.spread(10);
    for (int i = 1; i < 8; i++) {
      double step = (values[2 + i] - values[1 + i]) / spread;
      assertThat((double) window[i]).isCloseTo(step, within(1e-6));
    }
    assertThat(window[0]).isZero();
  }

  @Test
  void aShortSeriesIsFilledUpWithItsFirstValueAndGapsWithTheLastBefore() {
    PanelSpec spec = SamplePanel.spec(false, Scaling.LAST);
    double[] values = {Double.NaN, -3, Double.NaN, 4, 5};
    PreparedSeries series = new PreparedSeries(spec, values);
    float[] window = new float[8];
    series.window(5, window, 0);
    double spread = series.spread(5);
    double[] expected = {-3, -3, -3, -3, -3, -3, 4, 5}; // the first five stand before the series
    for (int i = 0; i < 8; i++) {
      assertThat((double) window[i]).isCloseTo((expected[i] - 5) / spread, within(1e-6));
    }
    assertThat(series.observed(1, 0)).isTrue();
    assertThat(series.observed(1, 1)).isFalse();
    assertThat(series.observed(4, 1)).isFalse();
  }

  /** Origins read only what is before them, but for the seasons, which are learnt of all given. */
  @Test
  void whatComesLaterIsNotSeen() {
    PanelSpec spec = SamplePanel.spec(false, Scaling.SEASON);
    double[] values = SamplePanel.series(N, 3);
    double[] other = values.clone();
    for (int t = 20; t < N; t++) {
      other[t] *= 1 + 0.001 * (t - 19);
    }
    float[] window = new float[8];
    float[] same = new float[8];
    new PreparedSeries(spec, values).window(20, window, 0);
    new PreparedSeries(spec, other).window(20, same, 0);
    assertThat(same).isEqualTo(window);
  }

  /** To the bit, or an interval that is as narrow would miss it. */
  @ParameterizedTest
  @ValueSource(doubles = {7.5, 5, 0.3, 1234.56, -3.3, 0})
  void aConstantSeriesIsForecastAsItself(double constant) {
    PanelSpec spec = SamplePanel.spec(true, Scaling.MEAN);
    double[] values = new double[20];
    Arrays.fill(values, constant);
    PreparedSeries series = new PreparedSeries(spec, values);
    float[] window = new float[8];
    series.window(20, window, 0);
    for (float read : window) {
      assertThat(read).isBetween(-1e-5f, 1e-5f);
    }
    float[] anything = {1, -2, 3, 4, 5, 6};
    assertThat(series.forecast(20, anything, 0, 0)).containsOnly(constant);
    assertThat(series.scale()).isNaN();
  }

  /** Two widths of the range, and four more where the horizon is as long as the history. */
  @Test
  void noForecastGoesFarBeyondWhatWasSeen() {
    double[] values = {10, 14, Double.NaN, 12, 13, 11, 10, 12, 13, 500};
    PreparedSeries series = new PreparedSeries(SamplePanel.spec(false, Scaling.LAST), values);
    float[] far = {900, -900, 900, -900, 0, 0};
    double beyond = 4 * (2 + 4 * 3 / 9.0);
    double[] least = {14 + beyond, 14 + beyond, 12 * 13 / 12.0};
    assertThat(series.forecast(9, far, 0, 0)).contains(least, within(1e-9));
    assertThat(series.forecast(9, far, 0, 1)[0]).isCloseTo(0, within(1e-9)); // of logarithms
    double[] signed = values.clone();
    signed[0] = -10;
    PreparedSeries plain = new PreparedSeries(SamplePanel.spec(false, Scaling.LAST), signed);
    assertThat(plain.forecast(9, far, 0, 1)[0])
        .isCloseTo(-10 - 24 * (2 + 4 * 3 / 9.0), within(1e-9));
    far[0] = Float.POSITIVE_INFINITY;
    assertThat(plain.forecast(9, far, 0, 0)[0]).isNaN();
  }
}
