package dev.carousel.task.panel;

import dev.carousel.task.baseline.Baseline;
import dev.carousel.task.baseline.Ets;
import dev.carousel.task.baseline.Naive2;
import dev.carousel.task.baseline.SeasonalNaive;
import dev.carousel.task.baseline.Theta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The baselines that may be averaged with a network, by name. */
final class Companions {
  static final List<String> ALL = List.of("theta", "ets", "naive2", "seasonal-naive");

  private Companions() {}

  /** The baseline of that name. */
  static Baseline of(String name, int season) {
    return switch (name) {
      case "theta" -> new Theta(season);
      case "ets" -> new Ets(season);
      case "naive2" -> new Naive2(season);
      case "seasonal-naive" -> new SeasonalNaive(season);
      default ->
          throw new IllegalArgumentException("companion '%s', expected %s".formatted(name, ALL));
    };
  }

  /**
   * The mean of a forecast and those of companions, step by step, bounded like the forecast.
   *
   * @param target of the series, of which what comes before the origin is known
   */
  static double[] averaged(
      List<String> names, int season, double[] target, int origin, double[] forecast) {
    double[] mean = forecast.clone();
    for (String name : names) {
      double[] other = of(name, season).forecast(target, origin, forecast.length);
      Arrays.setAll(mean, h -> mean[h] + other[h]);
    }
    Arrays.setAll(mean, h -> mean[h] / (names.size() + 1));
    return names.isEmpty() ? mean : new HistoryRange(target).bounded(origin, mean);
  }

  /** Those worth trying: the seasonal naive forecast of no season is the naive one. */
  static List<String> candidates(int season) {
    return season > 1 ? ALL : ALL.subList(0, 2);
  }

  /** All selections of some of these, the empty one first. */
  static List<List<String>> subsets(List<String> names) {
    List<List<String>> subsets = new ArrayList<>();
    for (int bits = 0; bits < 1 << names.size(); bits++) {
      List<String> subset = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        if (((bits >> i) & 1) == 1) {
          subset.add(names.get(i));
        }
      }
      subsets.add(List.copyOf(subset));
    }
    return subsets;
  }
}
