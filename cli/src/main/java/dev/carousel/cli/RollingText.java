package dev.carousel.cli;

import dev.carousel.task.metric.IntervalErrors;
import dev.carousel.task.metric.QuantileErrors;
import dev.carousel.task.metric.SampleErrors;
import dev.carousel.task.panel.PanelOptions;
import dev.carousel.task.panel.RollingRun;
import dev.carousel.task.panel.RollingScores;
import dev.carousel.task.panel.RollingTest;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.table.Quoted;
import dev.carousel.task.table.Sentence;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The results of a test from many origins, as a table or as JSON. */
final class RollingText {
  private static final int SHOWN = 5;
  private static final int WORST = 10;

  private RollingText() {}

  static String table(RollingRun run, Path data) {
    RollingTest test = Objects.requireNonNull(run.test());
    SeriesSet set = run.series();
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s: %,d series of %s",
        data,
        set.size(),
        Sentence.range(set.shortest(), set.longest(), "step"));
    set.notes().forEach(note -> line(text, "note: %s", note.message()));
    line(
        text,
        "trained %s (best: %d)%s, tested, in %.1f s",
        Sentence.count(run.history().epochs().size(), "epoch"),
        run.history().bestEpoch(),
        run.ridge() > 0 ? " from a linear start of ridge " + run.ridge() : "",
        run.seconds());
    if (run.split().fits() > 1) {
      line(
          text,
          "trained %d times, anew before each part of the test; that was the last",
          run.split().fits());
    }
    line(text, "");
    test(text, test, set, run.split().test().words());
    return text.toString();
  }

  /** Scores of all methods, of the steps ahead and of the worst series, and the verdict. */
  static void test(StringBuilder text, RollingTest test, SeriesSet set, String from) {
    line(text, "test: %s from %s on", Sentence.count(test.origins(), "forecast"), from);
    line(
        text,
        "  %-20s %10s %10s %8s %8s %8s %8s %8s %8s",
        "",
        "MAE",
        "RMSE",
        "MSE std",
        "MAE std",
        "MAPE",
        "sMAPE",
        "MASE",
        "OWA");
    test.methods().entrySet().stream()
        .sorted(Comparator.comparingDouble(e -> e.getValue().standardMae()))
        .forEach(e -> row(text, e.getKey(), e.getValue(), test.owa(e.getValue())));
    test.leftOut().forEach((name, why) -> line(text, "  %s %s", name + ":", why));
    line(text, "(std: each series in its standard deviations in training)");
    line(text, "MAE std by step ahead: %s", steps(test.own().standardMaeByStep()));
    if (set.size() > 1) {
      line(
          text,
          "worst series, MAE std: %s",
          test.worst(SHOWN).stream()
              .map(i -> worst(set.ids().get(i), test.bySeries().get(i)))
              .collect(Collectors.joining(", ")));
    }
    IntervalErrors intervals = test.intervals();
    if (intervals != null) {
      line(
          text,
          "intervals meant to hold %.0f %% hold %.1f %% (mean width %.4g, MSIS %.3f)",
          100 * intervals.level(),
          100 * intervals.coverage(),
          intervals.meanWidth(),
          intervals.msis());
    } else {
      line(text, "no intervals: validation time has too few forecasts to learn them from");
    }
    QuantileErrors quantiles = test.errors().quantiles();
    if (quantiles != null) {
      PanelTable.quantiles(text, test.errors().levels(), quantiles);
    }
    SampleErrors paths = test.errors().samples();
    if (paths != null) {
      PanelTable.paths(text, test.errors().paths(), paths);
    }
    line(text, "%s", test.verdict());
  }

  /** Some of the steps, the first and the last among them. */
  private static String steps(double[] errors) {
    int last = errors.length - 1;
    return IntStream.rangeClosed(0, SHOWN)
        .map(i -> Math.round((float) i * last / SHOWN))
        .distinct()
        .mapToObj(h -> Sentence.of("%d: %.4f", h + 1, errors[h]))
        .collect(Collectors.joining(", "));
  }

  private static String worst(String id, RollingScores scores) {
    return Sentence.of("%s %.4f", Quoted.of(id), scores.standardMae());
  }

  private static void row(StringBuilder text, String name, RollingScores s, double owa) {
    line(
        text,
        "  %-20s %10.4g %10.4g %8.4f %8.4f %8.2f %8.2f %8.3f %8s",
        name,
        s.mae(),
        s.rmse(),
        s.standardMse(),
        s.standardMae(),
        s.mape(),
        s.smape(),
        s.mase(),
        Double.isNaN(owa) ? "-" : Sentence.of("%.3f", owa));
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
    if (run.split().fits() > 1) {
      all.put("fits", run.split().fits());
    }
    put(all, test, run.series());
    return JsonMapper.builder().build().writeValueAsString(all);
  }

  /** The same of a test as JSON. */
  static void put(Map<String, @Nullable Object> all, RollingTest test, SeriesSet set) {
    all.put("forecasts", test.origins());
    all.put("test", scores(test, test.own()));
    Map<String, Object> baselines = new LinkedHashMap<>();
    test.methods()
        .forEach((name, scores) -> {
          if (!name.equals(test.name())) {
            baselines.put(name, scores(test, scores));
          }
        });
    all.put("baselines", baselines);
    all.put("left_out", test.leftOut());
    all.put("best_baseline", test.bestBaseline());
    all.put("skill", number(test.skill()));
    all.put("skill_all", number(test.skillAll()));
    all.put("verdict", test.verdict());
    all.put(
        "mae_standardised_by_step",
        Arrays.stream(test.own().standardMaeByStep()).mapToObj(RollingText::number).toList());
    all.put(
        "worst",
        test.worst(WORST).stream()
            .map(i -> {
              Map<String, @Nullable Object> one = new LinkedHashMap<>();
              one.put("series", set.ids().get(i));
              one.putAll(scores(test.bySeries().get(i)));
              return one;
            })
            .toList());
    QuantileErrors quantiles = test.errors().quantiles();
    if (quantiles != null) {
      PanelJson.quantiles(all, test.errors().levels(), quantiles);
    }
    SampleErrors paths = test.errors().samples();
    if (paths != null) {
      PanelJson.paths(all, test.errors().paths(), paths);
    }
    IntervalErrors intervals = test.intervals();
    if (intervals != null) {
      all.put("coverage_meant", intervals.level());
      all.put("coverage", number(intervals.coverage()));
      all.put("interval_width", number(intervals.meanWidth()));
      all.put("msis", number(intervals.msis()));
    }
  }

  private static Map<String, @Nullable Object> scores(RollingTest test, RollingScores s) {
    Map<String, @Nullable Object> map = scores(s);
    map.put("owa", number(test.owa(s)));
    return map;
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
