package dev.carousel.task.panel.deepar;

import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/**
 * The row that a network reads to give the distribution of a place: the values so many steps
 * before, and what is known of it ahead.
 *
 * @param lags steps back, ascending, the first one 1
 * @param known numbers of what is known ahead
 */
public record StepRows(List<Integer> lags, int known) {
  /** Checks that lags ascend from 1. */
  public StepRows {
    lags = List.copyOf(lags);
    int before = 0;
    for (int lag : lags) {
      if (lag <= before) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "lags %s, expected ascending ones from 1 on", lags));
      }
      before = lag;
    }
    if (lags.isEmpty() || lags.getFirst() != 1) {
      throw new IllegalArgumentException("lags " + lags + ", expected 1 first");
    }
  }

  /** Numbers of a row. */
  public int features() {
    return lags.size() + known;
  }

  /** The row of a place all of whose lags are known. */
  void write(Sight sight, int place, float[] to, int offset) {
    write(sight, place, sight::scaled, to, offset);
  }

  /** The row of a place, with its lags from elsewhere. */
  void write(Sight sight, int place, IntToDoubleFunction scaled, float[] to, int offset) {
    for (int i = 0; i < lags.size(); i++) {
      to[offset + i] = (float) scaled.applyAsDouble(place - lags.get(i));
    }
    if (known > 0) {
      sight.known(place, to, offset + lags.size());
    }
  }
}
