package dev.carousel.task.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/** The tables of the page. */
final class Tables {
  /** An option of a command line, which must not be broken after its dashes. */
  private static final Pattern OPTION = Pattern.compile("(?<!\\S)--?[A-Za-z][A-Za-z-]*");

  private Tables() {}

  /** The model and its baselines; the best of each column is marked. */
  static String scores(ReportData data) {
    ReportData.Scores scores = data.scores();
    if (scores == null) {
      return "<p class=\"empty\">No backtest in this run.</p>";
    }
    String unit = data.title().unit();
    String in = unit == null ? "" : " <small>" + Html.text(unit) + "</small>";
    StringBuilder out = new StringBuilder();
    out.append(
        """
        <div class="scroll" tabindex="0" role="region" aria-label="Scores of the backtest">
        <table class="scores"><thead><tr><th scope="col">Method</th>
        <th scope="col" class="num">MAE%s</th><th scope="col" class="num">RMSE%s</th>
        <th scope="col" class="num">sMAPE <small>%%</small></th>
        <th scope="col" class="num">MASE</th>
        <th scope="col" class="num">Skill <small>%%</small></th></tr></thead><tbody>
        """
            .formatted(in, in));
    out.append(scoreRow(scores, scores.model()));
    scores.baselines().forEach(baseline -> out.append(scoreRow(scores, baseline)));
    return out.append("</tbody></table></div>\n").append(SCORE_LEGEND).toString();
  }

  private static final String SCORE_LEGEND =
      """
      <p class="remark"><b class="best">Bold</b> is the best of its column. Skill is 1 − MAE / MAE of the
      best baseline: above zero beats every baseline. MASE is the MAE in units of the seasonal naive
      forecast's error in training time. Lower is better everywhere but skill.</p>
      """;

  private static String scoreRow(ReportData.Scores scores, ReportData.Score row) {
    boolean model = row.equals(scores.model());
    return "<tr"
        + (model ? " class=\"model\"" : "")
        + "><th scope=\"row\">"
        + Html.text(row.name())
        + "</th>"
        + metric(scores, row, ReportData.Score::mae)
        + metric(scores, row, ReportData.Score::rmse)
        + metric(scores, row, ReportData.Score::smape)
        + metric(scores, row, ReportData.Score::mase)
        + Html.number(Figures.signedPercent(scores.skill(row)).replace(Figures.PERCENT, ""))
        + "</tr>\n";
  }

  private static String metric(
      ReportData.Scores scores, ReportData.Score row, ToDoubleFunction<ReportData.Score> metric) {
    double value = metric.applyAsDouble(row);
    double[] column = scores.all().mapToDouble(metric).filter(Double::isFinite).toArray();
    double largest = DoubleStream.of(column).max().orElse(value);
    boolean best = DoubleStream.of(column).min().orElse(Double.NaN) == value;
    String cell = Html.number(Figures.aligned(value, largest));
    return best
        ? cell.replace("class=\"num\">", "class=\"num best\">")
            .replace("</td>", "<span class=\"hidden\"> (best)</span></td>")
        : cell;
  }

  static String notes(ReportData data) {
    if (data.notes().isEmpty()) {
      return "<p class=\"empty\">None found.</p>";
    }
    StringBuilder out = new StringBuilder("<ul class=\"notes\">\n");
    for (ReportData.Note note : data.notes()) {
      String example = note.example();
      out.append("<li><p><b>%s</b> ".formatted(Html.text(note.kind())))
          .append(Html.text(note.message()))
          .append("</p>")
          .append(example == null ? "" : "<p><code>" + Html.text(example) + "</code></p>")
          .append("</li>\n");
    }
    return out.append("</ul>").toString();
  }

  static String settings(ReportData data) {
    return pairs(data.settings());
  }

  static String pairs(List<ReportData.Setting> settings) {
    if (settings.isEmpty()) {
      return "<p class=\"empty\">All as by default.</p>";
    }
    StringBuilder out = new StringBuilder("<table class=\"pairs\"><tbody>\n");
    settings.forEach(setting -> out.append(pair(setting.key(), setting.value())));
    return out.append("</tbody></table>").toString();
  }

  static String reproduction(ReportData data) {
    String seed = pair("Seed", Long.toString(data.summary().seed()));
    return command(data.reproduction()) + seed + origin(data.reproduction());
  }

  /** The same of a report whose settings hold the seed. */
  static String reproduction(ReportData.Reproduction from) {
    return command(from) + origin(from);
  }

  private static String command(ReportData.Reproduction from) {
    String command =
        """
        <div class="command"><pre tabindex="0" aria-label="Command"><code id="command">%s</code></pre>\
        <button type="button" id="copy" class="script">Copy</button></div>
        <p id="copied" class="hidden" role="status"></p>
        """
            .formatted(OPTION.matcher(Html.text(from.command())).replaceAll("<span>$0</span>"));
    return command + "<table class=\"pairs\"><tbody>\n";
  }

  private static String origin(ReportData.Reproduction from) {
    return pair("Carousel", from.carouselVersion())
        + pair("JDK", from.jdk())
        + pair("Kernels", from.kernels())
        + pair("Platform", from.platform())
        + pair("Data (SHA‑256)", from.dataSha256())
        + pair("Made", from.date())
        + "</tbody></table>";
  }

  private static String pair(String key, String value) {
    return "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n"
        .formatted(Html.text(key), Html.text(value));
  }
}
