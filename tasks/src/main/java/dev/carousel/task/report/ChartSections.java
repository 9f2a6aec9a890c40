package dev.carousel.task.report;

import java.util.List;
import java.util.stream.Stream;

/** The places of the charts, each with the table that tells the same numbers without one. */
final class ChartSections {
  private ChartSections() {}

  static String forecast(ReportData data, Calendar calendar) {
    ReportData.Forecast forecast = data.forecast();
    StringBuilder out = new StringBuilder();
    out.append(
        """
        <div class="ranges script" id="ranges" role="group" aria-label="How much history to show"></div>
        """);
    out.append(
        canvas(
            "forecast-chart",
            "tall",
            "Line chart: the last part of the history of %s and the forecast of the next %s."
                .formatted(data.title().target(), Headline.steps(forecast.times().size()))));
    if (forecast.times().isEmpty()) {
      return out.append("<p class=\"empty\">No forecast in this run.</p>").toString();
    }
    ReportData.Band band = forecast.band();
    List<String> head =
        band == null ? List.of("Time", "Forecast") : List.of("Time", "Forecast", "Lower", "Upper");
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < forecast.times().size(); i++) {
      rows.append(rowHead(calendar.words(forecast.times().get(i))))
          .append(Html.number(Figures.value(forecast.values()[i])));
      if (band != null) {
        rows.append(Html.number(Figures.value(band.lower()[i])))
            .append(Html.number(Figures.value(band.upper()[i])));
      }
      rows.append("</tr>\n");
    }
    return out.append(details("Forecast values", head, rows)).toString();
  }

  static String backtest(ReportData data, Calendar calendar) {
    if (data.origins().isEmpty()) {
      return "<p class=\"empty\">No backtest in this run.</p>";
    }
    StringBuilder rows = new StringBuilder();
    for (ReportData.Origin origin : data.origins()) {
      rows.append(rowHead(calendar.words(origin.time())))
          .append(Html.number(Figures.value(origin.mae())))
          .append("</tr>\n");
    }
    String label = "Line chart: what came, and what was forecast at each origin.";
    return LEAD
        + canvas("overview-chart", "", label)
        + stepper(data.origins().size() - 1)
        + "<div class=\"pair\"><div>"
        + canvas("origin-chart", "", "Line chart: forecast of the chosen origin against what came.")
        + "</div><div>"
        + canvas("mae-chart", "", "Bar chart: mean absolute error of each origin.")
        + "</div></div>"
        + details("Error of every origin", List.of("Origin", "MAE"), rows);
  }

  private static final String LEAD =
      """
      <p class="lead">At each origin the model forecast with what was known by then, and was compared
      with what came.</p>
      """;

  private static String stepper(int last) {
    return """
    <div class="stepper script" id="stepper" role="group" aria-label="Choose an origin">
    <button type="button" id="previous" aria-label="Previous origin">←</button>
    <input type="range" id="origin" min="0" max="%d" value="%d" step="1" aria-label="Origin">
    <button type="button" id="next" aria-label="Next origin">→</button>
    <p id="origin-text" aria-live="polite"></p></div>
    """
        .formatted(last, last);
  }

  static String steps(ReportData data) {
    ReportData.StepErrors steps = data.stepErrors();
    if (steps == null || steps.model().mae().length == 0) {
      return "<p class=\"empty\">No backtest in this run.</p>";
    }
    List<ReportData.StepMae> lines =
        Stream.concat(Stream.of(steps.model()), steps.baselines().stream()).toList();
    StringBuilder rows = new StringBuilder();
    for (int k = 0; k < steps.model().mae().length; k++) {
      rows.append(rowHead(Integer.toString(k + 1)));
      for (ReportData.StepMae line : lines) {
        rows.append(Html.number(Figures.value(line.mae()[k])));
      }
      rows.append("</tr>\n");
    }
    List<String> head =
        Stream.concat(Stream.of("Step"), lines.stream().map(ReportData.StepMae::name)).toList();
    String label =
        "Line chart: mean absolute error by steps ahead, of the model and each baseline.";
    return canvas("steps-chart", "", label) + details("Error of every step", head, rows);
  }

  static String loss(ReportData data) {
    ReportData.LossCurve loss = data.loss();
    if (loss == null || loss.training().length == 0) {
      return "<p class=\"empty\">Nothing was trained in this run.</p>";
    }
    String label =
        "Line chart: loss of each of %d epochs; the best was epoch %d."
            .formatted(loss.training().length, loss.bestEpoch());
    return canvas("loss-chart", "", label)
        + "<p class=\"remark\">The weights of epoch %d of %d were kept.</p>"
            .formatted(loss.bestEpoch(), loss.training().length);
  }

  private static String canvas(String id, String classes, String label) {
    return "<div class=\"chart %s\"><canvas id=\"%s\" role=\"img\" aria-label=\"%s\"></canvas></div>\n"
        .formatted(classes, id, Html.text(label));
  }

  private static String rowHead(String text) {
    return "<tr><th scope=\"row\">" + Html.text(text) + "</th>";
  }

  private static String details(String summary, List<String> head, CharSequence rows) {
    StringBuilder out = new StringBuilder();
    out.append("<details><summary>%s</summary>\n".formatted(Html.text(summary)))
        .append(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">"
                .formatted(Html.text(summary)))
        .append("<table><thead><tr>");
    for (int i = 0; i < head.size(); i++) {
      String classes = i == 0 ? "" : " class=\"num\"";
      out.append("<th scope=\"col\"%s>%s</th>".formatted(classes, Html.text(head.get(i))));
    }
    return out.append("</tr></thead><tbody>\n")
        .append(rows)
        .append("</tbody></table></div></details>\n")
        .toString();
  }
}
