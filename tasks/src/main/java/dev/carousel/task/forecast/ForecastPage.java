package dev.carousel.task.forecast;

import dev.carousel.kernel.Engine;
import dev.carousel.model.Provenance;
import dev.carousel.task.conformal.ConformalIntervals;
import dev.carousel.task.metric.IntervalErrors;
import dev.carousel.task.metric.Residuals;
import dev.carousel.task.metric.Scores;
import dev.carousel.task.metric.StepCoverage;
import dev.carousel.task.report.Diagnosis;
import dev.carousel.task.report.ReportData;
import dev.carousel.task.report.ReportData.Score;
import dev.carousel.task.report.ReportData.StepMae;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Sentence;
import dev.carousel.train.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a run has to tell, for the report. */
public final class ForecastPage {
  private static final String MODEL = "lstm";

  private final ForecastRun run;
  private final TimeSeries series;
  private final Backtest backtest;

  private ForecastPage(ForecastRun run) {
    this.run = run;
    this.series = run.series();
    this.backtest = Objects.requireNonNull(run.backtest(), "a run that was stopped has no report");
  }

  /**
   * The report's data of a finished run.
   *
   * @param command the command line that makes it again
   */
  public static ReportData of(ForecastRun run, String command) {
    return new ForecastPage(run).data(command);
  }

  private ReportData data(String command) {
    int n = series.length();
    Forecast forecast = run.forecast();
    int horizon = forecast.values().length;
    return new ReportData(
        new ReportData.Title(
            series.targetName(), fileName(), series.frequency().describe(), series.unit()),
        backtest.verdict(),
        new ReportData.Summary(
            horizon,
            backtest.origins().size(),
            run.seconds(),
            run.model().parameters(),
            run.options().seed(),
            n,
            time(0),
            time(n - 1)),
        new ReportData.Series(times(0, n), series.target()),
        new ReportData.Forecast(times(n, n + horizon), forecast.values(), band(forecast)),
        origins(),
        steps(),
        diagnosis(),
        loss(),
        notes(),
        new ReportData.Scores(
            score(MODEL, backtest.model()),
            backtest.all().entrySet().stream().map(e -> score(e.getKey(), e.getValue())).toList()),
        reproduction(command),
        settings());
  }

  private String fileName() {
    return Objects.toString(run.data().getFileName());
  }

  private String time(int place) {
    return series.time(place).toString();
  }

  private List<String> times(int from, int to) {
    return IntStream.range(from, to).mapToObj(this::time).toList();
  }

  private List<ReportData.Origin> origins() {
    List<ReportData.Origin> origins = new ArrayList<>();
    for (int i = 0; i < backtest.origins().size(); i++) {
      int origin = backtest.origins().get(i);
      double[] forecast = backtest.model().forecasts().get(i);
      double[] actual =
          IntStream.range(origin, origin + forecast.length).mapToDouble(series::target).toArray();
      origins.add(
          new ReportData.Origin(
              time(origin - 1),
              times(origin, origin + forecast.length),
              actual,
              forecast,
              backtest.mae(i)));
    }
    return origins;
  }

  private static ReportData.@Nullable Band band(Forecast forecast) {
    ConformalIntervals.Bounds bounds = forecast.interval();
    return bounds == null
        ? null
        : new ReportData.Band(
            Sentence.of("%.0f %% interval", 100 * forecast.coverage()),
            bounds.lower(),
            bounds.upper());
  }

