package dev.carousel.task.panel;

import dev.carousel.task.baseline.Baseline;
import dev.carousel.task.baseline.Linear;
import dev.carousel.task.conformal.ConformalIntervals;
import dev.carousel.task.metric.IntervalErrors;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects what models and baselines forecast in stretches of test time, each stretch with a model
 * and baselines that know what came before it.
 */
final class RollingCollection {
  private final String name;
  private final SeriesSet set;
  private final Forecasts listener;
  private final List<double[]> targets;
  private final Map<String, RollingScores> methods = new LinkedHashMap<>();
  private final List<RollingScores> bySeries = new ArrayList<>();
  private final SortedMap<Integer, RollingTest.Last> last = new TreeMap<>();
  private final Map<String, String> leftOut = new LinkedHashMap<>();
  private @Nullable ModelErrors errors;
  private @Nullable IntervalErrors intervals;
  private int count;

  /** Is told every forecast of the model. */
  interface Forecasts {
    /** Nobody. */
    Forecasts NONE = (series, origin, values, bounds) -> {};

    /** A forecast of a series from an origin; the interval is null if the model has none. */
    void add(int series, int origin, double[] values, ConformalIntervals.@Nullable Bounds bounds);
  }

  RollingCollection(String name, SeriesSet set, Forecasts listener) {
    this.name = name;
    this.set = set;
    this.listener = listener;
    targets = set.stream().map(NamedSeries::target).toList();
    methods.put(name, new RollingScores());
    for (int i = 0; i < targets.size(); i++) {
      bySeries.add(new RollingScores());
    }
  }

  /** Adds what comes after the second time of a split, forecast by a model made before it. */
  void add(PanelModel model, List<PreparedSeries> prepared, RollingSplit split) {
    int[] ends = split.validationPlaces(set);
    List<int[]> origins = origins(split, model.horizon());
    List<RollingScores.Units> units = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      units.add(RollingScores.units(targets.get(i), ends[i], model.season()));
    }
    addModel(model, prepared, origins, units);
    addBaselines(model, ends, origins, units);
  }

  private List<int[]> origins(RollingSplit split, int horizon) {
    int[] tests = split.testPlaces(set);
    int[] lasts = split.endPlaces(set);
    List<int[]> origins = new ArrayList<>();
    for (int i = 0; i < tests.length; i++) {
      origins.add(RollingTest.origins(tests[i], lasts[i] - horizon, split.stride()));
    }
    return origins;
  }

  private void addModel(
      PanelModel model,
      List<PreparedSeries> prepared,
      List<int[]> origins,
      List<RollingScores.Units> units) {
    if (errors == null) {
      errors = new ModelErrors(model.levels(), model.horizon());
    }
    if (intervals == null && !model.spec().radii().isEmpty()) {
      intervals = new IntervalErrors(model.coverage());
    }
    for (int i = 0; i < targets.size(); i++) {
      int series = i;
      int[] of = origins.get(i);
      count += of.length;
      model.forecast(
          Collections.nCopies(of.length, prepared.get(i)),
          of,
          (forecast, place) -> {
            SeriesForecast one =
                model.whole(set.ids().get(series), targets.get(series), of[place], forecast);
            add(series, of[place], one, units.get(series));
            if (place == of.length - 1) {
              RollingScores alone = new RollingScores();
              alone.add(targets.get(series), of[place], one.values(), units.get(series));
              last.put(series, new RollingTest.Last(series, of[place], one, alone));
            }
          });
    }
  }

  private void add(int series, int origin, SeriesForecast forecast, RollingScores.Units units) {
    double[] target = targets.get(series);
    double[] values = forecast.values();
    scores(name).add(target, origin, values, units);
    bySeries.get(series).add(target, origin, values, units);
    add(intervals, forecast.interval(), target, origin, units);
    listener.add(series, origin, values, forecast.interval());
    double[] actual = Arrays.copyOfRange(target, origin, origin + values.length);
    Objects.requireNonNull(errors).add(series, actual, forecast, units.deviation());
  }

  private void addBaselines(
      PanelModel model, int[] ends, List<int[]> origins, List<RollingScores.Units> units) {
    int horizon = model.horizon();
    RollingBaselines baselines = new RollingBaselines(set, targets, model.season());
    Linear linear = baselines.linear(model.kind().reach(model.spec()), horizon, ends);
    for (int i = 0; i < targets.size(); i++) {
      double[] target = targets.get(i);
      List<Baseline> all = baselines.of(target, ends[i], origins.get(i).length);
      if (linear != null) {
        all.add(linear);
      }
      for (Baseline baseline : all) {
        RollingScores scores = scores(baseline.name());
        for (int origin : origins.get(i)) {
          scores.add(target, origin, baseline.forecast(target, origin, horizon), units.get(i));
        }
      }
    }
    leftOut.putAll(baselines.leftOut());
  }

  private RollingScores scores(String method) {
    return methods.computeIfAbsent(method, key -> new RollingScores());
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

  /** What came of it: of the baselines those that forecast all that the model did. */
  RollingTest test() {
    long all = scores(name).count();
    Map<String, RollingScores> whole = new LinkedHashMap<>(methods);
    whole.values().removeIf(scores -> scores.count() != all);
    methods.keySet().stream()
        .filter(method -> !whole.containsKey(method))
        .forEach(method -> leftOut.putIfAbsent(method, "cannot forecast from every origin"));
    return new RollingTest(
        name,
        count,
        whole,
        leftOut,
        intervals,
        Objects.requireNonNull(errors, "nothing was tested"),
        bySeries,
        List.copyOf(last.values()));
  }
}
