package dev.carousel.task.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.carousel.BadInput;
import dev.carousel.task.report.ReportData.Forecast;
import dev.carousel.task.report.ReportData.Score;
import dev.carousel.task.report.ReportData.Scores;
import dev.carousel.task.report.ReportData.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ForecastReportTest {
  private static final String HOSTILE = "</script><b>\"bold\" & 'brave' {{style}} $1 <!-- \u2028";

  @TempDir Path folder;

  @Test
  void pageAsksForNothing() {
    String page = ForecastReport.html(SampleReport.temperatures());

    assertThat(matches("(?:src|href|action|poster|data)\\s*=\\s*\"([^\"]*)\"", page))
        .allMatch(link -> link.startsWith("#") || link.equals("data:,"));
    assertThat(page).doesNotContain("@import", "sourceMappingURL", "<iframe", "<img");
    assertThat(page).doesNotContainPattern("url\\(");
    assertThat(page.replaceAll("(?s)/\\*.*?\\*/", ""))
        .as("links outside the licence comments")
        .doesNotContainPattern("https?://(?!www\\.w3\\.org/2000/svg)");
    assertThat(page).contains("default-src 'none'");
  }

  @Test
  void chartLicenceTravelsWithIt() {
    assertThat(ForecastReport.html(SampleReport.bare("x")))
        .contains("Chart.js v4.5.1", "Permission is hereby granted, free of charge");
  }

  @Test
  void textFromDataCannotBecomeMarkup() {
    ReportData plain = SampleReport.hostile("harmless");
    String page = ForecastReport.html(SampleReport.hostile(HOSTILE));

    assertThat(withoutScripts(page)).doesNotContain("<b>\"bold\"").doesNotContain("'brave'");
    for (String tag : List.of("<script", "</script", "<b>", "<!--", "<td", "</style")) {
      assertThat(count(tag, page)).as(tag).isEqualTo(count(tag, ForecastReport.html(plain)));
    }
    JsonNode island = island(page);
    assertThat(island.get("target").asString()).isEqualTo(HOSTILE);
    assertThat(island.at("/steps/0/name").asString()).isEqualTo(HOSTILE);
    assertThat(count("{{style}}", page)).isGreaterThan(10);
  }

  @Test
  void missingValuesAreNull() {
    double[] values = {1.5, Double.NaN, Double.POSITIVE_INFINITY, -0.1f, 1e-300, 123456.789};
    List<String> times =
        List.of("2012-01-31", "2012-02-29", "2012-03-31", "2012-04-30", "2012-05-31", "2012-06-30");
    ReportData report = SampleReport.of(new Series(times, values), noForecast());

    JsonNode history = island(ForecastReport.html(report)).get("history");

    assertThat(history.get("values").toString())
        .isEqualTo("[1.5,null,null,-0.1,1.0E-300,123456.8]");
    assertThat(history.get("times").toString()).startsWith("[1327968000000,1330473600000,");
  }

  @Test
  void evenTimesAreWrittenAsStartAndStep() {
    List<String> times = List.of("2012-01-01T00:00", "2012-01-01T01:00", "2012-01-01T02:00");
    ReportData report = SampleReport.of(new Series(times, new double[3]), noForecast());

    JsonNode island = island(ForecastReport.html(report));

    assertThat(island.at("/history/times").toString())
        .isEqualTo("{\"start\":1325376000000,\"step\":3600000,\"count\":3}");
    assertThat(island.get("calendar").asString()).isEqualTo("time");
  }

  @Test
  void reportWithNothingButHistorySaysSo() {
    String page = ForecastReport.html(SampleReport.bare("x"));

    assertThat(page)
        .contains("None found.", "No forecast in this run.", "No backtest in this run.")
        .contains("Nothing was trained in this run.", "All as by default.")
        .doesNotContain("id=\"overview-chart\"", "id=\"loss-chart\"", "id=\"steps-chart\"");
    assertThat(withoutScripts(page)).doesNotContain("NaN", "null", "Infinity");
  }

  @Test
  void reportOfNoHistoryIsStillAPage() {
    ReportData report = SampleReport.of(new Series(List.of(), new double[0]), noForecast());

    assertThat(island(ForecastReport.html(report)).at("/history/times").toString()).isEqualTo("[]");
  }

  @Test
  void scoresMarkTheBestAndTellTheSkill() {
    String page = ForecastReport.html(SampleReport.temperatures());

    assertThat(page).contains("card better", "+9.3\u00a0%", "2.78\u00a0°C", "climatology: 3.06");
    assertThat(page)
        .contains("<td class=\"num best\">2.78<span class=\"hidden\"> (best)</span></td>")
        .contains("<td class=\"num\">−36.7</td>");
    assertThat(count("class=\"num best\"", page)).as("one in each of four columns").isEqualTo(4);
  }

  @Test
  void worseThanABaselineLooksWorse() {
    Scores scores =
        new Scores(score("LSTM", 2.2), List.of(score("naive", 2.0), score("drift", Double.NaN)));
    ReportData report = SampleReport.scored(scores);

    assertThat(scores.bestBaseline().name()).isEqualTo("naive");
    assertThat(scores.skill(scores.model())).isCloseTo(-0.1, offset(1e-12));
    assertThat(ForecastReport.html(report))
        .contains("card worse", "−10.0\u00a0%", "more error than the best baseline, naive");
  }

  @Test
  void writesTheWholePageAndNothingBeside() throws IOException {
    Path file = Files.writeString(folder.resolve("report.html"), "old");
    ReportData report = SampleReport.temperatures();

    ForecastReport.write(file, report);

    assertThat(file).content().isEqualTo(ForecastReport.html(report));
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
    assertThat(Files.size(file)).isLessThan(400_000);
  }

  @Test
  void failedWriteLeavesNothing() throws IOException {
    Path occupied = Files.createDirectories(folder.resolve("report.html/full")).getParent();

    assertThatThrownBy(() -> ForecastReport.write(occupied, SampleReport.bare("x")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("is a folder");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(occupied);
    }
  }

  @Test
  void lengthsMustAgree() {
    assertThatThrownBy(() -> new Series(List.of("2012-01-01"), new double[2]))
        .hasMessage("history: expected 1 values, found 2");
    assertThatThrownBy(() -> new ReportData.Band("80 %", new double[1], new double[2]))
        .hasMessage("band: expected 1 values, found 2");
    assertThatThrownBy(() -> new Scores(score("LSTM", 1), List.of()))
        .hasMessageContaining("at least one baseline");
    assertThatThrownBy(() -> new ReportData.LossCurve("", new double[3], new double[3], 4))
        .hasMessage("bestEpoch 4 not in 1..3");
  }

  private static Forecast noForecast() {
    return new Forecast(List.of(), new double[0], null);
  }

  private static Score score(String name, double mae) {
    return new Score(name, mae, 1.3 * mae, 10 * mae, mae / 2);
  }

  private static JsonNode island(String page) {
    String start = "id=\"report-data\">";
    int from = page.indexOf(start) + start.length();
    return JsonMapper.shared().readTree(page.substring(from, page.indexOf("</script>", from)));
  }

  private static String withoutScripts(String page) {
    return page.replaceAll("(?s)<script.*?</script>", "");
  }

  private static List<String> matches(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(withoutScripts(text));
    return matcher.results().map(result -> result.group(1)).toList();
  }

  private static int count(String part, String text) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
