package dev.carousel.task.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The first screen: what was forecast, the verdict, and the model among its baselines. */
final class Headline {
  private Headline() {}

  static String header(ReportData data, Calendar calendar) {
    ReportData.Title title = data.title();
    ReportData.Summary summary = data.summary();
    return """
    <p class="eyebrow">Forecast report</p>
    <h1><span class="target">%s</span>%s</h1>
    <p class="source"><span>%s</span> <span>%s</span> <span>%s to %s</span></p>
    """
            .formatted(
                Html.text(title.target()),
                unit(title.unit()),
                Html.text(title.fileName()),
                Html.text(title.frequency()),
                Html.text(calendar.words(summary.firstTime())),
                Html.text(calendar.words(summary.lastTime())))
        + verdict(data);
  }

  private static String unit(@Nullable String unit) {
    return unit == null ? "" : " <span class=\"unit\">" + Html.text(unit) + "</span>";
  }

  private static String verdict(ReportData data) {
    String sentence = "<p class=\"verdict\">" + Html.text(data.verdict()) + "</p>";
    ReportData.Scores scores = data.scores();
    if (scores == null) {
      return sentence;
    }
    double skill = scores.skill(scores.model());
    String tone = skill > 0 ? "better" : "worse";
    ReportData.Score best = scores.bestBaseline();
    String unit = data.title().unit();
    return sentence
        + "<div class=\"cards\">"
        + card(
            "card " + tone,
            "Skill",
            Figures.signedPercent(skill),
            (skill > 0 ? "less" : "more") + " error than the best baseline, " + best.name())
        + card(
            "card",
            "Mean absolute error",
            Figures.value(scores.model().mae(), unit),
            best.name() + ": " + Figures.value(best.mae(), unit))
        + "</div>";
  }

  private static String card(String classes, String label, String figure, String remark) {
    return """
    <div class="%s"><p class="label">%s</p><p class="figure">%s</p><p class="remark">%s</p></div>
    """
        .formatted(classes, Html.text(label), Html.text(figure), Html.text(remark));
  }

  /** MAE of every method as bars of plain HTML, the best first. */
  static String bars(ReportData data) {
    ReportData.Scores scores = data.scores();
    if (scores == null) {
      return "<p class=\"empty\">No backtest in this run, so nothing is known of its error.</p>";
    }
    List<ReportData.Score> all =
        scores.all().sorted(Comparator.comparingDouble(ReportData.Score::mae)).toList();
    double longest =
        all.stream().mapToDouble(ReportData.Score::mae).filter(Double::isFinite).max().orElse(1);
    StringBuilder out = new StringBuilder();
    String unit = data.title().unit();
    String head = unit == null ? "" : ", " + Html.text(unit);
    out.append("<h2>Mean absolute error").append(head).append("</h2>\n<ol class=\"bars\">\n");
    for (ReportData.Score score : all) {
      out.append(bar(score, score.equals(scores.model()), longest));
    }
    return out.append("</ol>\n<p class=\"remark\">Backtest; shorter is better.</p>").toString();
  }

  private static String bar(ReportData.Score score, boolean model, double longest) {
    double width = score.mae() > 0 && longest > 0 ? 100 * score.mae() / longest : 0;
    return """
    <li%s><span class="name">%s</span><span class="track" aria-hidden="true">\
    <i style="width:%s%%"></i></span><span class="num">%s</span></li>
    """
        .formatted(
            model ? " class=\"model\"" : "",
            Html.text(score.name()),
            String.format(Locale.ROOT, "%.1f", Double.isFinite(width) ? width : 0),
            Html.text(Figures.value(score.mae())));
  }

  /** The numbers of the run, as a description list. */
  static String facts(ReportData data) {
    ReportData.Summary summary = data.summary();
    return fact("Horizon", steps(summary.horizon()))
        + fact("Backtest", summary.origins() + (summary.origins() == 1 ? " origin" : " origins"))
        + fact("Train and backtest", Figures.duration(summary.seconds()))
        + fact("Parameters", Figures.count(summary.parameters()))
        + fact("Rows", Figures.count(summary.rows()))
        + fact("Seed", Long.toString(summary.seed()));
  }

  static String steps(int count) {
    return count + (count == 1 ? " step" : " steps");
  }

  private static String fact(String key, String value) {
    return "<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(Html.text(key), Html.text(value));
  }
}
