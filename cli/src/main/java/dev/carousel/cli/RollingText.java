package dev.carousel.cli;

import dev.carousel.task.metric.IntervalErrors;
import dev.carousel.task.panel.PanelOptions;
import dev.carousel.task.panel.RollingRun;
import dev.carousel.task.panel.RollingScores;
import dev.carousel.task.panel.RollingTest;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.table.Sentence;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The results of a test from many origins, as a table or as JSON. */
final class RollingText {
  private RollingText() {}

  static String table(RollingRun run, Path data) {
    RollingTest test = Objects.requireNonNull(run.test());
    SeriesSet set = run.series();
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s: %,d series of %,d to %,d steps",
        data,
        set.size(),
        set.shortest(),
        set.longest());
    set.notes().forEach(note -> line(text, "note: %s", note.message()));
    line(
        text,
        "trained %d epochs (best: %d) from a linear start of ridge %s, tested, in %.1f s",
        run.history().epochs().size(),
        run.history().bestEpoch(),
        run.ridge(),
        run.seconds());
    line(text, "");
    line(
        text,
        "test: %s from %s on",
        Sentence.count(test.origins(), "forecast"),
        run.split().test());
    line(
        text,
        "  %-20s %10s %10s %8s %8s %8s %8s %8s",
        "",
        "MAE",
        "RMSE",
        "MSE std",
        "MAE std",
        "MAPE",
        "sMAPE",
        "MASE");
    test.methods().entrySet().stream()
        .sorted(Comparator.comparingDouble(e -> e.getValue().standardMae()))
        .forEach(e -> row(text, e.getKey(), e.getValue()));
    line(text, "(std: each series in its standard deviations in training)");
    IntervalErrors intervals = test.intervals();
    if (intervals != null) {
      line(
          text,
          "intervals meant to hold %.0f %% hold %.1f %% (mean width %.4g, MSIS %.3f)",
          100 * intervals.level(),
          100 * intervals.coverage(),
          intervals.meanWidth(),
          intervals.msis());
    }
    line(text, "%s", test.verdict());
    return text.toString();
  }

  private static void row(StringBuilder text, String name, RollingScores s) {
    line(
        text,
        "  %-20s %10.4g %10.4g %8.4f %8.4f %8.2f %8.2f %8.3f",
        name,
        s.mae(),
        s.rmse(),
        s.standardMse(),
        s.standardMae(),
        s.mape(),
        s.smape(),
        s.mase());
  }

  private static void line(StringBuilder text, String format, Object... args) {
    text.append(Sentence.of(format, args)).append(System.lineSeparator());
  }

  static String json(
      RollingRun run,
      PanelOptions options,
      Path model,
      PanelFlags flags,
      @Nullable SearchText searched) {
    Path forecast = flags.forecast();
    Path report = flags.report();
    RollingTest test = Objects.requireNonNull(run.test());
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("model", model.toString());
    all.put("forecast", forecast == null ? null : forecast.toString());
    all.put("report", report == null ? null : report.toString());
    all.put("series", run.series().size());
    all.put("horizon", options.horizon());
    all.put("seed", options.seed());
    all.put("seconds", Math.round(run.seconds() * 1000) / 1000.0);
    all.put("notes", run.series().notes().list().stream().map(DataNote::message).toList());
    all.put("model_type", options.network().model().type().toString());
    if (searched != null) {
      all.put("search", searched.json());
    }
    all.put("ridge", run.ridge());
    all.put("forecasts", test.origins());
    all.put("test", scores(test.own()));
    Map<String, Object> baselines = new LinkedHashMap<>();
    test.methods()
        .forEach((name, scores) -> {
          if (!name.equals(test.name())) {
            baselines.put(name, scores(scores));
          }
        });
    all.put("baselines", baselines);
    all.put("best_baseline", test.bestBaseline());
    all.put("skill_all", number(test.skillAll()));
    all.put("verdict", test.verdict());
    IntervalErrors intervals = test.intervals();
    if (intervals != null) {
      all.put("coverage_meant", intervals.level());
      all.put("coverage", number(intervals.coverage()));
      all.put("interval_width", number(intervals.meanWidth()));
      all.put("msis", number(intervals.msis()));
    }
    return JsonMapper.builder().build().writeValueAsString(all);
  }

  private static Map<String, @Nullable Object> scores(RollingScores s) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("mae", number(s.mae()));
    map.put("rmse", number(s.rmse()));
    map.put("mse_standardised", number(s.standardMse()));
    map.put("mae_standardised", number(s.standardMae()));
    map.put("mape", number(s.mape()));
    map.put("smape", number(s.smape()));
    map.put("mase", number(s.mase()));
    return map;
  }

  private static @Nullable Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
