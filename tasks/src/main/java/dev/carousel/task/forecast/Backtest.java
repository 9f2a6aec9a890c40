package dev.carousel.task.forecast;

import dev.carousel.BadInput;
import dev.carousel.task.baseline.Baseline;
import dev.carousel.task.baseline.Baselines;
import dev.carousel.task.metric.ForecastErrors;
import dev.carousel.task.metric.Scores;
import dev.carousel.task.series.TimeSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rolling-origin backtest without refitting: the model and the baselines forecast from the same
 * origins, all after training time.
 *
 * @param series what was forecast
 * @param origins places of the first step of each forecast
 * @param forecasts by origin, in the target's unit
 * @param model the model's errors
 * @param modelBySteps its MAE by step ahead
 * @param baselines errors by name
 * @param baselinesBySteps MAE by step ahead, by name
 */
public record Backtest(
    TimeSeries series,
    int[] origins,
    List<double[]> forecasts,
    Scores model,
    double[] modelBySteps,
    Map<String, Scores> baselines,
    Map<String, double[]> baselinesBySteps) {

  /**
   * Tests a model on what came after its training time.
   *
   * @throws BadInput if less than a horizon came after it
   */
  public static Backtest of(ForecastModel model, TimeSeries series) {
    int trainEnd = model.trainEnd(series);
    int horizon = model.horizon();
    if (trainEnd < model.window() || series.length() - trainEnd < horizon) {
      throw new BadInput(
          "%s: a backtest needs %d steps before and %d after the end of the model's training time (%s);"
              + " the file runs from %s to %s",
          series.source(),
          model.window(),
          horizon,
          model.spec().trainEndTime(),
          series.time(0),
          series.time(series.length() - 1));
    }
    int season = model.spec().season();
    int[] origins = new Split(trainEnd, trainEnd, series.length()).origins(season, horizon);
    double[] target = series.target();
    double scale = ForecastErrors.scale(target, trainEnd, season);
    Tally tally = new Tally(target, scale, horizon);
    List<double[]> forecasts = model.forecasts(series, origins);
    for (int i = 0; i < origins.length; i++) {
      tally.add(origins[i], forecasts.get(i));
    }
    if (tally.all.count() == 0) {
      throw new BadInput(
          "%s: no target is observed after %s, so nothing can be tested",
          series.source(), model.spec().trainEndTime());
    }
    Map<String, Scores> baselines = new LinkedHashMap<>();
    Map<String, double[]> bySteps = new LinkedHashMap<>();
    for (Baseline baseline : Baselines.forSeries(series, trainEnd)) {
      Tally other = new Tally(target, scale, horizon);
      for (int origin : origins) {
        other.add(origin, baseline.forecast(target, origin, horizon));
      }
      baselines.put(baseline.name(), other.all.scores());
      bySteps.put(baseline.name(), other.bySteps());
    }
    return new Backtest(
        series, origins, forecasts, tally.all.scores(), tally.bySteps(), baselines, bySteps);
  }

  /** The name of the baseline with the smallest MAE. */
  public String bestBaseline() {
    return best().getKey();
  }

  private Map.Entry<String, Scores> best() {
    return baselines.entrySet().stream()
        .min(Map.Entry.comparingByValue(Comparator.comparingDouble(Scores::mae)))
        .orElseThrow();
  }

  /** 1 - MAE / the best baseline's MAE: above 0 the model is better. */
  public double skill() {
    return 1 - model.mae() / best().getValue().mae();
  }

  /** The model's mean absolute error from one origin; NaN if nothing was observed. */
  public double mae(int index) {
    ForecastErrors errors = new ForecastErrors(Double.NaN);
    errors.add(series.target(), origins[index], forecasts.get(index));
    return errors.scores().mae();
  }

  /** Errors over all steps, and by step. */
  private static final class Tally {
    private final double[] target;
    private final ForecastErrors all;
    private final List<ForecastErrors> steps = new ArrayList<>();

    Tally(double[] target, double scale, int horizon) {
      this.target = target;
      this.all = new ForecastErrors(scale);
      for (int h = 0; h < horizon; h++) {
        steps.add(new ForecastErrors(scale));
      }
    }

    void add(int origin, double[] forecast) {
      for (int h = 0; h < forecast.length; h++) {
        all.add(target[origin + h], forecast[h]);
        steps.get(h).add(target[origin + h], forecast[h]);
      }
    }

    double[] bySteps() {
      return steps.stream().mapToDouble(s -> s.scores().mae()).toArray();
    }
  }
}
