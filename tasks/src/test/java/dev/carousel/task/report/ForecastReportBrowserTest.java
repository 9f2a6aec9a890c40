package dev.carousel.task.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser without a network. */
@Tag("browser")
class ForecastReportBrowserTest {
  private static final List<String> CHARTS =
      List.of(
          "forecast-chart",
          "overview-chart",
          "origin-chart",
          "mae-chart",
          "steps-chart",
          "loss-chart");

  private static @Nullable InstalledChromium chromium;

  @TempDir Path folder;

  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();

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

  @AfterEach
  void pageIsQuietAndAlone() {
    assertThat(complaints).as("console messages and errors").isEmpty();
    assertThat(requests).as("requests").hasSize(1).allMatch(url -> url.startsWith("file:"));
  }

  @Test
  void everyChartIsDrawn() throws IOException {
    Page page = open(SampleReport.temperatures(), options());

    for (String chart : CHARTS) {
      assertThat(paintedPixels(page, chart)).as(chart).isGreaterThan(2000);
    }
    assertThat(page.locator(".legend").count()).isEqualTo(CHARTS.size());
    assertThat(page.title()).isEqualTo("temp_max forecast · seattle-weather.csv");
  }

  @Test
  void stepsThroughTheOrigins() throws IOException {
    Page page = open(SampleReport.temperatures(), options());
    Locator text = page.locator("#origin-text");
    assertThat(text.textContent()).isEqualTo("Origin 40 of 40: Thu 17 Dec 2015, MAE 4.23 °C");
    assertThat(page.locator("#next").isDisabled()).isTrue();
    String before = picture(page, "origin-chart");

    page.locator("#previous").click();
    assertThat(text.textContent()).startsWith("Origin 39 of 40: Thu 10 Dec 2015, MAE ");
    assertThat(picture(page, "origin-chart")).isNotEqualTo(before);

    page.locator("#origin").press("ArrowLeft");
    assertThat(text.textContent()).startsWith("Origin 38 of 40");
    page.locator("#previous").press("ArrowRight");
    assertThat(text.textContent()).startsWith("Origin 39 of 40");
    page.locator("#origin").press("Home");
    assertThat(text.textContent()).startsWith("Origin 1 of 40");
    assertThat(page.locator("#previous").isDisabled()).isTrue();
  }

  @Test
  void barIsClickedToJump() throws IOException {
    Page page = open(SampleReport.temperatures(), options());
    Locator bars = page.locator("#mae-chart");
    Locator text = page.locator("#origin-text");

    // A click on a busy machine may come while the page is still laid out.
    for (int tries = 0; tries < 20 && text.textContent().startsWith("Origin 40"); tries++) {
      bars.click(new Locator.ClickOptions().setPosition(60, bars.boundingBox().height / 2));
      page.waitForTimeout(100);
    }

    assertThat(text.textContent()).matches("Origin [1-3] of 40: .*");
    assertThat(page.locator("#origin").inputValue()).isIn("0", "1", "2");
  }

  @Test
  void rangeButtonsChangeTheForecastChart() throws IOException {
    Page page = open(SampleReport.temperatures(), options());
    Locator buttons = page.locator("#ranges button");
    assertThat(buttons.allTextContents())
        .containsExactly("Last month", "Last 3 months", "Last year", "Last 2 years", "All");
    String before = picture(page, "forecast-chart");

    buttons.last().click();

    awaitPicture(page, "forecast-chart", now -> !now.equals(before));
    assertThat(page.locator("#ranges [aria-pressed=true]").allTextContents())
        .containsExactly("All");
  }

  @Test
  void followsTheSystemThemeAndTheToggle() throws IOException {
    Page page = open(SampleReport.temperatures(), options().setColorScheme(ColorScheme.LIGHT));
    String lightPaper = background(page);
    String lightChart = picture(page, "loss-chart");

    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    assertThat(background(page)).isNotEqualTo(lightPaper);
    awaitPicture(page, "loss-chart", now -> !now.equals(lightChart));
    assertThat(page.locator("#theme").getAttribute("aria-pressed")).isEqualTo("true");

    page.locator("#theme").click();
    assertThat(background(page)).isEqualTo(lightPaper);
    awaitPicture(page, "loss-chart", lightChart::equals);
    assertThat(page.locator("#theme").getAttribute("aria-pressed")).isEqualTo("false");
  }

