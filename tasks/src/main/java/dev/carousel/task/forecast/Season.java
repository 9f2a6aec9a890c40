package dev.carousel.task.forecast;

import dev.carousel.task.series.Frequency;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A cycle of the calendar, described by sines and cosines of its phase.
 *
 * @param cycle which
 * @param harmonics pairs of sine and cosine
 */
record Season(Cycle cycle, int harmonics) {

  /** The calendar's cycles. */
  enum Cycle {
    /** The day, by seconds. */
    DAY(1) {
      @Override
      double phase(LocalDateTime time) {
        return time.toLocalTime().toSecondOfDay() / 86_400.0;
      }
    },
    /** The week from Monday. */
    WEEK(7) {
      @Override
      double phase(LocalDateTime time) {
        return (time.getDayOfWeek().getValue() - 1 + DAY.phase(time)) / 7;
      }
    },
    /** The year, leap years as long as others. */
    YEAR(365.25) {
      @Override
      double phase(LocalDateTime time) {
        double length = time.toLocalDate().lengthOfYear();
        return (time.getDayOfYear() - 1 + DAY.phase(time)) / length;
      }
    };

    private final double days;

    Cycle(double days) {
      this.days = days;
    }

    /** Position in the cycle, from 0 up to 1. */
    abstract double phase(LocalDateTime time);
  }

  private static final int MOST_HARMONICS = 3;
  private static final double REPEATS = 2;
  private static final double REPEATS_EACH = 3; // for each harmonic beyond the first
  private static final double OFTEN = 20;

  Season {
    Objects.requireNonNull(cycle, "cycle is missing");
    ForecastSpec.require(
        harmonics >= 1 && harmonics <= MOST_HARMONICS,
        "harmonics %d, expected 1 to %d",
        harmonics,
        MOST_HARMONICS);
  }

  /** The cycles that {@code trainEnd} steps from {@code start} show at least twice. */
  static List<Season> of(Frequency frequency, LocalDateTime start, int trainEnd) {
    double days = days(frequency, start, trainEnd);
    double stepDays = days / trainEnd;
    List<Season> seasons = new ArrayList<>();
    for (Cycle cycle : Cycle.values()) {
      double repeats = days / cycle.days;
      double steps = cycle.days / stepDays;
      boolean weekdays = cycle == Cycle.WEEK && frequency.unit() == Frequency.Unit.BUSINESS_DAY;
      double resolved = weekdays ? 2 : (steps - 0.5) / 2; // five days carry two harmonics
      double supported = Math.max(1, repeats / REPEATS_EACH);
      int harmonics = (int) Math.min(MOST_HARMONICS, Math.min(resolved, supported));
      if (harmonics >= 1 && repeats >= REPEATS) {
        seasons.add(new Season(cycle, harmonics));
      }
    }
    return List.copyOf(seasons);
  }

  /** Days that so many steps take. */
  static double days(Frequency frequency, LocalDateTime start, int steps) {
    return ChronoUnit.SECONDS.between(start, frequency.plus(start, steps)) / 86_400.0;
  }

  /** Number of terms. */
  int terms() {
    return 2 * harmonics;
  }

  /** Writes the terms of a time. */
  void write(LocalDateTime time, double[] to, int offset) {
    double angle = 2 * StrictMath.PI * cycle.phase(time);
    for (int k = 1; k <= harmonics; k++) {
      to[offset + 2 * k - 2] = StrictMath.sin(k * angle);
      to[offset + 2 * k - 1] = StrictMath.cos(k * angle);
    }
  }

  /** Number of terms of all. */
  static int terms(List<Season> seasons) {
    return seasons.stream().mapToInt(Season::terms).sum();
  }

  /** The terms of all, at a time. */
  static double[] at(List<Season> seasons, LocalDateTime time) {
    double[] terms = new double[terms(seasons)];
    int offset = 0;
    for (Season season : seasons) {
      season.write(time, terms, offset);
      offset += season.terms();
    }
    return terms;
  }

  /** The same, and the constant 1 behind them. */
  static double[] termsAndOne(List<Season> seasons, LocalDateTime time) {
    double[] terms = at(seasons, time);
    double[] row = Arrays.copyOf(terms, terms.length + 1);
    row[terms.length] = 1;
    return row;
  }

  /**
   * The seasons whose phase the network may read: those that training shows often enough not to be
   * learnt by heart, day by day.
   */
  static List<Season> frequent(List<Season> seasons, double trainingDays) {
    return seasons.stream().filter(s -> s.cycle.days * OFTEN <= trainingDays).toList();
  }
}
