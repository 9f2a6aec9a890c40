package dev.carousel.task.series;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The ways to write a date: which part means what. A column is written in one of them. */
enum DateOrder {
  YEAR_MONTH_DAY("year, month, day"),
  DAY_MONTH_YEAR("day, month, year"),
  MONTH_DAY_YEAR("month, day, year"),
  YEAR_MONTH("year, month"),
  MONTH_YEAR("month, year"),
  YEAR_QUARTER("year, quarter"),
  QUARTER_YEAR("quarter, year"),
  COMPACT("year, month, day without separators"),
  EPOCH_SECONDS("seconds since 1970"),
  EPOCH_MILLIS("milliseconds since 1970"),
  YEAR("year");

  private static final int FIRST_YEAR = 1000;

  final String description;

  DateOrder(String description) {
    this.description = description;
  }

  /** Whether plain numbers can look like this, so that the column's name has to speak for it. */
  boolean isWeak() {
    return this == EPOCH_SECONDS || this == EPOCH_MILLIS || this == YEAR;
  }

  /** Month first for day first, and the other way round; null for orders that nothing is like. */
  @Nullable DateOrder other() {
    return switch (this) {
      case DAY_MONTH_YEAR -> MONTH_DAY_YEAR;
      case MONTH_DAY_YEAR -> DAY_MONTH_YEAR;
      default -> null;
    };
  }

  /** The time in UTC or without zone, or null if the text is not written in this order. */
  @Nullable LocalDateTime time(TimeText text) {
    LocalDateTime day =
        switch (this) {
          case YEAR_MONTH_DAY -> day(text, 0, 1, 2);
          case DAY_MONTH_YEAR -> day(text, 2, 1, 0);
          case MONTH_DAY_YEAR -> text.separator() == '.' ? null : day(text, 2, 0, 1);
          case YEAR_MONTH -> month(text, 0, 1);
          case MONTH_YEAR -> month(text, 1, 0);
          case YEAR_QUARTER -> quarter(text, 0, 1);
          case QUARTER_YEAR -> quarter(text, 1, 0);
          case COMPACT -> compact(text);
          case EPOCH_SECONDS -> epoch(text, 9, 11, 1_000);
          case EPOCH_MILLIS -> epoch(text, 12, 13, 1);
          case YEAR -> isYear(text, 0) && text.count() == 1 ? date(text.number(0), 1, 1) : null;
        };
    return day == null ? null : day.plusSeconds(text.seconds()).plusNanos(text.nanos());
  }

  private static boolean isYear(TimeText text, int part) {
    return text.digits(part) == 4 && text.number(part) >= FIRST_YEAR;
  }

  private static @Nullable LocalDateTime day(TimeText text, int year, int month, int day) {
    boolean fits =
        text.count() == 3
            && isYear(text, year)
            && text.digits(day) >= 1
            && text.digits(day) <= 2
            && text.digits(month) <= 2
            && text.quarter() < 0
            && (text.monthName() < 0 || text.monthName() == month);
    return fits ? date(text.number(year), text.number(month), text.number(day)) : null;
  }

  private static @Nullable LocalDateTime month(TimeText text, int year, int month) {
    boolean named = text.monthName() == month;
    boolean numbered =
        text.monthName() < 0
            && text.digits(month) == 2
            && (text.separator() == '-' || text.separator() == '/');
    boolean fits = text.count() == 2 && isYear(text, year) && text.quarter() < 0;
    return fits && (named || numbered) ? date(text.number(year), text.number(month), 1) : null;
  }

  private static @Nullable LocalDateTime quarter(TimeText text, int year, int quarter) {
    boolean fits = text.count() == 2 && isYear(text, year) && text.quarter() == quarter;
    return fits && text.number(quarter) <= 4
        ? date(text.number(year), text.number(quarter) * 3 - 2, 1)
        : null;
  }

  /** yyyyMMdd, yyyyMMddHH, yyyyMMddHHmm or yyyyMMddHHmmss. */
  private static @Nullable LocalDateTime compact(TimeText text) {
    int digits = text.digits(0);
    if (text.count() != 1 || digits < 8 || digits % 2 != 0 || (digits > 8 && text.timed())) {
      return null;
    }
    long number = text.number(0);
    for (int d = digits; d < 14; d++) {
      number *= 10;
    }
    long hour = number / 10_000 % 100;
    long minute = number / 100 % 100;
    long second = number % 100;
    LocalDateTime day =
        date(number / 10_000_000_000L, number / 100_000_000 % 100, number / 1_000_000 % 100);
    boolean fits = hour < 24 && minute < 60 && second < 60;
    return day == null || !fits ? null : day.plusSeconds(hour * 3_600 + minute * 60 + second);
  }

  private static @Nullable LocalDateTime epoch(TimeText text, int least, int most, int scale) {
    int digits = text.digits(0);
    if (text.count() != 1 || digits < least || digits > most || text.timed()) {
      return null;
    }
    long millis = text.number(0) * scale;
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(millis, 1_000L), (int) (millis % 1_000) * 1_000_000, ZoneOffset.UTC);
  }

  private static @Nullable LocalDateTime date(long year, long month, long day) {
    boolean fits = year >= FIRST_YEAR && month >= 1 && month <= 12 && day >= 1;
    return fits && day <= YearMonth.of((int) year, (int) month).lengthOfMonth()
        ? LocalDate.of((int) year, (int) month, (int) day).atStartOfDay()
        : null;
  }
}
