package dev.carousel.cli;

import dev.carousel.task.forecast.Backtest;
import dev.carousel.task.forecast.ForecastRun;
import dev.carousel.task.metric.IntervalErrors;
import dev.carousel.task.metric.Scores;
import dev.carousel.task.series.DataNote;
import dev.carousel.task.series.ShownTime;
import dev.carousel.task.series.TimeSeries;
import dev.carousel.task.table.Sentence;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** Results as a small table for people. */
final class ResultTable {
  private ResultTable() {}

  /** A whole run. */
  static String of(ForecastRun run) {
    StringBuilder text = new StringBuilder();
    TimeSeries series = run.series();
    text.append(
        format(
            "%s of %s: %s, %,d steps from %s to %s%n",
            series.targetName(),
            run.data(),
            series.frequency().describe(),
            series.length(),
            ShownTime.of(series.time(0)),
            ShownTime.of(series.time(series.length() - 1))));
    for (DataNote note : series.notes()) {
      text.append("note: ").append(note.message()).append(System.lineSeparator());
    }
    text.append(
        format(
            "trained %s (best: %d), backtest included, in %.1f s%n%n",
            Sentence.count(run.history().epochs().size(), "epoch"),
            run.history().bestEpoch(),
            run.seconds()));
    Backtest backtest = run.backtest();
    return backtest == null ? text.toString() : text.append(of(backtest)).toString();
  }

  /** A backtest, best first. */
  static String of(Backtest backtest) {
    TimeSeries series = backtest.series();
    StringBuilder text = new StringBuilder();
    text.append(
        format(
            "backtest: %s from %s on, %s ahead%s%n",
            Sentence.count(backtest.origins().size(), "origin"),
            ShownTime.of(series.time(backtest.origins().getFirst())),
            Sentence.count(backtest.model().maeBySteps().length, "step"),
            series.unit() == null ? "" : "; MAE and RMSE in " + series.unit()));
    text.append(format("  %-20s %10s %10s %8s %8s%n", "", "MAE", "RMSE", "sMAPE", "MASE"));
    row(text, "lstm", backtest.model().scores());
    backtest.all().entrySet().stream()
        .sorted(Comparator.comparingDouble(e -> e.getValue().scores().mae()))
        .map(e -> Map.entry(e.getKey(), e.getValue().scores()))
        .forEach(e -> row(text, e.getKey(), e.getValue()));
    IntervalErrors intervals = backtest.intervals();
    if (intervals != null) {
      text.append(
          format(
              "the interval meant to hold %.0f %% of values holds %.1f %% (mean width %.4g)%n",
              100 * intervals.level(), 100 * intervals.coverage(), intervals.meanWidth()));
    }
    text.append(backtest.verdict()).append(System.lineSeparator());
    return text.toString();
  }

  private static void row(StringBuilder text, String name, Scores s) {
    text.append(
        format(
            "  %-20s %10.4g %10.4g %8.2f %8s%n",
            name,
            s.mae(),
            s.rmse(),
            s.smape(),
            Double.isNaN(s.mase()) ? "-" : format("%.3f", s.mase())));
  }

  private static String format(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }
}
