package dev.carousel.task.panel;

import dev.carousel.task.series.Frequency;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the network is told of a time: sines and cosines of a cycle, or the day of the week. */
enum CalendarTerm {
  /** The time of day: two pairs. */
  HOUR(4) {
    @Override
    void write(LocalDateTime time, float[] to, int offset) {
      waves(time.toLocalTime().toSecondOfDay() / 86_400.0, to, offset);
    }
  },
  /** The day of the week, from Monday: 1 for the day it is. */
  WEEKDAY(7) {
    @Override
    void write(LocalDateTime time, float[] to, int offset) {
      for (int day = 0; day < 7; day++) {
        to[offset + day] = time.getDayOfWeek().getValue() == day + 1 ? 1f : 0f;
      }
    }
  },
  /** The time of the year: two pairs. */
  YEAR(4) {
    @Override
    void write(LocalDateTime time, float[] to, int offset) {
      double length = time.toLocalDate().lengthOfYear();
      waves((time.getDayOfYear() - 1) / length, to, offset);
    }
  };

  private final int size;

  CalendarTerm(int size) {
    this.size = size;
  }

  /** Writes its numbers. */
  abstract void write(LocalDateTime time, float[] to, int offset);

  private static void waves(double phase, float[] to, int offset) {
    for (int k = 1; k <= 2; k++) {
      double angle = 2 * StrictMath.PI * k * phase;
      to[offset + 2 * k - 2] = (float) StrictMath.sin(angle);
      to[offset + 2 * k - 1] = (float) StrictMath.cos(angle);
    }
  }

  /** Numbers of these. */
  static int size(List<CalendarTerm> terms) {
    return terms.stream().mapToInt(term -> term.size).sum();
  }

  /** Writes the numbers of all. */
  static void write(List<CalendarTerm> terms, LocalDateTime time, float[] to, int offset) {
    int at = offset;
    for (CalendarTerm term : terms) {
      term.write(time, to, at);
      at += term.size;
    }
  }

  /** Those that series of a frequency can show, the year if they are so long. */
  static List<CalendarTerm> of(Frequency frequency, boolean years) {
    List<CalendarTerm> terms = new ArrayList<>();
    if (frequency.isSubDaily()) {
      terms.add(HOUR);
    }
    boolean days = frequency.unit() == Frequency.Unit.DAY && frequency.step() == 1;
    if (frequency.isSubDaily() || days) {
      terms.add(WEEKDAY);
    }
    if (years && frequency.unit() != Frequency.Unit.YEAR) {
      terms.add(YEAR);
    }
    return List.copyOf(terms);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
