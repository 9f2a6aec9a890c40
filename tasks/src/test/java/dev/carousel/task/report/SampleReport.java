package dev.carousel.task.report;

import dev.carousel.task.metric.Residuals;
import dev.carousel.task.report.ReportData.Band;
import dev.carousel.task.report.ReportData.Forecast;
import dev.carousel.task.report.ReportData.LossCurve;
import dev.carousel.task.report.ReportData.Note;
import dev.carousel.task.report.ReportData.Origin;
import dev.carousel.task.report.ReportData.Reproduction;
import dev.carousel.task.report.ReportData.Score;
import dev.carousel.task.report.ReportData.Scores;
import dev.carousel.task.report.ReportData.Series;
import dev.carousel.task.report.ReportData.Setting;
import dev.carousel.task.report.ReportData.StepErrors;
import dev.carousel.task.report.ReportData.StepMae;
import dev.carousel.task.report.ReportData.Summary;
import dev.carousel.task.report.ReportData.Title;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Reports with made-up but lifelike numbers. */
final class SampleReport {
  private final int horizon;
  private final List<String> times;
  private final double[] values;
  private final Random random = new Random(7);
  private final int hours;

  private SampleReport(int rows, int hours, int horizon) {
    this.horizon = horizon;
    this.hours = hours;
    times = times(0, rows);
    values = new double[rows];
    double noise = 0;
    for (int i = 0; i < rows; i++) {
      noise = 0.72 * noise + 2.3 * random.nextGaussian();
      values[i] = 16.2 - 9.5 * Math.cos(Math.TAU * (i - 20) * hours / 24 / 365.25) + noise;
    }
  }

  /** Four years of daily temperatures, 40 origins, a horizon of 14 days. */
  static ReportData temperatures() {
    SampleReport sample = new SampleReport(1461, 24, 14);
    Arrays.fill(sample.values, 300, 309, Double.NaN);
    sample.values[1300] = Double.NaN;
    return sample.report(40);
  }

  /** 50,000 hours and 200 origins: a page must still open at once. */
  static ReportData large() {
    return new SampleReport(50_000, 1, 48).report(200);
  }

  /** What a prediction without training or backtest has to tell. */
  static ReportData bare(String target) {
    SampleReport sample = new SampleReport(3, 24, 1);
    ReportData report =
        of(new Series(sample.times, sample.values), new Forecast(List.of(), new double[0], null));
    return new ReportData(
        new Title(target, "tiny.csv", "daily", null),
        report.verdict(),
        report.summary(),
        report.history(),
        report.forecast(),
        List.of(),
        null,
        null,
        null,
        List.of(),
        null,
        reproduction(),
        List.of());
  }

  /** A report of this history and forecast and nothing else. */
  static ReportData of(Series history, Forecast forecast) {
    return new ReportData(
        new Title("x", "tiny.csv", "daily", null),
        "No backtest was made.",
        new Summary(1, 0, 0, 1, 1, history.times().size(), "2012-01-01", "2012-01-03"),
        history,
        forecast,
        List.of(),
        null,
        null,
        null,
        List.of(),
        null,
        reproduction(),
        List.of());
  }

  /** The temperatures with other scores. */
  static ReportData scored(Scores scores) {
    ReportData base = temperatures();
    return new ReportData(
        base.title(),
        base.verdict(),
        base.summary(),
        base.history(),
        base.forecast(),
        base.origins(),
        base.stepErrors(),
        base.diagnosis(),
        base.loss(),
        base.notes(),
        scores,
        base.reproduction(),
        base.settings());
  }

  /** The temperatures with this text wherever a text can stand. */
  static ReportData hostile(String text) {
    ReportData base = temperatures();
    StepMae steps = new StepMae(text, new double[] {1, 2});
    Score score = new Score(text, 1, 2, 3, 4);
    Forecast old = base.forecast();
    return new ReportData(
        new Title(text, text, text, text),
        text,
        base.summary(),
        base.history(),
        new Forecast(old.times(), old.values(), new Band(text, old.values(), old.values())),
        base.origins(),
        new StepErrors(steps, List.of(steps)),
        Diagnosis.of(new Residuals(2), text, text, null, List.of()),
        new LossCurve(text, new double[] {2, 1}, new double[0], 2),
        List.of(new Note(text, text, text)),
        new Scores(score, List.of(score)),
        new Reproduction(text, text, text, text, text, text, text),
        List.of(new Setting(text, text)));
  }

  private List<String> times(int from, int count) {
    LocalDateTime start = LocalDateTime.of(2012, 1, 1, 0, 0);
    return IntStream.range(from, from + count)
        .mapToObj(i -> start.plusHours((long) i * hours))
        .map(at -> hours == 24 ? at.toLocalDate().toString() : at.toString())
        .toList();
  }

  private ReportData report(int origins) {
    return new ReportData(
        new Title("temp_max", "seattle-weather.csv", hours == 24 ? "daily" : "hourly", "°C"),
        "The LSTM beats every baseline: its error over 40 origins is 9.3 % below climatology's.",
        new Summary(
            horizon, origins, 31.24, 17_870, 1, times.size(), times.getFirst(), times.getLast()),
        new Series(times, values),
        forecast(),
        backtest(origins),
        stepErrors(),
        DiagnosticChartsTest.diagnosis(),
        loss(),
        notes(),
        scores(),
        reproduction(),
        settings());
  }

