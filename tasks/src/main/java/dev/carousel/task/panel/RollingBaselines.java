package dev.carousel.task.panel;

import dev.carousel.task.baseline.Baseline;
import dev.carousel.task.baseline.Drift;
import dev.carousel.task.baseline.Ets;
import dev.carousel.task.baseline.Linear;
import dev.carousel.task.baseline.Naive;
import dev.carousel.task.baseline.Naive2;
import dev.carousel.task.baseline.SeasonalMean;
import dev.carousel.task.baseline.SeasonalNaive;
import dev.carousel.task.baseline.Theta;
import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.SeriesSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The baselines that stand beside a model in a test from many origins, and those that do not. */
final class RollingBaselines {
  private static final long MOST_STEPS = 20_000_000; // of those that look at all of a history
  private static final long MOST_PRODUCTS = 30_000_000_000L;
  private static final String LINEAR = "linear";
  private static final String LONG =
      "would take long: it looks at a whole history from each origin";

  private final SeriesSet set;
  private final List<double[]> targets;
  private final int season;
  private final Map<String, String> leftOut = new LinkedHashMap<>();

  RollingBaselines(SeriesSet set, List<double[]> targets, int season) {
    this.set = set;
    this.targets = targets;
    this.season = season;
  }

  /**
   * Those of one series.
   *
   * @param end place behind what may be learnt from
   * @param origins how many forecasts are asked for
   */
  List<Baseline> of(double[] target, int end, int origins) {
    List<Baseline> all = new ArrayList<>(List.of(new Naive(), new Drift()));
    Frequency frequency = set.frequency();
    List<Integer> seasons = new ArrayList<>(frequency == null ? List.of() : frequency.seasons());
    if (season > 1 && !seasons.contains(season)) {
      seasons.add(season);
    }
    seasons.removeIf(steps -> steps >= end); // it would be naive
    for (int steps : seasons) {
      all.add(new SeasonalNaive(steps));
      all.add(new SeasonalMean(steps));
    }
    all.add(new Ets(season).fit(target, end));
    boolean quick = (long) origins * target.length <= MOST_STEPS;
    for (Baseline whole : List.of(new Naive2(season), new Theta(season))) {
      if (quick) {
        all.add(whole);
      } else {
        leftOut.put(whole.name(), LONG);
      }
    }
    return all;
  }

  /**
   * The ridge regression on so many lags, of all series; null if there is none.
   *
   * @param ends places behind what may be learnt from
   */
  @Nullable Linear linear(int lags, int horizon, int[] ends) {
    boolean moves =
        IntStream.range(0, ends.length)
            .anyMatch(i -> Arrays.stream(targets.get(i), 0, ends[i]).distinct().count() > 1);
    long rows = lags < 2 ? 0 : Linear.rows(targets, ends, lags, horizon);
    if (!moves) {
      leftOut.put(LINEAR, "has nothing to learn: no series moves");
    } else if (rows == 0) {
      leftOut.put(LINEAR, "has too few steps, or too many gaps, to learn from");
    } else if (rows * lags * lags > MOST_PRODUCTS) {
      leftOut.put(LINEAR, "would take long: the window has too many steps");
    } else {
      return Linear.fit(targets, ends, lags, horizon, Linear.USUAL_RIDGE);
    }
    return null;
  }

  /** Why a baseline does not stand beside the model, by its name. */
  Map<String, String> leftOut() {
    return leftOut;
  }
}