  private Diagnosis diagnosis() {
    int horizon = backtest.model().maeBySteps().length;
    Residuals residuals = new Residuals(horizon);
    StepCoverage coverage = new StepCoverage(horizon);
    for (int i = 0; i < backtest.origins().size(); i++) {
      int origin = backtest.origins().get(i);
      double[] forecast = backtest.model().forecasts().get(i);
      double[] errors = new double[horizon];
      Arrays.setAll(errors, h -> series.target(origin + h) - forecast[h]);
      residuals.add(0, errors);
      if (!backtest.bounds().isEmpty()) {
        ConformalIntervals.Bounds bounds = backtest.bounds().get(i);
        for (int h = 0; h < horizon; h++) {
          double actual = series.target(origin + h);
          coverage.add(h, actual, bounds.lower()[h], bounds.upper()[h]);
        }
      }
    }
    IntervalErrors intervals = backtest.intervals();
    List<Integer> origins = backtest.origins();
    int lag = origins.size() > 1 ? origins.get(1) - origins.getFirst() : 1;
    return Diagnosis.of(
        residuals,
        series.unit() == null ? "the unit of " + series.targetName() : series.unit(),
        Sentence.count(lag, "step"),
        intervals == null ? null : new Diagnosis.Coverage(intervals.level(), coverage.shares()),
        List.of());
  }

  private ReportData.StepErrors steps() {
    return new ReportData.StepErrors(
        new StepMae(MODEL, backtest.model().maeBySteps()),
        backtest.baselines().entrySet().stream()
            .map(e -> new StepMae(e.getKey(), e.getValue().maeBySteps()))
            .toList());
  }

  private ReportData.LossCurve loss() {
    List<History.Epoch> epochs = run.history().epochs();
    return new ReportData.LossCurve(
        ForecastTraining.LOSS.name() + ", scaled",
        epochs.stream().mapToDouble(History.Epoch::loss).toArray(),
        epochs.stream().mapToDouble(History.Epoch::validationLoss).toArray(),
        run.history().bestEpoch());
  }

  private List<ReportData.Note> notes() {
    return series.notes().list().stream()
        .map(note ->
            new ReportData.Note(
                kind(note), note.message(), note.line() > 0 ? "line " + note.line() : null))
        .toList();
  }

  private static String kind(DataNote note) {
    return note.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Score score(String name, Backtest.Outcome outcome) {
    Scores s = outcome.scores();
    return new Score(name, s.mae(), s.rmse(), s.smape(), s.mase());
  }

  private ReportData.Reproduction reproduction(String command) {
    @Nullable Provenance p = run.model().provenance();
    return new ReportData.Reproduction(
        command,
        ForecastRun.version(),
        Runtime.version().toString(),
        Engine.shared().kernels().detail(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        p == null ? "" : p.dataSha256(),
        p == null ? "" : p.date());
  }

  private List<ReportData.Setting> settings() {
    ForecastOptions o = run.options();
    ForecastSpec spec = run.model().spec();
    return List.of(
        setting("input", "the last " + spec.window() + " steps of " + String.join(", ", columns())),
        setting("model", "LSTM of " + o.units() + " units, then all steps ahead at once"),
        setting("seasons", seasons(spec)),
        setting("linear part alone", mae(backtest.linearPart())),
        setting("training time", time(0) + " up to " + spec.trainEndTime()),
        setting("dropout", Double.toString(o.dropout())),
        setting("learning rate", Double.toString(o.learningRate())),
        setting("batch size", Integer.toString(o.batchSize())),
        setting("patience", o.patience() + " epochs"));
  }

  private static String mae(Backtest.Outcome outcome) {
    return String.format(
        Locale.ROOT, "MAE %.4g (seasons and recent level, no LSTM)", outcome.scores().mae());
  }

  private List<String> columns() {
    List<String> columns = new ArrayList<>(List.of(series.targetName()));
    run.model().spec().covariates().forEach(c -> columns.add(c.column()));
    return columns;
  }

  private static String seasons(ForecastSpec spec) {
    if (spec.seasons().isEmpty()) {
      return "none";
    }
    return String.join(
        ", ",
        spec.seasons().stream()
            .map(s ->
                s.cycle().name().toLowerCase(Locale.ROOT)
                    + " ("
                    + s.harmonics()
                    + (s.harmonics() == 1 ? " harmonic)" : " harmonics)"))
            .toList());
  }

  private static ReportData.Setting setting(String key, String value) {
    return new ReportData.Setting(key, value);
  }
}