  private double season(int i) {
    return 16.2 - 9.5 * Math.cos(Math.TAU * (i - 20) * hours / 24 / 365.25);
  }

  private double[] forecastFrom(int first) {
    double last = Double.isNaN(values[first - 1]) ? season(first - 1) : values[first - 1];
    return IntStream.range(0, horizon)
        .mapToDouble(k -> season(first + k) + Math.pow(0.72, k + 1) * (last - season(first - 1)))
        .toArray();
  }

  private Forecast forecast() {
    double[] middle = forecastFrom(values.length);
    double[] lower = new double[horizon];
    double[] upper = new double[horizon];
    for (int k = 0; k < horizon; k++) {
      double half = 1.28 * 2.3 * Math.sqrt((1 - Math.pow(0.52, k + 1)) / 0.48);
      lower[k] = middle[k] - half;
      upper[k] = middle[k] + 1.1 * half;
    }
    return new Forecast(
        times(values.length, horizon), middle, new Band("80 % interval", lower, upper));
  }

  private List<Origin> backtest(int count) {
    List<Origin> origins = new ArrayList<>();
    for (int o = 0; o < count; o++) {
      int first = values.length - horizon - (count - 1 - o) * 7;
      double[] actuals = Arrays.copyOfRange(values, first, first + horizon);
      double[] forecasts = forecastFrom(first);
      double mae =
          IntStream.range(0, horizon)
              .mapToDouble(k -> Math.abs(forecasts[k] - actuals[k]))
              .filter(Double::isFinite)
              .average()
              .orElse(Double.NaN);
      origins.add(
          new Origin(
              times.get(first - 1),
              times.subList(first, first + horizon),
              actuals,
              forecasts,
              mae));
    }
    return origins;
  }

  private StepErrors stepErrors() {
    return new StepErrors(
        steps("LSTM", 1.85, 2.86, 0.72),
        List.of(
            steps("naive", 2.0, 4.2, 0.75),
            steps("seasonal naive 7", 4.1, 4.25, 0.5),
            steps("seasonal naive 365", 3.9, 3.95, 0.5),
            steps("drift", 2.02, 4.4, 0.77),
            steps("climatology", 3.02, 3.07, 0.5)));
  }

  private StepMae steps(String name, double first, double last, double rate) {
    double[] mae = new double[horizon];
    for (int k = 0; k < horizon; k++) {
      mae[k] = last - (last - first) * Math.pow(rate, k) + 0.06 * random.nextGaussian();
    }
    return new StepMae(name, mae);
  }

  private LossCurve loss() {
    int epochs = 46;
    double[] training = new double[epochs];
    double[] validation = new double[epochs];
    for (int e = 0; e < epochs; e++) {
      training[e] = 0.19 + 0.62 * Math.exp(-e / 5.0) - 0.0012 * e + 0.004 * random.nextGaussian();
      validation[e] =
          0.235 + 0.55 * Math.exp(-e / 4.6) + 0.00003 * e * e + 0.006 * random.nextGaussian();
    }
    int best =
        IntStream.range(0, epochs)
            .reduce((a, b) -> validation[b] < validation[a] ? b : a)
            .orElseThrow();
    return new LossCurve("mean squared error, scaled", training, validation, best + 1);
  }

  private static List<Note> notes() {
    return List.of(
        new Note("Gaps", "9 days have no row; the model was told so.", "2012-10-27 to 2012-11-04"),
        new Note("Missing values", "1 value of temp_max is empty.", "line 1302: \"\""),
        new Note(
            "Duplicates",
            "2 rows have a time seen before; the later one was kept.",
            "line 88: 2012-03-27"));
  }

  private static Scores scores() {
    return new Scores(
        new Score("LSTM", 2.776, 3.561, 17.91, 0.871),
        List.of(
            new Score("naive", 3.702, 4.731, 23.6, 1.162),
            new Score("seasonal naive 7", 4.184, 5.311, 26.42, 1.313),
            new Score("seasonal naive 365", 3.94, 5.02, 24.9, 1.236),
            new Score("drift", 3.823, 4.902, 24.31, 1.2),
            new Score("climatology", 3.061, 3.877, 19.76, 0.961)));
  }

  private static Reproduction reproduction() {
    return new Reproduction(
        "./carousel forecast examples/seattle-weather.csv --target temp_max --horizon 14 --seed 1",
        "0.1.0",
        "25.0.1+8 (Eclipse Adoptium)",
        "vector, 512 bits",
        "Linux amd64",
        "0f8b9a5c7e1d4b3a2f6e8d7c5b4a39281706f5e4d3c2b1a0998877665544aabb",
        "2026-11-21T10:42:47Z");
  }

  private static List<Setting> settings() {
    return List.of(
        new Setting("window", "28 steps"),
        new Setting("hidden size", "64"),
        new Setting("layers", "1"),
        new Setting("dropout", "0.1"),
        new Setting("loss", "mean squared error"),
        new Setting("optimiser", "Adam, rate 0.001"),
        new Setting("batch size", "32"),
        new Setting("early stopping", "patience 10 epochs"));
  }
}
