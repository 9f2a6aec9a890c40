package dev.carousel.task.competition;

import dev.carousel.task.baseline.Baseline;
import dev.carousel.task.baseline.Naive2;
import dev.carousel.task.metric.GroupScores;
import dev.carousel.task.metric.SeriesScores;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.TrainTest;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores forecasts from the end of each training part, as the M4 competition did.
 *
 * @param data the series, and what came
 * @param season m of MASE and of Naive2, at least 1; in M4 24 for hours, 12 for months, 4 for
 *     quarters and 1 for weeks, days and years
 */
public record Competition(TrainTest data, int season) {
  /** Checks the season. */
  public Competition {
    if (season < 1) {
      throw new IllegalArgumentException("season: " + season);
    }
  }

  /** A baseline's forecasts, one for each series in order. */
  public List<double[]> forecasts(Baseline baseline) {
    List<double[]> forecasts = new ArrayList<>();
    for (NamedSeries one : data.train()) {
      forecasts.add(baseline.forecast(one.target(), one.length(), data.horizon()));
    }
    return forecasts;
  }

  /**
   * The scores of each series.
   *
   * @param forecasts one for each series in order, {@code horizon} values each
   */
  public List<SeriesScores> bySeries(List<double[]> forecasts) {
    if (forecasts.size() != data.train().size()) {
      throw new IllegalArgumentException(
          forecasts.size() + " forecasts of " + data.train().size() + " series");
    }
    List<SeriesScores> scores = new ArrayList<>();
    int i = 0;
    for (NamedSeries one : data.train()) {
      scores.add(
          SeriesScores.of(
              one.target(), one.length(), season, data.actual().get(i), forecasts.get(i)));
      i++;
    }
    return scores;
  }

  /** The scores over all series. */
  public GroupScores scores(List<double[]> forecasts) {
    return GroupScores.of(bySeries(forecasts));
  }

  /** The scores of a baseline over all series. */
  public GroupScores scores(Baseline baseline) {
    return scores(forecasts(baseline));
  }

  /** The overall weighted average of forecasts, 1 being Naive2; see {@link GroupScores#owa}. */
  public double owa(List<double[]> forecasts) {
    return scores(forecasts).owa(scores(new Naive2(season)));
  }
}
