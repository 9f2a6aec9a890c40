package dev.carousel.task.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page's own functions on times and series, called in a browser. */
@Tag("browser")
class ReportScriptTest {
  private static final String EMPTY =
      """
      {"calendar":"day","unit":null,"history":{"times":[],"values":[]},\
      "forecast":{"times":[],"values":[]},"origins":[]}\
      """;

  private static @Nullable InstalledChromium chromium;
  private static @Nullable Page page;

  @BeforeAll
  static void start() {
    chromium = InstalledChromium.start();
    page = chromium.browser().newPage();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void ticksStandAtRoundTimes() throws IOException {
    assertThat(ticks("2012-01-01", "2015-12-31", 5, "day")).isEqualTo("2012 | 2013 | 2014 | 2015");
    assertThat(ticks("2015-11-05", "2016-02-10", 6, "day")).isEqualTo("Dec/2015 | Jan/2016 | Feb");
    assertThat(ticks("2015-12-24", "2016-01-12", 4, "day"))
        .isEqualTo("28 Dec/2015 | 4 Jan/2016 | 11 Jan");
    assertThat(ticks("2016-02-27T18:00", "2016-03-01T06:00", 6, "time"))
        .isEqualTo("00:00/28 Feb | 12:00 | 00:00/29 Feb | 12:00 | 00:00/1 Mar");
  }

  @Test
  void ticksAreNoFinerThanTheCalendar() throws IOException {
    assertThat(ticks("2012-01-01", "2012-01-03", 9, "day")).isEqualTo("1 Jan/2012 | 2 Jan | 3 Jan");
    assertThat(ticks("2012-01-01", "2012-03-01", 50, "month")).isEqualTo("Jan/2012 | Feb | Mar");
    assertThat(ticks("2012-01-01", "2012-01-01", 9, "year")).isEqualTo("2012");
  }

  @Test
  void ticksOfLongAgo() throws IOException {
    assertThat(ticks("0095-03-01", "0131-01-01", 3, "year")).isEqualTo("100 | 120");
  }

  @Test
  void thinningKeepsPeaksEndsAndGaps() throws IOException {
    Object found =
        call(
            """
            const times = Array.from({length: 10000}, (_, i) => i);
            const values = times.map((i) => Math.sin(i));
            values[1234] = 99; values[7777] = -99;
            for (let i = 5000; i < 5400; i++) values[i] = null;
            const thin = points(times, values, -Infinity, Infinity, 100);
            const sorted = thin.every((p, i) => i === 0 || thin[i - 1].x <= p.x);
            return [thin.length <= 400, sorted, thin[0].x, thin.at(-1).x,
              thin.some((p) => p.x === 1234 && p.y === 99), thin.some((p) => p.y === -99),
              thin.filter((p) => p.y === null).length];
            """);

    assertThat(found).isEqualTo(List.of(true, true, 0, 9999, true, true, 4));
  }

  @Test
  void fewPointsStayAsTheyAreAndLoneOnesAreMarked() throws IOException {
    Object found =
        call(
            """
            const thin = points([1, 2, 3, 4, 5, 6], [7, null, 8, null, 9, 10], 2, 5);
            return thin.map((p) => `${p.x} ${p.y} ${p.lone ?? ""}`.trim()).join(" | ");
            """);

    assertThat(found).isEqualTo("2 null | 3 8 true | 4 null | 5 9 true");
  }

  private static Object ticks(String from, String to, int count, String calendar)
      throws IOException {
    return call(
        "return timeTicks(%d, %d, %d, '%s').map((t) => t.label.join('/')).join(' | ')"
            .formatted(Calendar.millis(from), Calendar.millis(to), count, calendar));
  }

  private static Object call(String body) throws IOException {
    String island = "const document = {getElementById: () => ({textContent: '" + EMPTY + "'})};\n";
    return Objects.requireNonNull(page)
        .evaluate("() => {" + island + source("time.js") + source("series.js") + body + "}");
  }

  private static String source(String name) throws IOException {
    try (InputStream in = ForecastReport.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    }
  }
}
