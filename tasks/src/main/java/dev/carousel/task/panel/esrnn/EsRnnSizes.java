package dev.carousel.task.panel.esrnn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sizes of a network.
 *
 * @param season m, 1 for none
 * @param window values that the recurrent layers read at each place
 * @param horizon steps ahead
 * @param places at which they read, the last ones of the values
 * @param length values that are smoothed
 * @param levels quantiles
 */
public record EsRnnSizes(int season, int window, int horizon, int places, int length, int levels) {
  private static final int WARM_SEASONS = 3;
  private static final int WARM_STEPS = 12;
  private static final int LEAST_PLACES = 24;
  private static final int MOST_PLACES = 240;

  /** Checks that the places fit. */
  public EsRnnSizes {
    if (season < 1 || horizon < 1 || levels < 1 || window < 1 || places < 1) {
      throw new IllegalArgumentException(
          "season %d, window %d, horizon %d, %d places, %d levels: expected at least 1 of each"
              .formatted(season, window, horizon, places, levels));
    }
    if (length < places + window - 1) {
      throw new IllegalArgumentException(
          "%d values, expected at least %d: %d places with windows of %d"
              .formatted(length, places + window - 1, places, window));
    }
  }

  /** The usual ones: a few seasons of places, and some to find level and season before. */
  public static EsRnnSizes of(int season, int window, int horizon, int levels) {
    long wished = Math.max(4L * season, 2L * horizon);
    int places = Math.clamp(wished, LEAST_PLACES, MOST_PLACES);
    int warm = Math.max(WARM_STEPS, WARM_SEASONS * season);
    return new EsRnnSizes(season, window, horizon, places, places + window - 1 + warm, levels);
  }

  /** Numbers that stand for a stretch: its first seasons, if it has any, and its values. */
  int given() {
    return (season > 1 ? season : 0) + length;
  }

  /** Numbers ahead of all places. */
  int targets() {
    return places * horizon * levels;
  }

  /** Dilations of the recurrent layers: those of short steps, and behind them those of seasons. */
  List<Integer> dilations() {
    return season > 1 ? List.of(1, Math.max(2, season / 4), season) : List.of(1, 2, 6);
  }

  /** Writes what a network is given of a stretch. */
  void write(Stretch stretch, float[] to, int offset) {
    double[] values = values(stretch);
    int at = offset;
    if (season > 1) {
      for (double one : seasons(values)) {
        to[at++] = (float) one;
      }
    }
    for (double value : values) {
      to[at++] = (float) value;
    }
  }

  /** The last values; before the series begins those of its first season, again and again. */
  private double[] values(Stretch stretch) {
    double[] values = new double[length];
    int first = stretch.first();
    int period = Math.min(season, stretch.origin() - first);
    for (int i = 0; i < length; i++) {
      int place = stretch.origin() - length + i;
      values[i] =
          stretch.value(place >= first ? place : first + Math.floorMod(place - first, period));
    }
    return values;
  }

  /** How the steps of the first seasons lie to the mean of their season, in the mean of some. */
  private double[] seasons(double[] values) {
    int seasons = Math.clamp(values.length / season, 1, WARM_SEASONS);
    double[] sums = new double[season];
    for (int k = 0; k < seasons; k++) {
      int from = k * season;
      double mean = Arrays.stream(values, from, from + season).sum() / season;
      for (int j = 0; j < season; j++) {
        sums[j] += (values[from + j] - mean) / seasons;
      }
    }
    return sums;
  }

  /** Names of the layers of a member, in order. */
  static List<String> names(String stem, int count, int member) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      names.add(stem + "_" + i + "_" + member);
    }
    return names;
  }
}
