package dev.carousel.task.series;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the frequency of times that ascend strictly: the most common step, on a calendar grid. */
final class FrequencyDetection {
  private static final long DAY = 86_400;
  private static final long SHORTEST_MONTH = 28 * DAY;

  private FrequencyDetection() {}

  /**
   * The frequency the most common step speaks for. It is a candidate only: the times may still be
   * off its grid. Null if there are fewer than two times or they differ by less than a second.
   */
  static @Nullable Frequency candidate(LocalDateTime[] times) {
    if (times.length < 2) {
      return null;
    }
    long step = commonStep(times);
    if (step < 1 || step > Integer.MAX_VALUE) {
      return null;
    }
    Frequency months = step >= SHORTEST_MONTH ? calendar(times) : null;
    if (months != null) {
      return months;
    }
    return step == DAY && skipsWeekends(times)
        ? Frequency.of(Frequency.Unit.BUSINESS_DAY)
        : Frequency.ofSeconds(step);
  }

  /** Whether the times ascend without any gap at one frequency. */
  static boolean isRegular(LocalDateTime[] times) {
    for (int i = 1; i < times.length; i++) {
      if (!times[i].isAfter(times[i - 1])) {
        return false;
      }
    }
    Frequency frequency = candidate(times);
    if (frequency == null) {
      return false;
    }
    for (int i = 1; i < times.length; i++) {
      if (!frequency.plus(times[0], i).equals(times[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether the times, sorted, lie on one grid at least half of which is there. */
  static boolean isRegularWithGaps(LocalDateTime[] times) {
    LocalDateTime[] sorted = Arrays.stream(times).sorted().distinct().toArray(LocalDateTime[]::new);
    Frequency frequency = candidate(sorted);
    return frequency != null
        && offGrid(sorted, frequency).isEmpty()
        && !isMostlyGaps(frequency, sorted);
  }

  /** Whether less than half of the grid from the first to the last of these times is there. */
  static boolean isMostlyGaps(Frequency frequency, LocalDateTime[] times) {
    return frequency.between(times[0], times[times.length - 1]) + 1 > 2L * times.length;
  }

  /** The places of the times that are off the grid most of them lie on; empty if none is. */
  static List<Integer> offGrid(LocalDateTime[] times, Frequency frequency) {
    LocalDateTime anchor = anchor(times, frequency);
    List<Integer> off = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      if (!frequency.onGrid(anchor, times[i])) {
        off.add(i);
      }
    }
    return off;
  }

  /** The first time that is followed by its own next step: it is on the grid, if any is. */
  private static LocalDateTime anchor(LocalDateTime[] times, Frequency frequency) {
    if (frequency.unit().months() > 0) {
      return times[0];
    }
    for (int i = 1; i < times.length; i++) {
      if (frequency.plus(times[i - 1], 1).equals(times[i])) {
        return times[i - 1];
      }
    }
    return times[0];
  }

  private static long commonStep(LocalDateTime[] times) {
    long[] steps = new long[times.length - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Duration.between(times[i], times[i + 1]).toSeconds();
    }
    return mostCommon(steps);
  }

  /** The most common value, the smallest among equals; sorts the array. */
  private static long mostCommon(long[] values) {
    Arrays.sort(values);
    long best = values[0];
    int bestCount = 0;
    int from = 0;
    for (int i = 1; i <= values.length; i++) {
      if (i == values.length || values[i] != values[from]) {
        if (i - from > bestCount) {
          best = values[from];
          bestCount = i - from;
        }
        from = i;
      }
    }
    return best;
  }

  /** Months, quarters or years, if all times are whole months after the first; otherwise null. */
  private static @Nullable Frequency calendar(LocalDateTime[] times) {
    Frequency month = Frequency.of(Frequency.Unit.MONTH);
    long[] steps = new long[times.length - 1];
    long before = 0;
    for (int i = 1; i < times.length; i++) {
      long months = month.between(times[0], times[i]);
      if (!month.plus(times[0], months).equals(times[i])) {
        return null;
      }
      steps[i - 1] = months - before;
      before = months;
    }
    return Frequency.ofMonths(Math.toIntExact(mostCommon(steps)));
  }

  private static boolean skipsWeekends(LocalDateTime[] times) {
    long days = Duration.between(times[0], times[times.length - 1]).toDays();
    return days >= 7 && Arrays.stream(times).noneMatch(Frequency::isWeekend);
  }
}
