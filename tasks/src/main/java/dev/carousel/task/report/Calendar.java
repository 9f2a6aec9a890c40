package dev.carousel.task.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;

/**
 * Times of the report. A time without an offset is taken as it stands, as if it were UTC, so that
 * the page shows the clock of the data wherever it is opened.
 */
enum Calendar {
  /** Times of day matter. */
  TIME("d MMM yyyy, HH:mm"),
  /** Every time is midnight. */
  DAY("d MMM yyyy"),
  /** Every time is the first of a month. */
  MONTH("MMM yyyy"),
  /** Every time is the first of January. */
  YEAR("yyyy");

  private final DateTimeFormatter format;

  Calendar(String pattern) {
    format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  /** The coarsest calendar that tells all these times apart from any other. */
  static Calendar of(List<String> times) {
    Calendar coarsest = times.size() < 2 ? DAY : YEAR;
    for (String time : times) {
      Instant instant = Instant.ofEpochMilli(millis(time));
      LocalDateTime at = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
      if (!at.toLocalTime().equals(LocalTime.MIDNIGHT)) {
        return TIME;
      }
      Calendar here = at.getDayOfMonth() != 1 ? DAY : at.getMonthValue() != 1 ? MONTH : YEAR;
      coarsest = here.compareTo(coarsest) < 0 ? here : coarsest;
    }
    return coarsest;
  }

  /** The time in words: {@code 31 Dec 2015}. */
  String words(String time) {
    return format.format(Instant.ofEpochMilli(millis(time)));
  }

  /** The name the page's script knows this calendar by. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Milliseconds since 1970. */
  static long millis(String time) {
    if (time.length() == 10) {
      return LocalDate.parse(time).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }
    TemporalAccessor parsed =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(
            time.replace(' ', 'T'), ZonedDateTime::from, LocalDateTime::from);
    return parsed instanceof ZonedDateTime zoned
        ? zoned.toInstant().toEpochMilli()
        : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
