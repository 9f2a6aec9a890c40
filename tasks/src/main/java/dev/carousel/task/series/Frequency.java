package dev.carousel.task.series;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The distance between the times of a regular series: {@code step} units.
 *
 * <p>Business days are Monday to Friday. Months, quarters and years keep the day of the month of
 * the time they are counted from, shortened where a month is shorter; a time on the last day of its
 * month stays on the last day. So count from the start of a series, not from step to step.
 *
 * @param step how many units, at least 1; always 1 for business days
 */
public record Frequency(Unit unit, int step) {
  /** The unit of a {@link Frequency}. */
  public enum Unit {
    SECOND(1, "second", ""),
    MINUTE(60, "minute", ""),
    HOUR(3_600, "hour", "hourly"),
    DAY(86_400, "day", "daily"),
    BUSINESS_DAY(0, "business day", "business daily"),
    WEEK(604_800, "week", "weekly"),
    MONTH(0, "month", "monthly"),
    QUARTER(0, "quarter", "quarterly"),
    YEAR(0, "year", "yearly");

    final long seconds;
    final String noun;
    private final String adverb;

    Unit(long seconds, String noun, String adverb) {
      this.seconds = seconds;
      this.noun = noun;
      this.adverb = adverb;
    }

    int months() {
      return switch (this) {
        case MONTH -> 1;
        case QUARTER -> 3;
        case YEAR -> 12;
        default -> 0;
      };
    }
  }

  private static final long WEEKDAYS = 5;

  /** Checks the step. */
  public Frequency {
    if (step < 1 || (unit == Unit.BUSINESS_DAY && step != 1)) {
      throw new IllegalArgumentException("step of " + unit + ": " + step);
    }
  }

  /** One unit. */
  public static Frequency of(Unit unit) {
    return new Frequency(unit, 1);
  }

  /** The frequency of so many seconds, in the largest unit of fixed length that divides them. */
  public static Frequency ofSeconds(long seconds) {
    for (Unit unit : List.of(Unit.WEEK, Unit.DAY, Unit.HOUR, Unit.MINUTE)) {
      if (seconds % unit.seconds == 0) {
        return new Frequency(unit, Math.toIntExact(seconds / unit.seconds));
      }
    }
    return new Frequency(Unit.SECOND, Math.toIntExact(seconds));
  }

  /** The frequency of so many months, in the largest unit that divides them, except half-years. */
  public static Frequency ofMonths(int months) {
    if (months % 12 == 0) {
      return new Frequency(Unit.YEAR, months / 12);
    }
    return months == 3 ? of(Unit.QUARTER) : new Frequency(Unit.MONTH, months);
  }

  /** The time {@code steps} steps after {@code from} (before it, if negative). */
  public LocalDateTime plus(LocalDateTime from, long steps) {
    long units = Math.multiplyExact(steps, step);
    if (unit == Unit.BUSINESS_DAY) {
      long day = from.getDayOfWeek().getValue() - 1 + units;
      long weeks = Math.floorDiv(day, WEEKDAYS);
      return from.plusDays(weeks * 7 + Math.floorMod(day, WEEKDAYS))
          .minusDays(from.getDayOfWeek().getValue() - 1);
    }
    return unit.months() == 0
        ? from.plusSeconds(units * unit.seconds)
        : plusMonths(from, units * unit.months());
  }

  private static LocalDateTime plusMonths(LocalDateTime from, long months) {
    LocalDateTime to = from.plusMonths(months);
    boolean last = from.getDayOfMonth() == YearMonth.from(from).lengthOfMonth();
    return last ? to.withDayOfMonth(YearMonth.from(to).lengthOfMonth()) : to;
  }

  /** The largest n with {@code plus(from, n) <= to}; exact when {@code to} is on the grid. */
  public long between(LocalDateTime from, LocalDateTime to) {
    long guess =
        switch (unit) {
          case BUSINESS_DAY -> businessDays(from, to);
          case MONTH, QUARTER, YEAR ->
              Math.floorDiv(
                  ChronoUnit.MONTHS.between(YearMonth.from(from), YearMonth.from(to)),
                  (long) step * unit.months());
          default -> Math.floorDiv(Duration.between(from, to).toSeconds(), step * unit.seconds);
        };
    return plus(from, guess).isAfter(to) ? guess - 1 : guess;
  }

  private static long businessDays(LocalDateTime from, LocalDateTime to) {
    long monday = ChronoUnit.DAYS.between(monday(from), monday(to)) / 7 * WEEKDAYS;
    return monday
        + Math.min(to.getDayOfWeek().getValue(), WEEKDAYS)
        - Math.min(from.getDayOfWeek().getValue(), WEEKDAYS);
  }

  private static LocalDateTime monday(LocalDateTime time) {
    return time.toLocalDate().atStartOfDay().minusDays(time.getDayOfWeek().getValue() - 1);
  }

  /** Whether {@code time} is a whole number of steps away from {@code from}. */
  public boolean onGrid(LocalDateTime from, LocalDateTime time) {
    return plus(from, between(from, time)).equals(time);
  }

  /** {@code daily}, {@code every 15 minutes}, {@code business daily}. */
  public String describe() {
    if (step > 1) {
      return "every " + step + " " + unit.noun + "s";
    }
    return unit.adverb.isEmpty() ? "every " + unit.noun : unit.adverb;
  }

  /**
   * The natural seasonal periods in steps, shortest first: the day and the week of sub-daily series
   * (below a minute the hour and the day), the week and the year of daily ones, the year of the
   * rest; those only that are whole numbers of steps above 1.
   */
  public List<Integer> seasons() {
    return switch (unit) {
      case SECOND -> whole(3_600, 86_400);
      case MINUTE -> whole(1_440, 10_080);
      case HOUR -> whole(24, 168);
      case DAY -> whole(7, 365);
      case BUSINESS_DAY -> whole(5);
      case WEEK -> whole(52);
      case MONTH -> whole(12);
      case QUARTER -> whole(4);
      case YEAR -> List.of();
    };
  }

  private List<Integer> whole(long... units) {
    return LongStream.of(units)
        .filter(u -> u % step == 0 && u / step > 1)
        .mapToObj(u -> Math.toIntExact(u / step))
        .toList();
  }

  /** Whether the steps are shorter than a day. */
  public boolean isSubDaily() {
    return unit == Unit.SECOND || unit == Unit.MINUTE || unit == Unit.HOUR;
  }

  static boolean isWeekend(LocalDateTime time) {
    return time.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
  }
}
