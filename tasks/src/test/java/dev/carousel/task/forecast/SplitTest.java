package dev.carousel.task.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.carousel.BadInput;
import dev.carousel.task.series.TimeSeries;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {
  private static final Pattern NEEDED = Pattern.compile("at least ([\\d,]+) are needed");

  private static TimeSeries series(int n) {
    return SampleSeries.alone(SampleSeries.DAILY, SampleSeries.target(n, 1));
  }

  private static long needed(Throwable refusal) {
    assertThat(refusal).isInstanceOf(BadInput.class);
    Matcher matcher = NEEDED.matcher(refusal.getMessage());
    assertThat(matcher.find()).as(refusal.getMessage()).isTrue();
    return Long.parseLong(matcher.group(1).replace(",", ""));
  }

  @ParameterizedTest
  @CsvSource({"7,1", "14,1", "1,1", "14,14", "28,7", "28,30", "168,24", "100,3", "3,101", "64,13"})
  void exactlyTheRowsThatAreNamedAreNeeded(int window, int horizon) {
    int needed = (int) needed(catchThrowable(() -> Split.of(series(3), window, horizon)));
    assertThatCode(() -> Split.of(series(needed), window, horizon)).doesNotThrowAnyException();
    assertThat(needed(catchThrowable(() -> Split.of(series(needed - 1), window, horizon))))
        .isEqualTo(needed);
  }

  @ParameterizedTest
  @CsvSource({"1", "7", "14", "30"})
  void theRowsThatAreNamedTrainAndBacktest(int horizon) {
    ForecastOptions options = new ForecastOptions(horizon, 0, 3, 0, 1, 1, 32, 0.01, 0.8, 1);
    int needed = (int) needed(catchThrowable(() -> ForecastTraining.check(series(5), options)));
    TimeSeries enough = series(needed);
    ForecastModel model = SampleSeries.train(enough, options);
    assertThat(Backtest.of(model, enough).model().scores().mae()).isPositive();
    assertThat(needed(catchThrowable(() -> SampleSeries.train(series(needed - 1), options))))
        .isEqualTo(needed);
  }

  @Test
  void theMessageNamesEverything() {
    assertThat(catchThrowable(() -> Split.of(series(30), 14, 7)))
        .hasMessage(
            "values: 30 steps from 2021-03-01 to 2021-03-30 are too few for a horizon of 7 with"
                + " windows of 14 steps: at least 35 are needed (for training, for early stopping"
                + " and 20 % for the backtest); give more rows, a shorter --horizon or a shorter"
                + " --window");
  }

  @Test
  void hugeNumbersDoNotOverflow() {
    int most = Integer.MAX_VALUE;
    assertThat(needed(catchThrowable(() -> Split.of(series(30), 14, most))))
        .isEqualTo(5L * most - 2);
    assertThat(needed(catchThrowable(() -> Split.of(series(30), most, most))))
        .isGreaterThan(5L * most - 3);
    assertThat(needed(catchThrowable(() -> Split.of(series(30), most, 1))))
        .isGreaterThan((long) most);
  }

  @Test
  void partsFollowOneAnother() {
    Split split = Split.of(series(300), 14, 7);
    assertThat(split).isEqualTo(new Split(204, 240, 300));
  }

  @Test
  void originsComeEverySeasonFromTheEndOfTraining() {
    int[] origins = new Split(900, 1169, 1461).origins(7, 14);
    assertThat(origins).hasSize(40).startsWith(1169, 1176, 1183);
    assertThat(origins[39]).isEqualTo(1169 + 39 * 7).isLessThanOrEqualTo(1461 - 14);
    assertThat(new Split(0, 8_000, 10_000).origins(7, 14)).hasSize(284).startsWith(8_000, 8_007);
  }

  @Test
  void originsComeCloserWhereThereWouldBeFewerThanForty() {
    int[] origins = new Split(204, 240, 300).origins(7, 5);
    assertThat(origins).hasSize(56).startsWith(240, 241);
    assertThat(new Split(0, 200, 300).origins(7, 14)).hasSize(44).startsWith(200, 202);
    assertThat(Arrays.stream(new Split(0, 90, 100).origins(7, 10))).containsExactly(90);
  }
}
