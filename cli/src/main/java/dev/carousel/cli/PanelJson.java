package dev.carousel.cli;

import dev.carousel.task.metric.IntervalErrors;
import dev.carousel.task.metric.QuantileErrors;
import dev.carousel.task.metric.SampleErrors;
import dev.carousel.task.metric.SeriesScores;
import dev.carousel.task.panel.PanelComparison;
import dev.carousel.task.panel.PanelRun;
import dev.carousel.task.series.DataNote;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The results of many series as one JSON object. */
final class PanelJson {
  private static final int WORST = 10;

  private PanelJson() {}

  static String of(PanelRun run, Path model, PanelFlags flags, @Nullable SearchText searched) {
    Path forecast = flags.forecast();
    Path report = flags.report();
    PanelRun.Outcome outcome = Objects.requireNonNull(run.outcome());
    PanelComparison comparison = outcome.comparison();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("model", model.toString());
    all.put("forecast", forecast == null ? null : forecast.toString());
    all.put("report", report == null ? null : report.toString());
    all.put("series", run.series().size());
    all.put("horizon", run.options().horizon());
    all.put("season", outcome.model().season());
    all.put("model_type", run.options().network().model().type().toString());
    all.put("seed", run.options().seed());
    all.put("seconds", Math.round(run.seconds() * 1000) / 1000.0);
    all.put("notes", run.series().notes().list().stream().map(DataNote::message).toList());
    if (searched != null) {
      all.put("search", searched.json());
    }
    all.put("validation_owa", numbers(outcome.validation().owa()));
    all.put("test", scores(comparison.name(), comparison.own()));
    Map<String, Object> others = new LinkedHashMap<>();
    comparison
        .methods()
        .forEach((name, method) -> {
          if (!name.equals(comparison.name())) {
            others.put(name, scores(name, method));
          }
        });
    all.put("others", others);
    all.put("best_baseline", comparison.bestBaseline());
    all.put("skill", number(comparison.skill()));
    all.put("skill_all", number(comparison.skillAll()));
    all.put("verdict", comparison.verdict());
    IntervalErrors intervals = comparison.intervals(run.options().coverage());
    if (intervals != null) {
      all.put("coverage_meant", run.options().coverage());
      all.put("coverage", number(intervals.coverage()));
      all.put("msis", number(intervals.msis()));
    }
    List<Double> levels = outcome.model().levels();
    if (levels.size() > 1) {
      quantiles(all, levels, comparison.quantiles(levels));
    }
    SampleErrors paths = comparison.samples();
    if (paths != null) {
      paths(all, comparison.model().getFirst().samples().size(), paths);
    }
    all.put("worst", worst(comparison));
    return JsonMapper.builder().build().writeValueAsString(all);
  }

  /** How quantiles did, together and by level. */
  static void quantiles(
      Map<String, @Nullable Object> all, List<Double> levels, QuantileErrors errors) {
    all.put("weighted_quantile_loss", number(errors.weightedQuantileLoss()));
    all.put("crps", number(errors.crps()));
    List<Object> byLevel = new ArrayList<>();
    for (int q = 0; q < levels.size(); q++) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("level", levels.get(q));
      one.put("weighted_quantile_loss", number(errors.weightedQuantileLoss(q)));
      one.put("at_or_below", number(errors.coverage(q)));
      byLevel.add(one);
    }
    all.put("quantiles", byLevel);
  }

  /** How so many paths of each forecast did: in place of the CRPS of some quantiles. */
  static void paths(Map<String, @Nullable Object> all, int paths, SampleErrors errors) {
    all.put("samples", paths);
    all.put("crps", number(errors.crps()));
    all.put("crps_relative", number(errors.relativeCrps()));
  }

  private static Map<String, @Nullable Object> scores(String name, PanelComparison.Method method) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("baseline", method.baseline());
    map.put("smape", number(method.scores().smape()));
    map.put("smape_pooled", number(method.scores().pooledSmape()));
    map.put("mase", number(method.scores().mase()));
    map.put("owa", number(method.owa()));
    map.put("mape", number(method.scores().mape()));
    map.put("mae", number(method.scores().mae()));
    return map;
  }

  private static List<Object> worst(PanelComparison comparison) {
    List<Object> worst = new ArrayList<>();
    for (int i : comparison.worst(WORST)) {
      SeriesScores s = comparison.own().bySeries().get(i);
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("series", comparison.model().get(i).id());
      one.put("smape", number(s.smape()));
      one.put("mase", number(s.mase()));
      worst.add(one);
    }
    return worst;
  }

  private static Map<String, @Nullable Object> numbers(Map<String, Double> values) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    values.forEach((name, value) -> map.put(name, number(value)));
    return map;
  }

  private static @Nullable Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