  /** Charts are drawn in the browser's own time. */
  private static void awaitPicture(Page page, String chart, Predicate<String> wanted) {
    for (int tries = 0; tries < 100; tries++) {
      if (wanted.test(picture(page, chart))) {
        return;
      }
      page.waitForTimeout(50);
    }
    fail("the picture of " + chart + " did not become what was wanted within 5 s");
  }

  @Test
  void paperIsWhite() throws IOException {
    Page page = open(SampleReport.temperatures(), options().setColorScheme(ColorScheme.DARK));

    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

    assertThat(background(page)).isEqualTo("rgb(255, 255, 255)");
    assertThat(page.locator("#theme").isVisible()).isFalse();
  }

  @Test
  void fitsAPhone() throws IOException {
    Page page = open(SampleReport.temperatures(), options().setViewportSize(375, 700));

    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(375);
    assertThat(
            page.evaluate(
                "document.querySelector('.scores').scrollWidth"
                    + " <= document.querySelector('.scores').parentElement.clientWidth"))
        .as("score table fits without scrolling")
        .isEqualTo(true);
  }

  @Test
  void longNamesFitAPhone() throws IOException {
    Page page = open(SampleReport.hostile("x".repeat(90)), options().setViewportSize(375, 700));

    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(375);
  }

  @Test
  void hostileTextIsOnlyText() throws IOException {
    String text = "</script><img src=x onerror=document.title='broken'><b>";
    Page page = open(SampleReport.hostile(text), options());

    assertThat(page.locator("h1 .target").textContent()).isEqualTo(text);
    assertThat(page.locator("img").count()).isZero();
    assertThat(page.title()).startsWith("</script><img");
    assertThat(paintedPixels(page, "steps-chart")).isGreaterThan(2000);
  }

  @Test
  void largeDataOpenQuickly() throws IOException {
    long start = System.nanoTime();
    Page page = open(SampleReport.large(), options());
    assertThat(paintedPixels(page, "forecast-chart")).isGreaterThan(2000);
    page.locator("#ranges button").last().click();
    page.locator("#previous").click();

    assertThat(page.locator("#origin-text").textContent()).startsWith("Origin 199 of 200");
    assertThat((System.nanoTime() - start) / 1e9).as("seconds").isLessThan(20);
  }

  @Test
  void bareReportHasNoEmptyFrames() throws IOException {
    Page page = open(SampleReport.bare("x"), options());

    assertThat(page.locator("canvas").count()).isEqualTo(1);
    assertThat(paintedPixels(page, "forecast-chart")).isGreaterThan(500);
  }

  @Test
  void withoutJavaScriptTheTablesRemain() throws IOException {
    Page page = open(SampleReport.temperatures(), options().setJavaScriptEnabled(false));

    assertThat(page.locator(".verdict").isVisible()).isTrue();
    assertThat(page.locator(".scores tbody tr").count()).isEqualTo(6);
    assertThat(page.locator("canvas").first().isVisible()).isFalse();
    assertThat(page.locator("#ranges").isVisible()).isFalse();
    assertThat(page.locator("noscript").first().isVisible()).isTrue();
    page.locator("#forecast summary").click();
    assertThat(page.locator("#forecast tbody tr").first().isVisible()).isTrue();
    assertThat(page.locator("#forecast tbody tr").count()).isEqualTo(14);
  }

  private static Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setOffline(true)
        .setViewportSize(1280, 900)
        .setTimezoneId("America/Los_Angeles");
  }

  private Page open(ReportData report, Browser.NewContextOptions options) throws IOException {
    Path file = folder.resolve("report.html");
    ForecastReport.write(file, report);
    BrowserContext context = Objects.requireNonNull(chromium).browser().newContext(options);
    Page page = context.newPage();
    page.onConsoleMessage(message -> complaints.add(message.text()));
    page.onPageError(complaints::add);
    page.onRequest(request -> requests.add(request.url()));
    page.navigate(file.toUri().toString());
    return page;
  }

  /** Pixels of a canvas that are not blank. */
  private static int paintedPixels(Page page, String canvas) {
    Object count =
        page.evaluate(
            """
            id => {
              const canvas = document.getElementById(id);
              const ctx = canvas.getContext("2d");
              const rgba = ctx.getImageData(0, 0, canvas.width, canvas.height).data;
              let painted = 0;
              for (let i = 3; i < rgba.length; i += 4) if (rgba[i] > 0) painted++;
              return painted;
            }
            """,
            canvas);
    return ((Number) count).intValue();
  }

  private static String picture(Page page, String canvas) {
    return (String) page.evaluate("id => document.getElementById(id).toDataURL()", canvas);
  }

  private static String background(Page page) {
    return (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
  }
}
