package dev.carousel.task.panel;

import dev.carousel.task.baseline.Baseline;
import dev.carousel.task.baseline.Drift;
import dev.carousel.task.baseline.Ets;
import dev.carousel.task.baseline.Linear;
import dev.carousel.task.baseline.Naive;
import dev.carousel.task.baseline.SeasonalMean;
import dev.carousel.task.baseline.SeasonalNaive;
import dev.carousel.task.baseline.Theta;
import dev.carousel.task.conformal.ConformalIntervals;
import dev.carousel.task.metric.IntervalErrors;
import dev.carousel.task.series.Frequency;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.table.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model and the baselines from the same origins after training time.
 *
 * @param name of the model
 * @param origins how many, over all series
 * @param methods the model first, then the baselines, by name
 * @param intervals how the model's intervals did; null if it has none
 * @param last the last forecast of each series that was tested
 */
public record RollingTest(
    String name,
    int origins,
    Map<String, RollingScores> methods,
    @Nullable IntervalErrors intervals,
    List<Last> last) {
  private static final long MOST_STEPS = 20_000_000; // of Theta, which looks at all of a history
  private static final long MOST_PRODUCTS = 30_000_000_000L;

  /**
   * A forecast that can be looked at.
   *
   * @param series which of the set
   * @param origin the first place forecast
   * @param forecast the model's
   * @param scores of this forecast alone
   */
  public record Last(int series, int origin, SeriesForecast forecast, RollingScores scores) {}

  static RollingTest of(
      PanelModel model,
      String name,
      SeriesSet set,
      List<PreparedSeries> prepared,
      RollingSplit split) {
    int[] ends = split.validationPlaces(set);
    int[] tests = split.testPlaces(set);
    int[] lasts = split.endPlaces(set);
    int horizon = model.horizon();
    RollingScores own = new RollingScores();
    List<double[]> targets = set.stream().map(NamedSeries::target).toList();
    int median = model.levels().indexOf(PanelSpec.MEDIAN);
    IntervalErrors intervals =
        model.spec().radii().isEmpty() ? null : new IntervalErrors(model.coverage());
    List<Last> last = new ArrayList<>();
    int count = 0;
    for (int i = 0; i < targets.size(); i++) {
      int[] origins = origins(tests[i], lasts[i] - horizon, split.stride());
      count += origins.length;
      PreparedSeries one = prepared.get(i);
      List<PreparedSeries> same = Collections.nCopies(origins.length, one);
      List<double[][]> forecasts = model.quantiles(same, origins);
      RollingScores.Units units = RollingScores.units(targets.get(i), ends[i], model.season());
      for (int o = 0; o < origins.length; o++) {
        double[] values = forecasts.get(o)[median];
        own.add(targets.get(i), origins[o], values, units);
        ConformalIntervals.Bounds bounds = model.interval(targets.get(i), origins[o], values);
        add(intervals, bounds, targets.get(i), origins[o], units);
        if (o == origins.length - 1) {
          String id = set.ids().get(i);
          SeriesForecast shown =
              new SeriesForecast(id, values, bounds, List.of(forecasts.get(o)), List.of());
          RollingScores alone = new RollingScores();
          alone.add(targets.get(i), origins[o], values, units);
          last.add(new Last(i, origins[o], shown, alone));
        }
      }
    }
    Map<String, RollingScores> methods = new LinkedHashMap<>();
    methods.put(name, own);
    Linear linear = linear(model.kind().reach(model.spec()), horizon, targets, ends);
    for (int i = 0; i < targets.size(); i++) {
      double[] target = targets.get(i);
      int[] origins = origins(tests[i], lasts[i] - horizon, split.stride());
      RollingScores.Units units = RollingScores.units(target, ends[i], model.season());
      List<Baseline> all = baselines(model.season(), set, target, ends[i], origins.length);
      if (linear != null) {
        all.add(linear);
      }
      for (Baseline baseline : all) {
        RollingScores scores = methods.computeIfAbsent(baseline.name(), key -> new RollingScores());
        for (int origin : origins) {
          scores.add(target, origin, baseline.forecast(target, origin, horizon), units);
        }
      }
    }
    return new RollingTest(name, count, methods, intervals, List.copyOf(last));
  }

  /** The model on the validation part: its errors in each series' standard deviations. */
  static double validation(
      PanelModel model, SeriesSet set, List<PreparedSeries> prepared, RollingSplit split) {
    int[] ends = split.validationPlaces(set);
    int[] tests = split.testPlaces(set);
    RollingScores own = new RollingScores();
    int median = model.levels().indexOf(PanelSpec.MEDIAN);
    for (int i = 0; i < prepared.size(); i++) {
      double[] target = set.list().get(i).target();
      int[] origins = origins(ends[i], tests[i] - model.horizon(), split.stride());
      List<PreparedSeries> same = Collections.nCopies(origins.length, prepared.get(i));
      List<double[][]> forecasts = model.quantiles(same, origins);
      RollingScores.Units units = RollingScores.units(target, ends[i], model.season());
      for (int o = 0; o < origins.length; o++) {
        own.add(target, origins[o], forecasts.get(o)[median], units);
      }
    }
    return own.standardMae();
  }

  private static void add(
      @Nullable IntervalErrors errors,
      ConformalIntervals.@Nullable Bounds bounds,
      double[] target,
      int origin,
      RollingScores.Units units) {
    if (errors != null && bounds != null) {
      for (int h = 0; h < bounds.lower().length; h++) {
        errors.add(target[origin + h], bounds.lower()[h], bounds.upper()[h], units.scale());
      }
    }
  }

  static int[] origins(int first, int last, int stride) {
    int[] origins = new int[Math.max(0, (last - first) / stride + 1)];
    Arrays.setAll(origins, i -> first + i * stride);
    return origins;
  }

  private static List<Baseline> baselines(
      int season, SeriesSet set, double[] target, int end, int origins) {
    List<Baseline> all = new ArrayList<>(List.of(new Naive(), new Drift()));
    Frequency frequency = set.frequency();
    List<Integer> seasons = new ArrayList<>(frequency == null ? List.of() : frequency.seasons());
    if (season > 1 && !seasons.contains(season)) {
      seasons.add(season);
    }
    for (int steps : seasons) {
      all.add(new SeasonalNaive(steps));
      all.add(new SeasonalMean(steps));
    }
    all.add(new Ets(season).fit(target, end));
    if ((long) origins * target.length <= MOST_STEPS) {
      all.add(new Theta(season));
    }
    return all;
  }

  private static @Nullable Linear linear(
      int lags, int horizon, List<double[]> targets, int[] ends) {
    long rows = 0;
    for (int end : ends) {
      rows += Math.max(0, end - lags - horizon + 1);
    }
    boolean feasible = lags >= 2 && rows * lags * lags <= MOST_PRODUCTS;
    return feasible ? Linear.fit(targets, ends, lags, horizon, Linear.USUAL_RIDGE) : null;
  }

  private static PairedDifference difference(RollingScores a, RollingScores b) {
    double[] own = a.byOrigin();
    double[] other = b.byOrigin();
    Arrays.setAll(own, i -> own[i] - other[i]);
    return PairedDifference.ofNeighbours(own);
  }

  /** The model's scores. */
  public RollingScores own() {
    return methods.values().iterator().next();
  }

  /** The name of the baseline with the least MAE, each series in its own standard deviations. */
  public String bestBaseline() {
    return methods.entrySet().stream()
        .skip(1)
        .min(Comparator.comparingDouble(e -> e.getValue().standardMae()))
        .orElseThrow()
        .getKey();
  }

  /** 1 - MAE / the best baseline's, both standardised: above 0 the model is better. */
  public double skillAll() {
    RollingScores best = methods.get(bestBaseline());
    return best == null ? Double.NaN : 1 - own().standardMae() / best.standardMae();
  }

  /** One sentence that says who is better, and by how much. */
  public String verdict() {
    String best = bestBaseline();
    double percent = 100 * skillAll();
    String over = Sentence.of("over %,d forecasts", origins);
    RollingScores other = methods.get(best);
    if (other != null && !difference(own(), other).significant()) {
      return Sentence.of(
          "%s and the baseline %s cannot be told apart %s: a difference of %.1f %% may be chance. Use"
              + " the baseline, which is simpler.",
          name, best, over, Math.abs(percent));
    }
    return percent > 0
        ? Sentence.of(
            "%s is %.1f %% better than the best baseline, %s, %s.", name, percent, best, over)
        : Sentence.of(
            "The baseline %s is better than %s, by %.1f %% %s: use it.",
            best, name, -percent, over);
  }
}
