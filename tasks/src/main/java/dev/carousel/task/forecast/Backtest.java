package dev.carousel.task.forecast;

import dev.carousel.BadInput;
import dev.carousel.task.baseline.Baseline;
import dev.carousel.task.baseline.Baselines;
import dev.carousel.task.baseline.Linear;
import dev.carousel.task.conformal.ConformalIntervals;
import dev.carousel.task.metric.ForecastErrors;
import dev.carousel.task.metric.IntervalErrors;
import dev.carousel.task.metric.Scores;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rolling-origin backtest without refitting: the model and the baselines forecast from the same
 * origins, all after training time.
 *
 * @param series what was forecast
 * @param origins places of the first step of each forecast
 * @param model the model's forecasts and errors
 * @param bounds of the model's intervals, by origin; empty if it has none
 * @param intervals how they did; null if it has none
 * @param linearPart those of the model with its network switched off
 * @param baselines those of the simple baselines, by name: {@link Baselines#forSeries}
 * @param others those of all other baselines, by name
 */
public record Backtest(
    TimeSeries series,
    List<Integer> origins,
    Outcome model,
    List<ConformalIntervals.Bounds> bounds,
    @Nullable IntervalErrors intervals,
    Outcome linearPart,
    Map<String, Outcome> baselines,
    Map<String, Outcome> others) {
  private static final int FEW = 10;

  /**
   * How one forecaster did.
   *
   * @param forecasts by origin, in the target's unit
   * @param scores over all steps
   * @param maeBySteps MAE by step ahead, NaN where nothing was observed
   */
  public record Outcome(List<double[]> forecasts, Scores scores, double[] maeBySteps) {}

  /**
   * Tests a model on what came after its training time.
   *
   * @throws BadInput if less than a horizon came after it
   */
  public static Backtest of(ForecastModel model, TimeSeries series) {
    int trainEnd = trainEnd(model, series);
    int season = model.spec().season();
    int[] origins = new Split(trainEnd, trainEnd, series.length()).origins(season, model.horizon());
    double[] target = series.target();
    double scale = ForecastErrors.scale(target, trainEnd, season);
    Outcome outcome = outcome(target, scale, origins, model.forecasts(series, origins));
    if (Double.isNaN(outcome.scores.mae())) {
      throw new BadInput(
          "%s: no '%s' is observed after %s, so nothing can be tested; give a file with later rows",
          series.source(), model.target(), model.spec().trainEndTime());
    }
    List<Baseline> simple = Baselines.forSeries(series, trainEnd);
    Map<String, Outcome> baselines = new LinkedHashMap<>();
    Map<String, Outcome> others = new LinkedHashMap<>();
    for (Baseline baseline : all(model, series, trainEnd)) {
      List<double[]> forecasts = new ArrayList<>();
      for (int origin : origins) {
        forecasts.add(baseline.forecast(target, origin, model.horizon()));
      }
      boolean known = simple.stream().anyMatch(one -> one.name().equals(baseline.name()));
      (known ? baselines : others).put(baseline.name(), outcome(target, scale, origins, forecasts));
    }
    List<ConformalIntervals.Bounds> bounds = bounds(model, series, origins, outcome.forecasts);
    return new Backtest(
        series,
        java.util.Arrays.stream(origins).boxed().toList(),
        outcome,
        bounds,
        bounds.isEmpty() ? null : intervals(model.coverage(), target, origins, bounds, scale),
        outcome(target, scale, origins, model.linearParts(series, origins)),
        baselines,
        others);
  }

  /** All baselines, with a ridge regression on as many lags as the model reads steps. */
  private static List<Baseline> all(ForecastModel model, TimeSeries series, int trainEnd) {
    List<Baseline> all = new ArrayList<>(Baselines.all(series, trainEnd));
    List<double[]> target = List.of(series.target());
    int[] end = {trainEnd};
    int lags = model.window();
    if (lags >= 2 && Linear.rows(target, end, lags, model.horizon()) > 0) {
      all.add(Linear.fit(target, end, lags, model.horizon(), Linear.USUAL_RIDGE));
    }
    return all;
  }

  private static List<ConformalIntervals.Bounds> bounds(
      ForecastModel model, TimeSeries series, int[] origins, List<double[]> forecasts) {
    List<ConformalIntervals.Bounds> all = new ArrayList<>();
    for (int i = 0; i < origins.length; i++) {
      ConformalIntervals.Bounds bounds = model.interval(series, origins[i], forecasts.get(i));
      if (bounds != null) {
        all.add(bounds);
      }
    }
    return all;
  }

  private static IntervalErrors intervals(
      double coverage,
      double[] target,
      int[] origins,
      List<ConformalIntervals.Bounds> bounds,
      double scale) {
    IntervalErrors errors = new IntervalErrors(coverage);
    for (int i = 0; i < origins.length; i++) {
      ConformalIntervals.Bounds one = bounds.get(i);
      for (int h = 0; h < one.lower().length; h++) {
        errors.add(target[origins[i] + h], one.lower()[h], one.upper()[h], scale);
      }
    }
    return errors;
  }

  private static int trainEnd(ForecastModel model, TimeSeries series) {
    int trainEnd = model.trainEnd(series);
    if (trainEnd < model.window() || series.length() - trainEnd < model.horizon()) {
      throw new BadInput(
          "%s: a backtest needs %d steps before and %d after the end of the model's training time"
              + " (%s); the file runs from %s to %s",
          series.source(),
          model.window(),
          model.horizon(),
          model.spec().trainEndTime(),
          series.time(0),
          series.time(series.length() - 1));
    }
    return trainEnd;
  }

  private static Outcome outcome(
      double[] target, double scale, int[] origins, List<double[]> forecasts) {
    int horizon = forecasts.getFirst().length;
    ForecastErrors all = new ForecastErrors(scale);
    double[] bySteps = new double[horizon];
    for (int i = 0; i < origins.length; i++) {
      all.add(target, origins[i], forecasts.get(i));
    }
    for (int h = 0; h < horizon; h++) {
      ForecastErrors step = new ForecastErrors(scale);
      for (int i = 0; i < origins.length; i++) {
        step.add(target[origins[i] + h], forecasts.get(i)[h]);
      }
      bySteps[h] = step.scores().mae();
    }
    return new Outcome(forecasts, all.scores(), bySteps);
  }

  /** The name of the simple baseline with the smallest MAE. */
  public String bestBaseline() {
    return best(baselines).getKey();
  }

  /** The name of the baseline with the smallest MAE of all. */
  public String bestOfAll() {
    return best(all()).getKey();
  }

  /** The simple baselines and all others, by name. */
  public Map<String, Outcome> all() {
    Map<String, Outcome> all = new LinkedHashMap<>(baselines);
    all.putAll(others);
    return all;
  }

  private static Map.Entry<String, Outcome> best(Map<String, Outcome> of) {
    return of.entrySet().stream()
        .filter(e -> !Double.isNaN(e.getValue().scores.mae()))
        .min(Comparator.comparingDouble(e -> e.getValue().scores.mae()))
        .orElseThrow();
  }

  /** 1 - MAE / the best simple baseline's MAE: above 0 the model is better. */
  public double skill() {
    return 1 - model.scores.mae() / best(baselines).getValue().scores.mae();
  }

  /** The same against the best of all baselines. */
  public double skillAll() {
    return 1 - model.scores.mae() / best(all()).getValue().scores.mae();
  }

  /** One sentence that says who is better, and by how much. */
  public String verdict() {
    String figures =
        String.format(
            java.util.Locale.ROOT,
            "MAE %.4g against %.4g over %s",
            model.scores.mae(),
            best(all()).getValue().scores.mae(),
            Sentence.count(origins.size(), "origin"));
    double percent = Math.abs(100 * skillAll());
    if (!Double.isFinite(percent)) { // the baseline's error is 0
      return "The baseline %s makes no error: use it. The LSTM has %s."
          .formatted(bestOfAll(), figures);
    }
    String by = Sentence.percent(percent);
    if (skillAll() > 0) {
      return "The LSTM is %s better than the best baseline, %s: %s.%s"
          .formatted(by, bestOfAll(), figures, few());
    }
    return "The baseline %s is better, by %s: use it. The LSTM has %s.%s"
        .formatted(bestOfAll(), by, figures, few());
  }

  private String few() {
    return origins.size() < FEW ? " So few may be chance: more rows would tell." : "";
  }

  /** The model's mean absolute error from one origin; NaN if nothing was observed. */
  public double mae(int index) {
    ForecastErrors errors = new ForecastErrors(Double.NaN);
    errors.add(series.target(), origins.get(index), model.forecasts.get(index));
    return errors.scores().mae();
  }
}
