package dev.carousel.task.baseline;

import dev.carousel.task.series.TimeSeries;
import java.util.ArrayList;
import java.util.List;

/** The baselines that apply to a series. */
public final class Baselines {
  private Baselines() {}

  /**
   * Naive, seasonal naive for every natural season that fits in training, drift, and climatology if
   * training spans a year.
   *
   * @param trainEnd the place after the last of training time
   */
  public static List<Baseline> forSeries(TimeSeries series, int trainEnd) {
    List<Baseline> baselines = new ArrayList<>();
    baselines.add(new Naive());
    for (int season : series.frequency().seasons()) {
      if (season <= trainEnd) {
        baselines.add(new SeasonalNaive(season));
      }
    }
    baselines.add(new Drift());
    if (Climatology.fits(series, trainEnd)) {
      baselines.add(Climatology.fit(series, trainEnd));
    }
    return List.copyOf(baselines);
  }

  /**
   * Those of {@link #forSeries}, the mean of every natural season that fits in training, Naive2,
   * Theta and ETS; the last with its form and parameters fixed on training time, so that a backtest
   * from many origins is quick.
   *
   * @param trainEnd the place after the last of training time
   */
  public static List<Baseline> all(TimeSeries series, int trainEnd) {
    List<Baseline> baselines = new ArrayList<>(forSeries(series, trainEnd));
    int shortest = 1;
    for (int season : series.frequency().seasons().reversed()) {
      if (season <= trainEnd) {
        baselines.add(new SeasonalMean(season));
        shortest = season;
      }
    }
    baselines.add(new Naive2(shortest));
    baselines.add(new Theta(shortest));
    baselines.add(new Ets(shortest).fit(series.target(), trainEnd));
    return List.copyOf(baselines);
  }

  /**
   * Those that need values only: naive, seasonal naive, drift, seasonal mean, Naive2, Theta and
   * ETS, chosen anew for each series they are asked about.
   *
   * @param season its length in steps; 1 for none, and then without the seasonal ones
   */
  public static List<Baseline> ofValues(int season) {
    List<Baseline> baselines = new ArrayList<>(List.of(new Naive()));
    if (season > 1) {
      baselines.add(new SeasonalNaive(season));
      baselines.add(new SeasonalMean(season));
    }
    baselines.addAll(List.of(new Drift(), new Naive2(season), new Theta(season), new Ets(season)));
    return List.copyOf(baselines);
  }
}
