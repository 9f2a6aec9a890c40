package dev.carousel.task.series;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times as they are written in messages and files: {@code 2012-01-31} or {@code 2012-01-31 18:00}.
 */
public final class ShownTime {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private ShownTime() {}

  /** The date alone at midnight; seconds only if there are any. */
  public static String of(LocalDateTime time) {
    if (time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      return time.toLocalDate().toString();
    }
    return (time.getSecond() == 0 ? MINUTES : SECONDS).format(time);
  }
}
