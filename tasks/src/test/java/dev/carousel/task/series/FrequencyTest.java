package dev.carousel.task.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.task.series.Frequency.Unit;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrequencyTest {
  private static LocalDateTime at(String date) {
    return LocalDateTime.parse(date + "T00:00");
  }

  @Test
  void monthsKeepTheLastDay() {
    Frequency month = Frequency.of(Unit.MONTH);

    assertThat(month.plus(at("2012-01-31"), 1)).isEqualTo(at("2012-02-29"));
    assertThat(month.plus(at("2012-02-29"), 1)).isEqualTo(at("2012-03-31"));
    assertThat(month.plus(at("2012-01-30"), 1)).isEqualTo(at("2012-02-29"));
    assertThat(month.plus(at("2012-01-30"), 2)).isEqualTo(at("2012-03-30"));
    assertThat(Frequency.of(Unit.QUARTER).plus(at("2012-06-30"), 2)).isEqualTo(at("2012-12-31"));
    assertThat(Frequency.of(Unit.YEAR).plus(at("2011-02-28"), 1)).isEqualTo(at("2012-02-29"));
  }

  @Test
  void businessDaysPassOverWeekends() {
    Frequency business = Frequency.of(Unit.BUSINESS_DAY);

    assertThat(business.plus(at("2024-05-03"), 1)).isEqualTo(at("2024-05-06"));
    assertThat(business.plus(at("2024-05-06"), -1)).isEqualTo(at("2024-05-03"));
    assertThat(business.plus(at("2024-05-01"), 13)).isEqualTo(at("2024-05-20"));
    assertThat(business.between(at("2024-05-01"), at("2024-05-20"))).isEqualTo(13);
    assertThat(business.onGrid(at("2024-05-01"), at("2024-05-04"))).as("Saturday").isFalse();
  }

  @Test
  void betweenInvertsPlusForEveryUnit() {
    Random random = new Random(7);
    for (Frequency frequency : all()) {
      for (int trial = 0; trial < 200; trial++) {
        LocalDateTime from =
            Frequency.of(Unit.BUSINESS_DAY)
                .plus(at("1999-12-31"), random.nextInt(2_000))
                .plusSeconds(random.nextInt(86_400));
        int steps = random.nextInt(2_000) - 500;
        LocalDateTime to = frequency.plus(from, steps);
        assertThat(frequency.between(from, to)).as("%s %s", frequency, from).isEqualTo(steps);
        assertThat(frequency.between(from, to.minusNanos(1))).isEqualTo(steps - 1);
        assertThat(frequency.onGrid(from, to)).isTrue();
        assertThat(frequency.onGrid(from, to.minusNanos(1))).isFalse();
      }
    }
  }

  private static List<Frequency> all() {
    List<Frequency> all = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      all.add(Frequency.of(unit));
      if (unit != Unit.BUSINESS_DAY) {
        all.add(new Frequency(unit, 5));
      }
    }
    return all;
  }

  @Test
  void namesItselfAndItsSeasons() {
    assertThat(describe(Unit.DAY, 1)).isEqualTo("daily [7, 365]");
    assertThat(describe(Unit.HOUR, 1)).isEqualTo("hourly [24, 168]");
    assertThat(describe(Unit.MINUTE, 15)).isEqualTo("every 15 minutes [96, 672]");
    assertThat(describe(Unit.BUSINESS_DAY, 1)).isEqualTo("business daily [5]");
    assertThat(describe(Unit.WEEK, 1)).isEqualTo("weekly [52]");
    assertThat(describe(Unit.MONTH, 1)).isEqualTo("monthly [12]");
    assertThat(describe(Unit.MONTH, 6)).isEqualTo("every 6 months [2]");
    assertThat(describe(Unit.QUARTER, 1)).isEqualTo("quarterly [4]");
    assertThat(describe(Unit.YEAR, 1)).isEqualTo("yearly []");
    assertThat(describe(Unit.SECOND, 1)).isEqualTo("every second [3600, 86400]");
    assertThat(describe(Unit.HOUR, 7)).isEqualTo("every 7 hours [24]");
  }

  private static String describe(Unit unit, int step) {
    Frequency frequency = new Frequency(unit, step);
    return frequency.describe() + " " + frequency.seasons();
  }

  @Test
  void chargesTheLargestFittingUnit() {
    assertThat(Frequency.ofSeconds(900)).isEqualTo(new Frequency(Unit.MINUTE, 15));
    assertThat(Frequency.ofSeconds(1_209_600)).isEqualTo(new Frequency(Unit.WEEK, 2));
    assertThat(Frequency.ofMonths(3)).isEqualTo(Frequency.of(Unit.QUARTER));
    assertThat(Frequency.ofMonths(6)).isEqualTo(new Frequency(Unit.MONTH, 6));
    assertThat(Frequency.ofMonths(24)).isEqualTo(new Frequency(Unit.YEAR, 2));
  }
}
