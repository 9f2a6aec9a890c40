package dev.carousel.task.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a thousand series in a real browser without a network. */
@Tag("browser")
class PanelReportBrowserTest {
  private static final int SERIES = 1000;

  private static @Nullable InstalledChromium chromium;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    chromium = InstalledChromium.start();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static double[] values(Random random, int n) {
    return random.doubles(n, 1, 9).toArray();
  }

  private static PanelData data(int count, PanelData.Measure measure) {
    Random random = new Random(5);
    List<PanelData.Series> series = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] forecast = values(random, 24);
      double[] actual = values(random, 24);
      actual[3] = Double.NaN;
      double mase = i == 700 ? 99 : i == 3 ? Double.NaN : random.nextDouble();
      series.add(
          new PanelData.Series(
              "shop <b>" + i,
              i % 2 == 0 ? List.of() : List.of("2020-01-01", "2020-04-05", "2020-04-29"),
              values(random, 96),
              forecast,
              i % 3 == 0
                  ? List.of(values(random, 24), forecast, values(random, 24), values(random, 24))
                  : List.of(),
              i % 2 == 0 ? null : values(random, 24),
              i % 2 == 0 ? null : values(random, 24),
              actual,
              10,
              mase));
    }
    return new PanelData(
        "sales.csv",
        "lstm is better.",
        measure,
        0.1,
        List.of(new ReportData.Setting("Seed", "1")),
        List.of(
            new PanelData.Score("lstm", 9, 0.8, 0.9, 7), new PanelData.Score("naive", 10, 1, 1, 8)),
        List.of(new ReportData.Setting("theta", "would take <long>")),
        DiagnosticChartsTest.diagnosis(),
        series,
        List.of("A <note>."),
        List.of(),
        List.of(
            new PanelData.Tried("direct <b>", 0.51234, 3.2, "chosen"),
            new PanelData.Tried("deepar", Double.NaN, 0, "no time left")),
        new ReportData.Reproduction("carousel", "1", "25", "vector", "linux", "00", "2026"));
  }

  @Test
  void theOnlySeriesIsLargeAtOnce() throws IOException {
    Path file = folder.resolve("one.html");
    PanelReport.write(file, data(1, PanelData.Measure.STANDARD_MAE));
    List<String> complaints = new ArrayList<>();
    try (BrowserContext context =
        Objects.requireNonNull(chromium).browser().newContext(new Browser.NewContextOptions())) {
      Page page = context.newPage();
      page.onConsoleMessage(m -> complaints.add(m.text()));
      page.onPageError(complaints::add);
      page.navigate(file.toUri().toString());
      Locator large = page.locator("#large");
      assertThat(large.isVisible()).isTrue();
      assertThat(large.locator("svg .said").count()).isEqualTo(1);
      assertThat(large.locator("h2").textContent()).startsWith("shop <b>0, last forecast: MASE 0.");
      assertThat(large.locator("button").isVisible()).isFalse();
      assertThat(page.locator("#find").isVisible()).isFalse();
      assertThat(page.locator("#more").isVisible()).isFalse();
      assertThat(page.locator("#series .lead").textContent())
          .contains("MASE beside a name is of the last forecast of that series.")
          .doesNotContain("Choose");
    }
    assertThat(complaints).isEmpty();
  }

  private static int bands(Page page, String name) {
    Locator one =
        page.locator("#multiples figure").filter(new Locator.FilterOptions().setHasText(name));
    one.scrollIntoViewIfNeeded();
    one.locator(".said")
        .waitFor(
            new Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
    return one.locator(".band").count();
  }

  @Test
  void findsSortsAndDrawsWhatIsSeen() throws IOException {
    Path file = folder.resolve("report.html");
    PanelReport.write(file, data(SERIES, PanelData.Measure.OWA));
    assertThat(Files.size(file)).isLessThan(3_000_000);
    List<String> complaints = new ArrayList<>();
    try (BrowserContext context =
        Objects.requireNonNull(chromium).browser().newContext(new Browser.NewContextOptions())) {
      Page page = context.newPage();
      page.onConsoleMessage(m -> complaints.add(m.text()));
      page.onPageError(complaints::add);
      page.navigate(file.toUri().toString());

      Locator figures = page.locator("#multiples figure");
      assertThat(figures.count()).isEqualTo(60);
      assertThat(page.locator("#found").textContent()).isEqualTo("60 of 1000 shown");
      page.locator("#more").click();
      assertThat(figures.count()).isEqualTo(120);

      page.locator("#order").selectOption("worst");
      assertThat(figures.first().textContent()).isEqualTo("shop <b>700test: MASE 99.00");
      page.locator("#find").fill("B>99");
      assertThat(page.locator("#found").textContent()).isEqualTo("11 of 11 shown");
      assertThat(page.locator("#more").isVisible()).isFalse();
      figures.first().scrollIntoViewIfNeeded();
      page.locator("#multiples figure svg .said")
          .first()
          .waitFor(
              new Locator.WaitForOptions()
                  .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
      String path = page.locator("#multiples figure svg .came").first().getAttribute("d");
      assertThat(path.chars().filter(c -> c == 'M').count())
          .as("a gap breaks the line")
          .isEqualTo(2);
      page.locator("#find").fill("B>99"); // of four quantiles two bands, of an interval one
      assertThat(bands(page, "shop <b>990")).isEqualTo(2);
      assertThat(bands(page, "shop <b>991")).isEqualTo(1);
      assertThat(bands(page, "shop <b>992")).isZero();
      page.locator("#multiples figure button").first().click(); // a large chart of one
      Locator large = page.locator("#large");
      assertThat(large.isVisible()).isTrue();
      assertThat(large.textContent()).contains("shop <b>99", "Known", "Forecast", "What came");
      assertThat(large.locator("svg .said").count()).isEqualTo(1);
      page.keyboard().press("Escape");
      assertThat(large.isVisible()).isFalse();
      assertThat(page.locator("#errors figure svg").count()).isEqualTo(5);
      assertThat(page.locator("#scores").textContent())
          .contains("Models tried", "direct <b>", "0.5123", "chosen", "no time left")
          .contains("Left out: theta would take <long>.", "by the test of each");
      page.locator("#theme").click();
    }
    assertThat(complaints).isEmpty();
  }
}
