package dev.carousel.task.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.BadInput;
import dev.carousel.task.metric.IntervalErrors;
import dev.carousel.task.metric.Scores;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.TimeSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacktestTest {
  @TempDir private static Path folder;

  private static Backtest.Outcome outcome(double mae) {
    return new Backtest.Outcome(
        List.of(new double[] {1}), new Scores(mae, mae, mae, mae), new double[] {mae});
  }

  private static Backtest backtest(double mae, double naive, double drift) {
    Map<String, Backtest.Outcome> baselines = new LinkedHashMap<>();
    baselines.put("naive", outcome(naive));
    baselines.put("drift", outcome(drift));
    return new Backtest(
        SampleSeries.daily(50),
        List.of(40),
        outcome(mae),
        List.of(),
        null,
        outcome(mae),
        baselines,
        Map.of());
  }

  @Test
  void betterThanTheBestBaseline() {
    Backtest better = backtest(1.5, 3, 2);
    assertThat(better.bestBaseline()).isEqualTo("drift");
    assertThat(better.skill()).isCloseTo(0.25, within(1e-12));
    assertThat(better.verdict())
        .isEqualTo(
            "The LSTM is 25.0 % better than the best baseline, drift: MAE 1.500 against 2.000"
                + " over 1 origin. So few may be"
                + " chance: more rows would tell.");
  }

  @Test
  void worseThanTheBestBaseline() {
    Backtest worse = backtest(2.5, 2, 4);
    assertThat(worse.skill()).isCloseTo(-0.25, within(1e-12));
    assertThat(worse.verdict())
        .isEqualTo(
            "The baseline naive is better, by 25.0 %: use it. The LSTM has MAE 2.500 against"
                + " 2.000 over 1 origin. So few may be"
                + " chance: more rows would tell.");
  }

  @Test
  void aBaselineWithoutErrorIsToBeUsed() {
    assertThat(backtest(2.5, 0, 4).verdict())
        .isEqualTo(
            "The baseline naive makes no error: use it. The LSTM has MAE 2.500 against 0.000 over"
                + " 1 origin.");
  }

  @Test
  void errorsAreThoseOfTheForecasts() {
    TimeSeries series = SampleSeries.daily(300);
    Backtest backtest = Backtest.of(SampleSeries.train(series, 5), series);
    assertThat(backtest.origins()).hasSize(56).first().isEqualTo(240);
    double sum = 0;
    for (int i = 0; i < 56; i++) {
      double[] forecast = backtest.model().forecasts().get(i);
      int origin = backtest.origins().get(i);
      double one =
          IntStream.range(0, 5)
              .mapToDouble(h -> Math.abs(forecast[h] - series.target(origin + h)))
              .sum();
      assertThat(backtest.mae(i)).isCloseTo(one / 5, within(1e-9));
      sum += one;
    }
    assertThat(backtest.model().scores().mae()).isCloseTo(sum / 280, within(1e-9));
    assertThat(backtest.baselines().keySet()).containsExactly("naive", "seasonal-naive-7", "drift");
    assertThat(backtest.others().keySet())
        .containsExactlyInAnyOrder("seasonal-mean-7", "naive2", "theta", "ets", "linear");
    assertThat(backtest.skillAll()).isLessThanOrEqualTo(backtest.skill());
  }

  /** Intervals hold about the share they are meant to, more of them if they are meant to. */
  @Test
  void intervalsHoldWhatTheyAreMeantTo() throws IOException {
    TimeSeries series = SampleSeries.daily(1500);
    double width = 0;
    for (double coverage : new double[] {0.5, 0.8, 0.95}) {
      ForecastOptions options = new ForecastOptions(5, 14, 8, 0.1, 2, 2, 32, 0.01, coverage, 1);
      ForecastModel model = SampleSeries.train(series, options);
      IntervalErrors intervals = Backtest.of(model, series).intervals();
      assertThat(intervals.level()).isEqualTo(coverage);
      assertThat(intervals.coverage()).isCloseTo(coverage, within(0.1)); // of 43 origins;
      assertThat(intervals.meanWidth()).isGreaterThan(width);
      width = intervals.meanWidth();
      Path file = folder.resolve("m.safetensors");
      model.save(file);
      Forecast forecast = Forecast.of(ForecastModel.load(file), series);
      assertThat(forecast.coverage()).isEqualTo(coverage);
      double[] lower = forecast.interval().lower();
      double[] upper = forecast.interval().upper();
      for (int h = 0; h < 5; h++) {
        assertThat(forecast.values()[h]).isBetween(lower[h], upper[h]);
        assertThat(upper[h] - lower[h]).isPositive();
      }
      assertThat(upper[4] - lower[4]).isGreaterThan(upper[0] - lower[0]); // it wanders
    }
  }

  @Test
  void whatIsUnlikeTrainingIsNoted() {
    TimeSeries series = SampleSeries.daily(300);
    ForecastModel model = SampleSeries.train(series, 5);
    assertThat(ForecastNotes.of(model, series)).isEmpty();
    double[] target = series.target();
    double[] visits = series.column("visits");
    Arrays.fill(target, 290, 293, Double.NaN);
    Arrays.fill(visits, 200, 287, Double.NaN); // one of them is among the last 14
    assertThat(ForecastNotes.of(model, SampleSeries.of(SampleSeries.DAILY, target, visits)))
        .extracting(DataNote::message)
        .containsExactly(
            "Filled 3 missing values of 'sales' with the last one before, among the last 14 steps"
                + " the forecast is made from.",
            "Filled 1 missing value of 'visits' with the last one before, among the last 14 steps"
                + " the forecast is made from.");
    target = series.target();
    target[297] = -9999;
    TimeSeries later = SampleSeries.of(SampleSeries.DAILY, target, series.column("visits"));
    assertThat(ForecastNotes.of(model, later).getFirst().message())
        .startsWith("1 value of the last 14 steps of 'sales' is more than 10 standard deviations")
        .contains("first -9999.0 on 2021-12-23");
    TimeSeries still =
        SampleSeries.of(SampleSeries.DAILY, new double[300], series.column("visits"));
    assertThat(ForecastNotes.of(model, still).getLast().message())
        .isEqualTo(
            "'sales' never moves in this file: nothing can be said of how far the forecast may be"
                + " off.");
  }

  /** With too little validation time for so wide an interval there is none. */
  @Test
  void withTooFewErrorsThereIsNoInterval() {
    TimeSeries series = SampleSeries.daily(90);
    ForecastOptions options = new ForecastOptions(5, 14, 8, 0.1, 2, 2, 32, 0.01, 0.99, 1);
    ForecastModel model = SampleSeries.train(series, options);
    assertThat(model.coverage()).isNaN();
    assertThat(Forecast.of(model, series).interval()).isNull();
    assertThat(Backtest.of(model, series).intervals()).isNull();
    assertThatThrownBy(() -> new ForecastOptions(5, 0, 8, 0.1, 2, 2, 32, 0.01, 1, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("--coverage 1.0: expected a share above 0 and below 1");
  }

  @Test
  void refusesAFileThatEndsBeforeOrSoonAfterTraining() {
    ForecastModel model = SampleSeries.train(SampleSeries.daily(300), 5);
    assertThatThrownBy(() -> Backtest.of(model, SampleSeries.daily(244)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("a backtest needs 14 steps before and 5 after the end");
    assertThat(Backtest.of(model, SampleSeries.daily(245)).origins()).containsExactly(240);
  }

  @ParameterizedTest
  @CsvSource({"HOUR,720", "MONTH,120", "BUSINESS_DAY,400", "WEEK,200", "QUARTER,80"})
  void otherFrequenciesTrainAndForecast(Frequency.Unit unit, int steps) {
    TimeSeries series = SampleSeries.alone(Frequency.of(unit), SampleSeries.target(steps, 2));
    ForecastModel model =
        SampleSeries.train(series, new ForecastOptions(3, 0, 6, 0.1, 2, 2, 32, 0.01, 0.8, 1));
    Backtest backtest = Backtest.of(model, series);
    assertThat(backtest.model().scores().mae()).isBetween(0.1, 10.0);
    assertThat(backtest.skill()).isFinite();
    assertThat(model.forecast(series, steps)).hasSize(3).doesNotContain(Double.NaN);
  }
}
