package dev.carousel.task.panel;

import dev.carousel.kernel.Engine;
import dev.carousel.model.Provenance;
import dev.carousel.task.forecast.ForecastRun;
import dev.carousel.task.metric.IntervalErrors;
import dev.carousel.task.metric.SeriesScores;
import dev.carousel.task.report.Diagnosis;
import dev.carousel.task.report.PanelData;
import dev.carousel.task.report.ReportData;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.TrainTest;
import dev.carousel.task.table.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a run on many series has to tell, for the report. */
public final class PanelPage {
  private static final int HORIZONS = 4;
  private static final int LEAST_HISTORY = 24;
  private static final int MOST_HISTORY = 240;

  private final PanelRun run;
  private final PanelRun.Outcome outcome;
  private final PanelComparison comparison;

  private PanelPage(PanelRun run) {
    this.run = run;
    this.outcome = Objects.requireNonNull(run.outcome(), "a run that was stopped has no report");
    this.comparison = outcome.comparison();
  }

  /**
   * The report's data of a finished run.
   *
   * @param command the command line that makes it again
   */
  public static PanelData of(PanelRun run, String command) {
    return new PanelPage(run).data(command);
  }

  private PanelData data(String command) {
    return new PanelData(
        Objects.toString(run.data().getFileName()),
        comparison.verdict(),
        PanelData.Measure.OWA,
        comparison.skillAll(),
        facts(),
        comparison.methods().entrySet().stream()
            .map(e ->
                new PanelData.Score(
                    e.getKey(),
                    e.getValue().scores().smape(),
                    e.getValue().scores().mase(),
                    e.getValue().owa(),
                    e.getValue().scores().mape()))
            .toList(),
        List.of(),
        diagnosis(),
        series(),
        run.series().notes().list().stream().map(DataNote::message).toList(),
        settings(),
        List.of(),
        reproduction(command));
  }

  private List<ReportData.Setting> facts() {
    List<ReportData.Setting> facts = new ArrayList<>();
    facts.add(fact("Horizon", Sentence.count(run.options().horizon(), "step")));
    facts.add(fact("Season", Sentence.count(comparison.season(), "step")));
    facts.add(fact("Train and test", Sentence.of("%.1f s", run.seconds())));
    facts.add(fact("Parameters", Sentence.of("%,d", outcome.model().parameters())));
    IntervalErrors intervals = comparison.intervals(run.options().coverage());
    if (intervals != null) {
      double meant = 100 * run.options().coverage();
      double found = 100 * intervals.coverage();
      facts.add(fact(Sentence.of("%.0f %% interval holds", meant), Sentence.of("%.1f %%", found)));
    }
    facts.add(fact("Seed", Long.toString(run.options().seed())));
    return facts;
  }

  private Diagnosis diagnosis() {
    TrainTest data = comparison.data();
    ModelErrors errors = new ModelErrors(outcome.model().levels(), data.horizon());
    for (int i = 0; i < comparison.model().size(); i++) {
      double[] history = data.train().list().get(i).target();
      double deviation =
          RollingScores.units(history, history.length, comparison.season()).deviation();
      errors.add(i, data.actual().get(i), comparison.model().get(i), deviation);
    }
    return errors.diagnosis(run.options().coverage(), "");
  }

  private List<PanelData.Series> series() {
    TrainTest data = comparison.data();
    int most = Math.clamp((long) HORIZONS * data.horizon(), LEAST_HISTORY, MOST_HISTORY);
    List<PanelData.Series> series = new ArrayList<>();
    for (int i = 0; i < comparison.model().size(); i++) {
      SeriesForecast forecast = comparison.model().get(i);
      double[] history = data.train().list().get(i).target();
      SeriesScores scores = comparison.own().bySeries().get(i);
      series.add(
          new PanelData.Series(
              forecast.id(),
              RollingPage.times(
                  data.train().list().get(i),
                  history.length - most,
                  history.length,
                  data.horizon()),
              Arrays.copyOfRange(history, Math.max(0, history.length - most), history.length),
              forecast.values(),
              forecast.quantiles().size() > 1 ? forecast.quantiles() : List.of(),
              forecast.interval() == null ? null : forecast.interval().lower(),
              forecast.interval() == null ? null : forecast.interval().upper(),
              data.actual().get(i),
              scores.smape(),
              scores.mase()));
    }
    return series;
  }

  private List<ReportData.Setting> settings() {
    PanelSpec spec = outcome.model().spec();
    PanelOptions o = run.options();
    return List.of(
        fact("model", comparison.name()),
        fact(
            "network",
            Sentence.of(
                "%s of %d units beside a linear layer, mean of %d",
                o.network().cell(), o.network().units(), o.network().members())),
        fact(
            "input",
            Sentence.of("the last %d steps, %d a step of it", spec.window(), spec.segment())),
        fact("missing values", "filled " + spec.inputs().missing().words()),
        fact("covariates", spec.source().covariates().describe()),
        fact("scaling", spec.scaling() + (spec.log() ? ", of logarithms" : "")),
        fact("seasons taken away", spec.deseasonalise() ? "where significant" : "no"),
        fact("epochs", Integer.toString(o.training().epochs())),
        fact("learning rate", o.training().learningRate() + ", falling to 0"),
        fact("batch size", Integer.toString(o.training().batchSize())),
        fact("test", run.test() == null ? "the last horizon" : run.test().toString()));
  }

  private ReportData.Reproduction reproduction(String command) {
    @Nullable Provenance p = outcome.model().provenance();
    return new ReportData.Reproduction(
        command,
        ForecastRun.version(),
        Runtime.version().toString(),
        Engine.shared().kernels().detail(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        p == null ? "" : p.dataSha256(),
        p == null ? "" : p.date());
  }

  private static ReportData.Setting fact(String key, String value) {
    return new ReportData.Setting(key, value);
  }
}
