package dev.carousel.task.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastModelTest {
  private static final int HORIZON = 6;
  private static final ForecastModel MODEL = SampleSeries.train(SampleSeries.daily(300), HORIZON);

  @Test
  void aSavedModelForecastsTheSameBits(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("m.safetensors");
    MODEL.save(file);
    ForecastModel loaded = ForecastModel.load(file);
    TimeSeries series = SampleSeries.daily(300);
    assertThat(loaded.spec()).isEqualTo(MODEL.spec());
    assertThat(loaded.forecasts(series, 14, 100, 300))
        .usingRecursiveComparison()
        .isEqualTo(MODEL.forecasts(series, 14, 100, 300));
    assertThat(loaded.summary()).isEqualTo(MODEL.summary());
    assertThat(loaded.seriesOptions()).isEqualTo(MODEL.seriesOptions());
  }

  @Test
  void rowsThatWereAppendedAreUsed() {
    TimeSeries shorter = SampleSeries.daily(300);
    TimeSeries longer = SampleSeries.daily(330);
    assertThat(MODEL.forecast(longer, 300)).isEqualTo(MODEL.forecast(shorter, 300));
    assertThat(MODEL.forecast(longer, 330)).hasSize(HORIZON).doesNotContain(Double.NaN);
    assertThat(MODEL.forecast(longer, 330)).isNotEqualTo(MODEL.forecast(longer, 300));
  }

  @Test
  void aShorterHistoryGivesTheSameBits() {
    TimeSeries all = SampleSeries.daily(300);
    for (int from : new int[] {1, 77, 250, 286}) {
      TimeSeries recent =
          TimeSeries.of(
              SampleSeries.DAILY,
              all.time(from),
              SampleSeries.TARGET,
              Arrays.copyOfRange(all.target(), from, 300),
              Map.of(
                  SampleSeries.COVARIATE,
                  Arrays.copyOfRange(all.column(SampleSeries.COVARIATE), from, 300)));
      assertThat(MODEL.forecast(recent, 300 - from)).isEqualTo(MODEL.forecast(all, 300));
    }
  }

  @Test
  void forecastsTogetherEqualForecastsOneByOne() {
    TimeSeries series = SampleSeries.daily(300);
    int[] origins = {14, 15, 77, 300, 299, 201, 14};
    for (int i = 0; i < origins.length; i++) {
      assertThat(MODEL.forecasts(series, origins).get(i))
          .isEqualTo(MODEL.forecast(series, origins[i]));
    }
  }

  @Test
  void refusesAnotherFrequency() {
    TimeSeries hourly =
        SampleSeries.of(
            Frequency.of(Frequency.Unit.HOUR),
            SampleSeries.target(50, 1),
            SampleSeries.covariate(50, 1));
    assertThatThrownBy(() -> MODEL.forecast(hourly, 50))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "values: the series is hourly, the model was trained on one that is daily; give it"
                + " such a file or train another model");
  }

  @Test
  void refusesAMissingColumn() {
    TimeSeries alone = SampleSeries.alone(SampleSeries.DAILY, SampleSeries.target(50, 1));
    assertThatThrownBy(() -> MODEL.forecast(alone, 50))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "values: no numeric column 'visits', which the model reads (its columns: sales,"
                + " visits); give a file with these columns or train another model");
  }

  @Test
  void refusesTooFewRows() {
    assertThat(MODEL.forecast(SampleSeries.daily(14), 14)).hasSize(HORIZON);
    assertThatThrownBy(() -> MODEL.forecast(SampleSeries.daily(13), 13))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "values: the model reads 14 steps before the first it forecasts, there are 13; give"
                + " more rows");
  }

  @Test
  void missingTargetsWeighNothing() {
    double[] x = SampleSeries.target(300, 1);
    Arrays.fill(x, 50, 60, Double.NaN);
    x[100] = Double.NaN;
    TimeSeries gaps = SampleSeries.of(SampleSeries.DAILY, x, SampleSeries.covariate(300, 1));
    ForecastModel model = SampleSeries.train(gaps, HORIZON);
    for (int origin = 14; origin <= 300; origin++) {
      assertThat(model.forecast(gaps, origin)).doesNotContain(Double.NaN);
    }
    Windows windows = new Windows(new Features(model.spec(), gaps), 14, 200);
    float[] weights = new float[HORIZON];
    float[] targets = new float[HORIZON];
    for (int i = 0; i < windows.size(); i++) {
      windows.readWeights(i, weights, 0);
      windows.readTarget(i, targets, 0);
      for (int h = 0; h < HORIZON; h++) {
        assertThat(weights[h]).isEqualTo(gaps.observed(14 + i + h) ? 1f : 0f);
        assertThat(targets[h]).isFinite();
      }
    }
  }

  @Test
  void anotherSeedGivesAnotherModel() {
    ForecastModel other =
        SampleSeries.train(SampleSeries.daily(300), SampleSeries.options(HORIZON).withSeed(2));
    ForecastModel same = SampleSeries.train(SampleSeries.daily(300), HORIZON);
    assertThat(SampleSeries.weights(other)).isNotEqualTo(SampleSeries.weights(MODEL));
    assertThat(SampleSeries.weights(same)).isEqualTo(SampleSeries.weights(MODEL));
  }
}
