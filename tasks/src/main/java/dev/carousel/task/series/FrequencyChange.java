package dev.carousel.task.series;

import java.time.LocalDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Times that are regular up to one of them and regular in another way from there on.
 *
 * @param place of the first time of the second kind
 * @param before the frequency of those before it
 * @param after the frequency from it on
 */
record FrequencyChange(int place, Frequency before, Frequency after) {
  private static final int LEAST = 8; // times on each side: some are on a weekend

  /** The change, if there is one and nothing else is irregular; otherwise null. */
  static @Nullable FrequencyChange find(LocalDateTime[] times) {
    if (times.length < 2 * LEAST) {
      return null;
    }
    Frequency before = FrequencyDetection.candidate(Arrays.copyOf(times, LEAST));
    int end = before == null ? 0 : regular(times, before);
    if (before == null || end < LEAST || times.length - end < LEAST) {
      return null;
    }
    for (int place = end - 1; place <= end; place++) { // the last of the first kind may be of both
      LocalDateTime[] rest = Arrays.copyOfRange(times, place, times.length);
      Frequency after = FrequencyDetection.candidate(rest);
      if (after != null && !after.equals(before) && regular(rest, after) == rest.length) {
        return new FrequencyChange(place, before, after);
      }
    }
    return null;
  }

  /** How many of the first times follow each other at this frequency. */
  private static int regular(LocalDateTime[] times, Frequency frequency) {
    int end = 1;
    while (end < times.length && frequency.plus(times[0], end).equals(times[end])) {
      end++;
    }
    return end;
  }
}
