package dev.carousel.task.panel;

import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.table.Sentence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Notices that series return after some steps where nobody has said so: a file without times tells
 * no season, and without one the baselines, and windows of whole seasons, are not what they could
 * be.
 */
public final class SeasonHint {
  private static final int SHORTEST = 2;
  private static final int LONGEST = 400;
  private static final int TIMES = 3; // a season is seen at least so often
  private static final double LEAST = 0.5; // autocorrelation of the changes
  private static final double NEARLY = 0.9; // of the greatest one: multiples of a season return too
  private static final double SHARE = 0.5; // of the series

  private SeasonHint() {}

  /** What to tell of series without times for which no season was given; null for nothing. */
  public static @Nullable DataNote of(SeriesSet set, PanelOptions options) {
    if (options.season() > 0 || set.frequency() != null) {
      return null;
    }
    List<NamedSeries> some = InputLearning.some(set);
    Map<Integer, Integer> votes = new HashMap<>();
    some.forEach(one -> votes.merge(season(one.target()), 1, Integer::sum));
    votes.remove(1);
    return votes.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .filter(most -> most.getValue() >= SHARE * some.size())
        .map(most -> note(most.getKey(), most.getValue(), some.size()))
        .orElse(null);
  }

  private static DataNote note(int season, int count, int all) {
    String message =
        Sentence.of(
            "The file has no times that would tell a season, but %s looked at repeat themselves every"
                + " %d steps: give --season %d for baselines and a network that know it (or"
                + " --season 1 for none).",
            all == 1 ? "the one series" : Sentence.of("%d of %d series", count, all),
            season,
            season);
    return new DataNote(DataNote.Kind.SEASON, message, count, 0);
  }

  /** The steps after which the changes of a series return; 1 if they do not. */
  static int season(double[] values) {
    double[] change = changes(values);
    double[] like = new double[Math.min(LONGEST, change.length / TIMES) + 2];
    double greatest = 0;
    for (int lag = 1; lag < like.length; lag++) {
      like[lag] = autocorrelation(change, lag);
      greatest = lag < SHORTEST ? greatest : Math.max(greatest, like[lag]);
    }
    for (int lag = SHORTEST; lag < like.length - 1; lag++) {
      boolean peak = like[lag] >= like[lag - 1] && like[lag] >= like[lag + 1];
      if (peak && like[lag] >= LEAST && like[lag] >= NEARLY * greatest) {
        return lag;
      }
    }
    return 1;
  }

  /** From each value to the next, 0 to and from a missing one, their mean taken away. */
  private static double[] changes(double[] values) {
    double[] changes = new double[Math.max(0, values.length - 1)];
    double sum = 0;
    int known = 0;
    for (int i = 0; i < changes.length; i++) {
      changes[i] = values[i + 1] - values[i];
      if (!Double.isNaN(changes[i])) {
        sum += changes[i];
        known++;
      }
    }
    for (int i = 0; i < changes.length; i++) {
      changes[i] = Double.isNaN(changes[i]) ? 0 : changes[i] - sum / known;
    }
    return changes;
  }

  private static double autocorrelation(double[] x, int lag) {
    double product = 0;
    double square = 0;
    for (int i = 0; i < x.length; i++) {
      square += x[i] * x[i];
      product += i < lag ? 0 : x[i] * x[i - lag];
    }
    return square == 0 ? 0 : product / square * x.length / (x.length - lag);
  }
}
