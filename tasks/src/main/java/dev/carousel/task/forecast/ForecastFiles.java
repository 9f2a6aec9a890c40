package dev.carousel.task.forecast;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.carousel.file.AtomicFile;
import dev.carousel.task.conformal.ConformalIntervals;
import dev.carousel.task.series.ShownTime;
import dev.carousel.task.series.TimeSeries;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Forecasts and backtests as CSV files, each replaced as a whole. */
public final class ForecastFiles {
  private static final MathContext DIGITS = new MathContext(9);

  private ForecastFiles() {}

  /** Writes time, forecast and the bounds of its interval (empty without one), a row a step. */
  public static void writeForecast(Path file, TimeSeries series, Forecast forecast)
      throws IOException {
    write(
        file,
        csv -> {
          String name = series.targetName();
          csv.writeRecord(series.timeName(), name + "_forecast", name + "_lower", name + "_upper");
          ConformalIntervals.Bounds bounds = forecast.interval();
          for (int h = 0; h < forecast.values().length; h++) {
            csv.writeRecord(
                ShownTime.of(series.time(series.length() + h)),
                text(forecast.values()[h]),
                bounds == null ? "" : text(bounds.lower()[h]),
                bounds == null ? "" : text(bounds.upper()[h]));
          }
        });
  }

  /**
   * Writes a row for each origin and step: the last time known, the step, its time, the actual
   * value (empty if not observed), the forecasts of the model and of each baseline, and the bounds
   * of the model's interval (empty without one).
   */
  public static void writeBacktest(Path file, Backtest backtest) throws IOException {
    TimeSeries series = backtest.series();
    write(
        file,
        csv -> {
          List<String> header =
              new ArrayList<>(List.of("origin", "step", series.timeName(), "actual", "lstm"));
          header.addAll(backtest.baselines().keySet());
          header.addAll(List.of("lower", "upper"));
          csv.writeRecord(header);
          for (int i = 0; i < backtest.origins().size(); i++) {
            for (int h = 0; h < backtest.model().maeBySteps().length; h++) {
              csv.writeRecord(row(backtest, i, h));
            }
          }
        });
  }

  private static List<String> row(Backtest backtest, int index, int step) {
    TimeSeries series = backtest.series();
    int origin = backtest.origins().get(index);
    List<String> row = new ArrayList<>();
    row.add(ShownTime.of(series.time(origin - 1)));
    row.add(Integer.toString(step + 1));
    row.add(ShownTime.of(series.time(origin + step)));
    row.add(series.observed(origin + step) ? Double.toString(series.target(origin + step)) : "");
    row.add(text(backtest.model().forecasts().get(index)[step]));
    for (Backtest.Outcome baseline : backtest.baselines().values()) {
      row.add(text(baseline.forecasts().get(index)[step]));
    }
    ConformalIntervals.Bounds bounds =
        backtest.bounds().isEmpty() ? null : backtest.bounds().get(index);
    row.add(bounds == null ? "" : text(bounds.lower()[step]));
    row.add(bounds == null ? "" : text(bounds.upper()[step]));
    return row;
  }

  /** Nine digits: what a float holds. */
  private static String text(double forecast) {
    return Double.isFinite(forecast)
        ? Double.toString(new BigDecimal(forecast).round(DIGITS).doubleValue())
        : "";
  }

  private static void write(Path file, Consumer<CsvWriter> rows) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          rows.accept(CsvWriter.builder().bufferSize(0).build(text)); // the file is closed for us
          text.flush();
        });
  }
}
