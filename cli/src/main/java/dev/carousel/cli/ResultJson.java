package dev.carousel.cli;

import dev.carousel.task.forecast.Backtest;
import dev.carousel.task.forecast.ForecastRun;
import dev.carousel.task.metric.IntervalErrors;
import dev.carousel.task.metric.Scores;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.TimeSeries;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Results as one JSON object. */
final class ResultJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ResultJson() {}

  /** A whole run and the files it wrote. */
  static String of(ForecastRun run, Path model, Path forecast, Path backtest, Path report) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("model", model.toString());
    all.put("forecast", forecast.toString());
    all.put("backtest_file", backtest.toString());
    all.put("report", report.toString());
    putRun(all, run);
    putBacktest(all, Objects.requireNonNull(run.backtest()));
    return JSON.writeValueAsString(all);
  }

  /** A training and its model file. */
  static String ofTraining(ForecastRun run, Path model) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("model", model.toString());
    putRun(all, run);
    putBacktest(all, Objects.requireNonNull(run.backtest()));
    return JSON.writeValueAsString(all);
  }

  /** A backtest alone. */
  static String ofBacktest(Backtest backtest, @Nullable Path file) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("backtest_file", file == null ? null : file.toString());
    putTarget(all, backtest.series());
    all.put("horizon", backtest.model().maeBySteps().length);
    putBacktest(all, backtest);
    return JSON.writeValueAsString(all);
  }

  private static void putRun(Map<String, @Nullable Object> all, ForecastRun run) {
    putTarget(all, run.series());
    all.put("horizon", run.options().horizon());
    all.put("seed", run.options().seed());
    all.put("seconds", Math.round(run.seconds() * 1000) / 1000.0);
    all.put("notes", run.series().notes().list().stream().map(DataNote::message).toList());
  }

  private static void putTarget(Map<String, @Nullable Object> all, TimeSeries series) {
    all.put("target", series.targetName());
    if (series.unit() != null) {
      all.put("unit", series.unit());
    }
  }

  private static void putBacktest(Map<String, @Nullable Object> all, Backtest backtest) {
    Map<String, @Nullable Object> model = new LinkedHashMap<>();
    model.put("origins", backtest.origins().size());
    model.putAll(scores(backtest.model().scores()));
    all.put("backtest", model);
    Map<String, Object> baselines = new LinkedHashMap<>();
    backtest.baselines().forEach((name, b) -> baselines.put(name, scores(b.scores())));
    all.put("baselines", baselines);
    all.put("best_baseline", backtest.bestBaseline());
    all.put("skill", number(backtest.skill()));
    Map<String, Object> others = new LinkedHashMap<>();
    backtest.others().forEach((name, b) -> others.put(name, scores(b.scores())));
    all.put("others", others);
    all.put("best_of_all", backtest.bestOfAll());
    all.put("skill_all", number(backtest.skillAll()));
    all.put("linear_part", scores(backtest.linearPart().scores()));
    IntervalErrors intervals = backtest.intervals();
    if (intervals != null) {
      all.put("coverage_meant", intervals.level());
      all.put("coverage", number(intervals.coverage()));
      all.put("interval_width", number(intervals.meanWidth()));
      all.put("msis", number(intervals.msis()));
    }
  }

  private static Map<String, @Nullable Object> scores(Scores s) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("mae", number(s.mae()));
    map.put("rmse", number(s.rmse()));
    map.put("smape", number(s.smape()));
    map.put("mase", number(s.mase()));
    return map;
  }

  private static @Nullable Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
