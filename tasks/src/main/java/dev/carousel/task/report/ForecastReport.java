package dev.carousel.task.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carousel.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The forecast report: one HTML page with its style, script and data inside, which never asks the
 * network for anything. The verdict, the tables and the notes are plain HTML; the script adds the
 * charts.
 */
public final class ForecastReport {
  private ForecastReport() {}

  /**
   * Writes the page, as a whole or not at all.
   *
   * @throws dev.carousel.BadInput if {@code file} cannot be a file that we may write
   * @throws IOException if writing failed; {@code file} is then as it was
   */
  public static void write(Path file, ReportData data) throws IOException {
    byte[] page = html(data).getBytes(UTF_8);
    AtomicFile.write(file, out -> out.write(page));
  }

  /**
   * The whole page as text.
   *
   * @throws java.time.DateTimeException if a time is not ISO-8601
   */
  public static String html(ReportData data) {
    Calendar calendar = Calendar.of(data.history().times());
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("title", Html.text(data.title().target() + " forecast · " + data.title().fileName()));
    parts.put("style", Page.style());
    parts.put("header", Headline.header(data, calendar));
    parts.put("bars", Headline.bars(data));
    parts.put("facts", Headline.facts(data));
    parts.put("forecast", ChartSections.forecast(data, calendar));
    parts.put("scores", Tables.scores(data));
    parts.put("backtest", ChartSections.backtest(data, calendar));
    parts.put("steps", ChartSections.steps(data));
    Diagnosis diagnosis = data.diagnosis();
    parts.put(
        "diagnosis",
        diagnosis == null
            ? "<p class=\"empty\">No backtest in this run.</p>"
            : DiagnosticCharts.html(diagnosis));
    parts.put("loss", ChartSections.loss(data));
    parts.put("notes", Tables.notes(data));
    parts.put("settings", Tables.settings(data));
    parts.put("reproduction", Tables.reproduction(data));
    parts.put("data", DataIsland.json(data, calendar));
    parts.put("chartjs", Page.chartJs());
    parts.put("script", Page.script());
    return Page.fill(parts);
  }
}
