package dev.carousel.task.panel;

import dev.carousel.task.baseline.Baseline;
import dev.carousel.task.baseline.Naive2;
import dev.carousel.task.conformal.ConformalIntervals;
import dev.carousel.task.conformal.LocalScale;
import dev.carousel.task.metric.GroupScores;
import dev.carousel.task.metric.SeriesScores;
import dev.carousel.task.series.NamedSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one network and the baselines forecast of the last horizon of each training part, and what
 * was decided by it. Every choice is made here; the test part has no say.
 *
 * @param companions baselines whose mean with the network has the least OWA
 * @param radii half widths of intervals by step ahead, over the {@link LocalScale}; empty if there
 *     are too few series
 * @param owa of each combination that was tried, by name, in the order tried
 */
public record PanelValidation(
    List<String> companions, List<Double> radii, Map<String, Double> owa) {
  private static final double FAR = 2; // OWA of Naive2: 1

  /** The OWA of the best combination. */
  public double least() {
    return owa.values().stream().mapToDouble(v -> v).min().orElse(Double.NaN);
  }

  /** Whether even the best combination is more than twice as far off as Naive2. */
  public boolean far() {
    return least() > FAR;
  }

  /** Decides. */
  static PanelValidation of(PanelModel network, List<NamedSeries> series, PanelOptions options) {
    return new Choice(network, series).decide(options);
  }

  /** The forecasts on validation time. */
  private static final class Choice {
    private final PanelSpec spec;
    private final List<double[]> histories;
    private final List<double[]> actual = new ArrayList<>();
    private final List<double[]> network;
    private final List<String> candidates;

    Choice(PanelModel model, List<NamedSeries> series) {
      this.spec = model.spec();
      this.candidates = model.kind().companions(spec.season());
      List<NamedSeries> parts =
          series.stream().map(one -> HeldOut.shortened(one, spec.horizon())).toList();
      this.histories = parts.stream().map(NamedSeries::target).toList();
      for (NamedSeries one : series) {
        double[] target = one.target();
        actual.add(Arrays.copyOfRange(target, target.length - spec.horizon(), target.length));
      }
      int median = spec.levels().indexOf(PanelSpec.MEDIAN);
      this.network = model.quantiles(parts).stream().map(q -> q[median]).toList();
    }

    PanelValidation decide(PanelOptions options) {
      List<String> names = options.combine() ? candidates : List.of();
      Map<String, List<double[]>> baselines = new LinkedHashMap<>();
      for (String name : names) {
        baselines.put(name, forecasts(Companions.of(name, spec.season())));
      }
      GroupScores naive2 = scores(forecasts(new Naive2(spec.season())));
      Map<String, Double> owa = new LinkedHashMap<>();
      List<String> best = List.of();
      List<double[]> bestForecasts = network;
      double least = Double.POSITIVE_INFINITY;
      for (List<String> subset : Companions.subsets(names)) {
        List<double[]> mean = mean(subset.stream().map(baselines::get).toList());
        double score = scores(mean).owa(naive2);
        owa.put(label(options.network().label(), subset), score);
        if (score < least) {
          least = score;
          best = subset;
          bestForecasts = mean;
        }
      }
      return new PanelValidation(best, radii(bestForecasts), owa);
    }

    private List<double[]> forecasts(Baseline baseline) {
      return histories.stream()
          .map(history -> baseline.forecast(history, history.length, spec.horizon()))
          .toList();
    }

    /** The mean of the network's forecasts and those of others. */
    private List<double[]> mean(List<List<double[]>> others) {
      List<double[]> means = new ArrayList<>();
      for (int i = 0; i < network.size(); i++) {
        double[] mean = network.get(i).clone();
        for (List<double[]> other : others) {
          double[] one = other.get(i);
          Arrays.setAll(mean, h -> mean[h] + one[h]);
        }
        Arrays.setAll(mean, h -> mean[h] / (others.size() + 1));
        means.add(mean);
      }
      return means;
    }

    private GroupScores scores(List<double[]> forecasts) {
      List<SeriesScores> scores = new ArrayList<>();
      for (int i = 0; i < forecasts.size(); i++) {
        double[] history = histories.get(i);
        scores.add(
            SeriesScores.of(
                history, history.length, spec.season(), actual.get(i), forecasts.get(i)));
      }
      return GroupScores.of(scores);
    }

    private List<Double> radii(List<double[]> forecasts) {
      List<double[]> errors = new ArrayList<>();
      for (int i = 0; i < forecasts.size(); i++) {
        double[] history = histories.get(i);
        double scale = LocalScale.before(history, history.length, spec.season());
        double[] came = actual.get(i);
        double[] forecast = forecasts.get(i);
        double[] row = new double[came.length];
        Arrays.setAll(row, h -> (came[h] - forecast[h]) / scale);
        errors.add(row);
      }
      return radii(errors, spec.coverage());
    }

    /** Radii of intervals, if each step has enough errors. */
    private static List<Double> radii(List<double[]> errors, double coverage) {
      int least = ConformalIntervals.leastErrors(coverage);
      for (int h = 0; h < errors.getFirst().length; h++) {
        int step = h;
        if (errors.stream().filter(row -> !Double.isNaN(row[step])).count() < least) {
          return List.of();
        }
      }
      List<Double> radii = ConformalIntervals.fit(errors, coverage).radii();
      return ConformalIntervals.smoothed(radii, errors.size());
    }
  }

  /** The name of a combination: {@code lstm + theta + ets}. */
  static String label(String network, List<String> companions) {
    return companions.isEmpty() ? network : network + " + " + String.join(" + ", companions);
  }
}
