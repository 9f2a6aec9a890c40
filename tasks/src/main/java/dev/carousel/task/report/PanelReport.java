package dev.carousel.task.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carousel.file.AtomicFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The report of many series: one HTML page that works offline. Every series is a small chart, drawn
 * when it comes into view, so that thousands stay quick; a search finds them by name. Verdict,
 * scores and the worst series are plain HTML.
 */
public final class PanelReport {
  private static final List<String> SCRIPTS = List.of("theme.js", "panel.js");
  private static final MathContext DIGITS = new MathContext(5);
  private static final int WORST = 20;

  private PanelReport() {}

  /**
   * Writes the page, as a whole or not at all.
   *
   * @throws dev.carousel.BadInput if {@code file} cannot be a file that we may write
   */
  public static void write(Path file, PanelData data) throws IOException {
    byte[] page = html(data).getBytes(UTF_8);
    AtomicFile.write(file, out -> out.write(page));
  }

  /** The whole page as text. */
  public static String html(PanelData data) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("title", Html.text("Forecast of many series · " + data.fileName()));
    parts.put("style", Page.style("panel.css"));
    parts.put("header", header(data));
    parts.put("bars", bars(data));
    parts.put("facts", facts(data));
    parts.put("scores", scores(data));
    parts.put("tried", tried(data));
    parts.put("worst", worst(data));
    parts.put("diagnosis", DiagnosticCharts.html(data.diagnosis()));
    parts.put(
        "count", data.series().size() == 1 ? "The" : "All " + Figures.count(data.series().size()));
    parts.put("part", Html.text(data.measure().part()));
    parts.put("choose", data.series().size() == 1 ? "" : " Choose one to see it large.");
    parts.put("notes", notes(data));
    parts.put("settings", Tables.pairs(data.settings()));
    parts.put("reproduction", Tables.reproduction(data.reproduction()));
    parts.put("data", json(data));
    parts.put("script", Page.script(SCRIPTS));
    return Page.fill("panel.html", parts);
  }

  private static String header(PanelData data) {
    String tone = data.skill() > 0 ? "better" : "worse";
    return """
    <p class="eyebrow">Forecast report</p>
    <h1><span class="target">%s series</span></h1>
    <p class="source"><span>%s</span></p>
    <p class="verdict">%s</p>
    <div class="cards"><div class="card %s"><p class="label">Skill</p><p class="figure">%s</p>\
    <p class="remark">1 − %s / %s of the best baseline</p></div>
    <div class="card"><p class="label">%s</p><p class="figure">%s</p>\
    <p class="remark">sMAPE %s, MASE %s</p></div></div>
    """
        .formatted(
            Figures.count(data.series().size()),
            Html.text(data.fileName()),
            Html.text(data.verdict()),
            tone,
            Figures.signedPercent(data.skill()),
            Html.text(data.measure().name()),
            Html.text(data.measure().name()),
            Html.text(data.measure().name()),
            three(data.scores().getFirst().measure()),
            three(data.scores().getFirst().smape()),
            three(data.scores().getFirst().mase()));
  }

  private static String three(double value) {
    return Double.isFinite(value) ? Figures.fixed(value, 3) : Figures.value(value);
  }

  private static String bars(PanelData data) {
    double longest =
        data.scores().stream()
            .mapToDouble(PanelData.Score::measure)
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    StringBuilder out =
        new StringBuilder(
            "<h2>%s</h2>\n<ol class=\"bars\">".formatted(Html.text(data.measure().title())));
    data.scores().stream()
        .sorted(Comparator.comparingDouble(PanelData.Score::measure))
        .forEach(score -> {
          boolean model = score.equals(data.scores().getFirst());
          double width = score.measure() > 0 && longest > 0 ? 100 * score.measure() / longest : 0;
          out.append(
              """
              <li%s><span class="name">%s</span><span class="track" aria-hidden="true">\
              <i style="width:%s%%"></i></span><span class="num">%s</span></li>
              """
                  .formatted(
                      model ? " class=\"model\"" : "",
                      Html.text(score.name()),
                      Figures.fixed(Double.isFinite(width) ? width : 0, 1),
                      three(score.measure())));
        });
    return out.append("</ol>\n<p class=\"remark\">Test part; shorter is better.</p>").toString();
  }

  private static String facts(PanelData data) {
    StringBuilder out = new StringBuilder();
    data.facts()
        .forEach(fact ->
            out.append(
                "<div><dt>%s</dt><dd>%s</dd></div>\n"
                    .formatted(Html.text(fact.key()), Html.text(fact.value()))));
    return out.toString();
  }

  private static String scores(PanelData data) {
    StringBuilder out =
        new StringBuilder(
            """
            <div class="scroll" tabindex="0" role="region" aria-label="Scores of the test part">
            <table class="scores"><thead><tr><th scope="col">Method</th>
            <th scope="col" class="num">sMAPE</th><th scope="col" class="num">MASE</th>
            <th scope="col" class="num">%s</th><th scope="col" class="num">MAPE</th></tr></thead><tbody>
            """
                .formatted(Html.text(data.measure().name())));
    for (PanelData.Score score : data.scores()) {
      boolean model = score.equals(data.scores().getFirst());
      out.append(model ? "<tr class=\"model\">" : "<tr>")
          .append("<th scope=\"row\">%s</th>".formatted(Html.text(score.name())))
          .append(cell(data, score, PanelData.Score::smape))
          .append(cell(data, score, PanelData.Score::mase))
          .append(cell(data, score, PanelData.Score::measure))
          .append(cell(data, score, PanelData.Score::mape))
          .append("</tr>\n");
    }
    return out.append("</tbody></table></div>\n")
        .append(
            """
            <p class="remark"><b class="best">Bold</b> is the best of its column. %s Lower is better.</p>
            """
                .formatted(Html.text(data.measure().remark())))
        .append(leftOut(data))
        .toString();
  }

  private static String leftOut(PanelData data) {
    return data.leftOut().isEmpty()
        ? ""
        : data.leftOut().stream()
            .map(one -> Html.text(one.key() + " " + one.value()))
            .collect(Collectors.joining("; ", "<p class=\"remark\">Left out: ", ".</p>\n"));
  }

  private static String cell(
      PanelData data, PanelData.Score score, ToDoubleFunction<PanelData.Score> measure) {
    double value = measure.applyAsDouble(score);
    double least =
        data.scores().stream()
            .mapToDouble(measure)
            .filter(Double::isFinite)
            .min()
            .orElse(Double.NaN);
    String cell = Html.number(three(value));
    return value == least ? cell.replace("class=\"num\">", "class=\"num best\">") : cell;
  }

  private static String tried(PanelData data) {
    if (data.tried().isEmpty()) {
      return "";
    }
    StringBuilder out =
        new StringBuilder(
            """
            <h3>Models tried</h3>
            <div class="scroll" tabindex="0" role="region" aria-label="Models tried">
            <table><thead><tr><th scope="col">Model</th><th scope="col" class="num">Validation %s</th>\
            <th scope="col" class="num">Seconds</th><th scope="col"></th></tr></thead><tbody>
            """
                .formatted(Html.text(data.measure().name())));
    for (PanelData.Tried one : data.tried()) {
      boolean measured = Double.isFinite(one.score());
      out.append("<tr><th scope=\"row\">%s</th>".formatted(Html.text(one.name())))
          .append(
              Html.number(measured ? Figures.fixed(one.score(), 4) : Figures.value(one.score())))
          .append(Html.number(measured ? Figures.fixed(one.seconds(), 1) : ""))
          .append("<td>%s</td></tr>\n".formatted(Html.text(one.note())));
    }
    return out.append("</tbody></table></div>\n")
        .append(
            "<p class=\"remark\">One network each, on validation time; the test had no say. What this"
                + " took is counted with training and test.</p>")
        .toString();
  }

  private static String worst(PanelData data) {
    StringBuilder out =
        new StringBuilder(
            """
            <details><summary>The series forecast worst, by the %s of each</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="The series forecast worst">
            <table><thead><tr><th scope="col">Series</th><th scope="col" class="num">MASE</th>\
            <th scope="col" class="num">sMAPE</th></tr></thead><tbody>
            """
                .formatted(Html.text(data.measure().part())));
    data.series().stream()
        .filter(one -> Double.isFinite(one.mase()))
        .sorted(Comparator.comparingDouble(PanelData.Series::mase).reversed())
        .limit(WORST)
        .forEach(one ->
            out.append("<tr><th scope=\"row\">%s</th>".formatted(Html.text(one.id())))
                .append(Html.number(three(one.mase())))
                .append(Html.number(three(one.smape())))
                .append("</tr>\n"));
    return out.append("</tbody></table></div></details>").toString();
  }

  private static String notes(PanelData data) {
    if (data.notes().isEmpty()) {
      return "<p class=\"empty\">None found.</p>";
    }
    StringBuilder out = new StringBuilder("<ul class=\"notes\">\n");
    data.notes().forEach(n -> out.append("<li><p>").append(Html.text(n)).append("</p></li>\n"));
    return out.append("</ul>").toString();
  }

  /** The numbers behind the charts; no text in them can end the script element. */
  private static String json(PanelData data) {
    ArrayNode all = JsonMapper.shared().createArrayNode();
    for (PanelData.Series one : data.series()) {
      ObjectNode node = all.addObject();
      node.put("id", one.id());
      ArrayNode times = node.putArray("t");
      one.times().forEach(times::add);
      put(node, "h", one.history());
      put(node, "f", one.forecast());
      ArrayNode fan = node.putArray("q");
      one.fan().forEach(quantile -> put(fan.addArray(), quantile));
      put(node, "l", one.lower());
      put(node, "u", one.upper());
      put(node, "a", one.actual());
      node.put("s", rounded(one.smape()));
      node.put("m", rounded(one.mase()));
    }
    return all.toString().replace("<", "\\u003c");
  }

  private static void put(ObjectNode node, String name, double @Nullable [] values) {
    if (values != null) {
      put(node.putArray(name), values);
    }
  }

  private static void put(ArrayNode array, double[] values) {
    for (double value : values) {
      array.add(rounded(value));
    }
  }

  private static @Nullable Double rounded(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : null;
  }
}
