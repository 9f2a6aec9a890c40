package dev.carousel.task.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.Frequency.Unit;
import dev.carousel.task.series.TimeSeries;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BaselinesTest {
  private static final double NONE = Double.NaN;
  private static final double[] HISTORY = {NONE, 1, 4, 2, 8, NONE, 1_000, 1_000};

  private static TimeSeries series(Unit unit, String start, double[] target) {
    return TimeSeries.of(Frequency.of(unit), LocalDateTime.parse(start), "y", target, Map.of());
  }

  @Test
  void equalHandComputedForecasts() {
    assertThat(new Naive().forecast(HISTORY, 6, 2)).containsExactly(8, 8);
    assertThat(new SeasonalNaive(3).forecast(HISTORY, 6, 5))
        .as("place 5 is missing: the last observed stands in")
        .containsExactly(2, 8, 8, 2, 8);
    assertThat(new SeasonalNaive(9).forecast(HISTORY, 6, 5))
        .as("places before the start and place 0 are not there")
        .containsExactly(8, 8, 8, 8, 1);
    assertThat(new Drift().forecast(HISTORY, 6, 3))
        .as("7 over 3 steps, last observed two steps before")
        .containsExactly(new double[] {8 + 14 / 3.0, 8 + 7, 8 + 28 / 3.0}, within(1e-12));
    assertThat(new Drift().forecast(HISTORY, 2, 2)).as("one point").containsExactly(1, 1);
    assertThat(new Naive().forecast(HISTORY, 1, 1)).as("none").containsExactly(NONE);
  }

  @Test
  void climatologyIsTheMeanWithinFifteenDaysOfTheYear() {
    int trainEnd = 800;
    double[] target = IntStream.range(0, 1_200).mapToDouble(i -> (i * 37) % 101).toArray();
    target[10] = NONE;
    TimeSeries series = series(Unit.DAY, "2011-11-05T00:00", target);
    Climatology climatology = Climatology.fit(series, trainEnd);

    double[] forecast = climatology.forecast(target, 800, 400);

    for (int h = 0; h < 400; h++) {
      assertThat(forecast[h])
          .as("%s", series.time(800 + h))
          .isCloseTo(byDefinition(series, trainEnd, series.time(800 + h)), within(1e-9));
    }
  }

  /** The day of a year without 29 February, which counts as the 28th. */
  private static int day(LocalDateTime time) {
    boolean leapDay = time.getMonthValue() == 2 && time.getDayOfMonth() == 29;
    return time.minusDays(leapDay ? 1 : 0).withYear(2011).getDayOfYear();
  }

  private static double byDefinition(TimeSeries series, int trainEnd, LocalDateTime time) {
    return IntStream.range(0, trainEnd)
        .filter(series::observed)
        .filter(i -> series.time(i).toLocalTime().equals(time.toLocalTime()))
        .filter(i -> {
          int apart = Math.abs(day(series.time(i)) - day(time));
          return Math.min(apart, 365 - apart) <= 15;
        })
        .mapToDouble(series::target)
        .average()
        .orElseThrow();
  }

  @Test
  void climatologyKeepsTheTimeOfTheDay() {
    double[] target = IntStream.range(0, 9_000).mapToDouble(i -> (i * 31) % 97).toArray();
    TimeSeries series = series(Unit.HOUR, "2012-02-20T05:00", target);
    Climatology climatology = Climatology.fit(series, 8_784);

    double[] forecast = climatology.forecast(target, 8_784, 200);

    for (int h = 0; h < 200; h += 7) {
      assertThat(forecast[h])
          .isCloseTo(byDefinition(series, 8_784, series.time(8_784 + h)), within(1e-9));
    }
  }

  @Test
  void climatologyOfMonthsIsTheMeanOfTheMonth() {
    double[] target = IntStream.range(0, 36).mapToDouble(i -> i % 12 + 100 * (i / 12)).toArray();
    Climatology climatology = Climatology.fit(series(Unit.MONTH, "2011-01-31T00:00", target), 24);

    assertThat(climatology.forecast(target, 24, 12))
        .containsExactly(50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61);
  }

  @Test
  void thoseThatApply() {
    double[] target = new Random(1).doubles(800).toArray();

    assertThat(names(series(Unit.DAY, "2012-01-01T00:00", target), 400))
        .containsExactly("naive", "seasonal-naive-7", "seasonal-naive-365", "drift", "climatology");
    assertThat(names(series(Unit.DAY, "2012-01-01T00:00", target), 365))
        .as("2012 has 366 days")
        .containsExactly("naive", "seasonal-naive-7", "seasonal-naive-365", "drift");
    assertThat(names(series(Unit.HOUR, "2012-01-01T00:00", target), 100))
        .containsExactly("naive", "seasonal-naive-24", "drift");
    assertThat(names(series(Unit.YEAR, "1012-01-01T00:00", target), 700))
        .containsExactly("naive", "drift");
    assertThatThrownBy(() -> Climatology.fit(series(Unit.DAY, "2012-01-01T00:00", target), 365))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> names(TimeSeries series, int trainEnd) {
    return Baselines.forSeries(series, trainEnd).stream().map(Baseline::name).toList();
  }

  @Test
  void nothingAtOrAfterTheOriginIsRead() {
    Random random = new Random(5);
    int trainEnd = 900;
    double[] target = random.doubles(1_200, -5, 5).toArray();
    double[] changed = target.clone();
    for (int i = trainEnd; i < changed.length; i++) {
      changed[i] = random.nextInt(5) == 0 ? NONE : 1_000;
    }
    List<Baseline> before =
        Baselines.forSeries(series(Unit.DAY, "2012-01-01T00:00", target), trainEnd);
    List<Baseline> after =
        Baselines.forSeries(series(Unit.DAY, "2012-01-01T00:00", changed), trainEnd);

    assertThat(before).hasSize(5);
    for (int b = 0; b < before.size(); b++) {
      assertThat(after.get(b).forecast(changed, trainEnd, 400))
          .as(before.get(b).name())
          .isEqualTo(before.get(b).forecast(target, trainEnd, 400));
    }
  }
}
