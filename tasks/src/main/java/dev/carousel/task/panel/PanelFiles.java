package dev.carousel.task.panel;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.carousel.file.AtomicFile;
import dev.carousel.task.series.NamedSeries;
import dev.carousel.task.series.SeriesSet;
import dev.carousel.task.series.ShownTime;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Forecasts of many series as a CSV file, replaced as a whole. */
public final class PanelFiles {
  private static final MathContext DIGITS = new MathContext(9);

  private PanelFiles() {}

  /**
   * Writes a row for each series and step ahead: series, step, time if the series have times,
   * forecast, the interval's bounds if there is one, and each quantile if there are several.
   *
   * @param set the series behind whose ends the forecasts begin
   */
  public static void write(
      Path file, PanelModel model, SeriesSet set, List<SeriesForecast> forecasts)
      throws IOException {
    boolean dated = set.list().getFirst().dated() != null;
    boolean intervals = forecasts.getFirst().interval() != null;
    AtomicFile.write(
        file,
        out -> {
          Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          CsvWriter csv = CsvWriter.builder().build(text);
          csv.writeRecord(header(model, dated, intervals));
          for (SeriesForecast one : forecasts) {
            for (int h = 0; h < one.values().length; h++) {
              csv.writeRecord(row(set.get(one.id()), one, h, model.levels().size() > 1));
            }
          }
          csv.flush();
        });
  }

  private static List<String> header(PanelModel model, boolean dated, boolean intervals) {
    List<String> header = new ArrayList<>(List.of("series", "step"));
    if (dated) {
      header.add("time");
    }
    header.add("forecast");
    if (intervals) {
      header.addAll(List.of("lower", "upper"));
    }
    if (model.levels().size() > 1) {
      model.levels().forEach(level -> header.add("quantile_" + level));
    }
    return header;
  }

  private static List<String> row(
      NamedSeries series, SeriesForecast forecast, int step, boolean quantiles) {
    List<String> row = new ArrayList<>(List.of(forecast.id(), Integer.toString(step + 1)));
    if (series.dated() != null) {
      row.add(ShownTime.of(series.dated().time(series.length() + step)));
    }
    row.add(text(forecast.values()[step]));
    if (forecast.interval() != null) {
      row.add(text(forecast.interval().lower()[step]));
      row.add(text(forecast.interval().upper()[step]));
    }
    if (quantiles) {
      forecast.quantiles().forEach(q -> row.add(text(q[step])));
    }
    return row;
  }

  private static String text(double value) {
    return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
