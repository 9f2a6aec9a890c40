package dev.carousel.task.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.task.report.ReportData;
import dev.carousel.task.series.SeriesOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The example, trained for a moment: what is there and how much of it, not how good it is. */
class ForecastRunTest {
  private static final Path WEATHER = Path.of("..", "examples", "seattle-weather.csv");

  @Test
  void theExample() throws IOException {
    ForecastRun run =
        ForecastRun.of(
            WEATHER,
            SeriesOptions.target("temp_max"),
            new ForecastOptions(14, 0, 8, 0.3, 1, 1, 32, 0.001, 0.8, 4),
            UnaryOperator.identity());
    assertThat(run.series().length()).isEqualTo(1_461);
    assertThat(run.series().frequency()).isEqualTo(SampleSeries.DAILY);
    assertThat(run.forecast().values()).hasSize(14);
    assertThat(run.series().time(1_461)).hasToString("2016-01-01T00:00");
    Backtest backtest = run.backtest();
    assertThat(backtest.origins()).hasSizeGreaterThanOrEqualTo(40).startsWith(1169, 1176, 1183);
    assertThat(backtest.baselines().keySet())
        .containsExactly("naive", "seasonal-naive-7", "seasonal-naive-365", "drift", "climatology");
    assertThat(run.model().provenance().seed()).isEqualTo(4);
    assertThat(run.model().provenance().dataSha256()).isEqualTo(ForecastRun.sha256(WEATHER));
    checkPage(ForecastPage.of(run, "carousel forecast"));
  }

  private static void checkPage(ReportData page) {
    assertThat(page.history().times()).hasSize(1_461);
    assertThat(page.history().values()).hasSize(1_461);
    assertThat(page.forecast().times()).hasSize(14).startsWith("2016-01-01T00:00");
    assertThat(page.origins()).hasSize(40);
    assertThat(page.origins())
        .allSatisfy(origin -> {
          assertThat(origin.times()).hasSize(14);
        });
    assertThat(page.stepErrors().model().mae()).hasSize(14);
    assertThat(page.stepErrors().baselines()).hasSize(5);
    assertThat(page.scores().baselines()).hasSize(5 + 6); // and all others
    assertThat(page.loss().training()).hasSize(1);
  }
}
