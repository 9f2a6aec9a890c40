package dev.carousel.task.panel;

import dev.carousel.kernel.Engine;
import dev.carousel.task.forecast.ForecastRun;
import dev.carousel.task.metric.IntervalErrors;
import dev.carousel.task.report.PanelData;
import dev.carousel.task.report.ReportData;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.ShownTime;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Sentence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** What a test from many origins has to tell, for the report of many series. */
public final class RollingPage {
  private static final int HORIZONS = 4;
  private static final int LEAST_HISTORY = 24;
  private static final int MOST_HISTORY = 240;

  private RollingPage() {}

  /**
   * The report's data of a finished run: of each series the last forecast that was tested.
   *
   * @param data the file
   * @param command the command line that makes it again
   */
  public static PanelData of(RollingRun run, PanelOptions options, Path data, String command)
      throws IOException {
    RollingTest test = Objects.requireNonNull(run.test(), "a run that was stopped has no report");
    PanelModel model = Objects.requireNonNull(run.model());
    return new PanelData(
        Objects.toString(data.getFileName()),
        test.verdict(),
        PanelData.Measure.STANDARD_MAE,
        test.skillAll(),
        facts(run, options, test, model),
        test.methods().entrySet().stream().map(e -> score(e.getKey(), e.getValue())).toList(),
        test.leftOut().entrySet().stream().map(e -> fact(e.getKey(), e.getValue())).toList(),
        test.errors().diagnosis(options.coverage(), Sentence.count(run.split().stride(), "step")),
        test.last().stream().map(last -> series(run, last, options.horizon())).toList(),
        run.series().notes().list().stream().map(DataNote::message).toList(),
        settings(run, options, model.spec()),
        List.of(),
        reproduction(command, data));
  }

  private static PanelData.Score score(String name, RollingScores s) {
    return new PanelData.Score(name, s.smape(), s.mase(), s.standardMae(), s.mape());
  }

  private static List<ReportData.Setting> facts(
      RollingRun run, PanelOptions options, RollingTest test, PanelModel model) {
    List<ReportData.Setting> facts = new ArrayList<>();
    facts.add(fact("Horizon", Sentence.count(options.horizon(), "step")));
    facts.add(fact("Forecasts tested", Sentence.of("%,d", test.origins())));
    facts.add(fact("MAE", Sentence.of("%.4g", test.own().mae())));
    facts.add(fact("Train and test", Sentence.of("%.1f s", run.seconds())));
    facts.add(fact("Parameters", Sentence.of("%,d", model.parameters())));
    IntervalErrors intervals = test.intervals();
    if (intervals != null) {
      String meant = Sentence.of("%.0f %% interval holds", 100 * intervals.level());
      facts.add(fact(meant, Sentence.of("%.1f %%", 100 * intervals.coverage())));
    }
    facts.add(fact("Seed", Long.toString(options.seed())));
    return facts;
  }

  private static PanelData.Series series(RollingRun run, RollingTest.Last last, int horizon) {
    double[] target = run.series().list().get(last.series()).target();
    int most = Math.clamp((long) HORIZONS * horizon, LEAST_HISTORY, MOST_HISTORY);
    int origin = last.origin();
    SeriesForecast forecast = last.forecast();
    return new PanelData.Series(
        forecast.id(),
        times(run.series().list().get(last.series()), origin - most, origin, horizon),
        Arrays.copyOfRange(target, Math.max(0, origin - most), origin),
        forecast.values(),
        forecast.quantiles().size() > 1 ? forecast.quantiles() : List.of(),
        forecast.interval() == null ? null : forecast.interval().lower(),
        forecast.interval() == null ? null : forecast.interval().upper(),
        Arrays.copyOfRange(target, origin, origin + horizon),
        last.scores().smape(),
        last.scores().mase());
  }

  /** Of what a chart shows: the first, the last known and the last forecast. */
  static List<String> times(NamedSeries one, int from, int origin, int horizon) {
    TimeSeries dated = one.dated();
    return dated == null
        ? List.of()
        : IntStream.of(Math.max(0, from), origin - 1, origin + horizon - 1)
            .mapToObj(place -> ShownTime.of(dated.time(place)))
            .toList();
  }

  private static List<ReportData.Setting> settings(
      RollingRun run, PanelOptions options, PanelSpec spec) {
    RollingSplit split = run.split();
    PanelOptions.NetworkOptions network = options.network();
    return List.of(
        fact(
            "network",
            Sentence.of(
                "%s of %d units beside a linear layer, mean of %d",
                network.cell(), network.units(), network.members())),
        fact(
            "input",
            Sentence.of("the last %d steps, %d a step of it", spec.window(), spec.segment())),
        fact("covariates", spec.source().covariates().describe()),
        fact("missing values", "filled " + spec.inputs().missing().words()),
        fact("scaling", spec.scaling() + (spec.log() ? ", of logarithms" : "")),
        fact(
            "epochs",
            Sentence.of(
                "%d, the best %d", run.history().epochs().size(), run.history().bestEpoch())),
        fact("learnt before", split.validation().words()),
        fact("stopped by what came before", split.test().words()),
        fact("tested", Sentence.of("every %s after that", Sentence.count(split.stride(), "step"))));
  }

  private static ReportData.Reproduction reproduction(String command, Path data)
      throws IOException {
    return new ReportData.Reproduction(
        command,
        ForecastRun.version(),
        Runtime.version().toString(),
        Engine.shared().kernels().detail(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        ForecastRun.sha256(data),
        Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static ReportData.Setting fact(String key, String value) {
    return new ReportData.Setting(key, value);
  }
}
