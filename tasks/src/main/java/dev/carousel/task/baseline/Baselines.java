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
}
