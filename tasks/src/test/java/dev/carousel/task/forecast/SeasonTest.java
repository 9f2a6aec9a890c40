package dev.carousel.task.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.task.forecast.Season.Cycle;
import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.Frequency.Unit;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeasonTest {
  private static final LocalDateTime MONDAY = LocalDateTime.of(2021, 3, 1, 0, 0);

  @ParameterizedTest
  @CsvSource({
    "DAY, 2021-03-01T00:00, 0",
    "DAY, 2021-03-01T18:00, 0.75",
    "WEEK, 2021-03-01T00:00, 0",
    "WEEK, 2021-03-04T12:00, 0.5",
    "WEEK, 2021-03-07T23:59:59, 0.9999983465608466",
    "YEAR, 2021-01-01T00:00, 0",
    "YEAR, 2021-07-02T12:00, 0.5",
    "YEAR, 2020-07-02T00:00, 0.5",
    "YEAR, 2020-12-31T12:00, 0.9986338797814208"
  })
  void phaseIsThePlaceInTheCycle(Cycle cycle, LocalDateTime time, double expected) {
    assertThat(cycle.phase(time)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void termsAreSineAndCosineOfEachHarmonic() {
    LocalDateTime time = LocalDateTime.of(2021, 3, 2, 6, 0); // 1.25 days of 7
    double angle = 2 * StrictMath.PI * 1.25 / 7;
    assertThat(Season.at(List.of(new Season(Cycle.DAY, 1), new Season(Cycle.WEEK, 2)), time))
        .containsExactly(
            new double[] {
              1,
              0,
              StrictMath.sin(angle),
              StrictMath.cos(angle),
              StrictMath.sin(2 * angle),
              StrictMath.cos(2 * angle)
            },
            within(1e-12));
    assertThat(Season.termsAndOne(List.of(new Season(Cycle.WEEK, 3)), time))
        .hasSize(7)
        .endsWith(1.0);
  }

  @Test
  void aWeekLaterTheTermsAreTheSame() {
    List<Season> week = List.of(new Season(Cycle.WEEK, 3));
    assertThat(Season.at(week, MONDAY.plusDays(9)))
        .isEqualTo(Season.at(week, MONDAY.plusDays(2)))
        .isNotEqualTo(Season.at(week, MONDAY.plusDays(3)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "DAY; 300; WEEK 3",
        "DAY; 13; ''",
        "DAY; 14; WEEK 1",
        "DAY; 731; WEEK 3, YEAR 1",
        "DAY; 3300; WEEK 3, YEAR 3",
        "HOUR; 720; DAY 3, WEEK 1",
        "BUSINESS_DAY; 300; WEEK 2",
        "MONTH; 120; YEAR 3",
        "QUARTER; 40; YEAR 1",
        "WEEK; 300; YEAR 1",
        "YEAR; 50; ''"
      })
  void cyclesThatShowTwiceAreCandidates(Unit unit, int steps, String expected) {
    List<Season> seasons = Season.of(Frequency.of(unit), MONDAY, steps);
    assertThat(
            String.join(", ", seasons.stream().map(s -> s.cycle() + " " + s.harmonics()).toList()))
        .isEqualTo(expected);
  }

  @Test
  void theNetworkReadsThePhaseOfFrequentCyclesOnly() {
    Season week = new Season(Cycle.WEEK, 3);
    Season year = new Season(Cycle.YEAR, 1);
    assertThat(Season.frequent(List.of(week, year), 1_169)).containsExactly(week);
    assertThat(Season.frequent(List.of(week, year), 139)).isEmpty();
    assertThat(Season.frequent(List.of(week, year), 20 * 365.25)).containsExactly(week, year);
  }
}
