package dev.carousel.task.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.BadInput;
import dev.carousel.task.competition.Competition;
import dev.carousel.task.metric.SeriesScores;
import dev.carousel.task.panel.PanelTraining.Phases;
import dev.carousel.task.report.PanelData;
import dev.carousel.task.report.PanelReport;
import dev.carousel.task.series.TrainTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on files of each layout. */
class PanelRunTest {
  private static final int SERIES = 11;
  private static final int HORIZON = 5;

  @TempDir private Path folder;

  private static double[] series(int i) {
    return SamplePanel.series(31 + i % 3, 40 + i);
  }

  private Path rows(String name, boolean train) throws IOException {
    StringBuilder text = new StringBuilder("id");
    for (int c = 1; c <= 33; c++) {
      text.append(",V").append(c);
    }
    text.append('\n');
    for (int i = 0; i < SERIES; i++) {
      double[] all = series(i);
      text.append("s").append(i);
      int from = train ? 0 : all.length - HORIZON;
      int to = train ? all.length - HORIZON : all.length;
      for (int t = from; t < from + 33; t++) {
        text.append(',').append(t < to ? Double.toString(all[t]) : "");
      }
      text.append('\n');
    }
    return Files.writeString(folder.resolve(name), text);
  }

  /** All as long as the shortest, so that wide and long tables hold the same. */
  private Path dated(boolean wide) throws IOException {
    StringBuilder text = new StringBuilder(wide ? "month" : "month,shop,kind,sold");
    for (int i = 0; wide && i < SERIES; i++) {
      text.append(",north ").append(i);
    }
    text.append('\n');
    for (int t = 0; t < 31; t++) {
      String month = String.format(Locale.ROOT, "%d-%02d", 2010 + t / 12, 1 + t % 12);
      text.append(wide ? month : "");
      for (int i = 0; i < SERIES; i++) {
        double value = series(i)[t];
        text.append(wide ? "," + value : month + ",north," + i + "," + value + "\n");
      }
      text.append(wide ? "\n" : "");
    }
    return Files.writeString(folder.resolve(wide ? "wide.csv" : "long.csv"), text);
  }

  private static PanelOptions options() {
    return SamplePanel.options(1, 0.5).withSeason(4);
  }

  @Test
  void aTestFileAndTheLastHorizonSayTheSame() throws IOException {
    PanelRun run =
        PanelRun.of(
            rows("train.csv", true),
            rows("test.csv", false),
            PanelSource.rows(),
            options(),
            Phases.NONE);
    PanelComparison comparison = run.outcome().comparison();
    TrainTest held = HeldOut.of(whole(), HORIZON);

    assertThat(comparison.model()).hasSize(SERIES);
    assertThat(comparison.methods().keySet())
        .contains(
            "naive",
            "seasonal-naive",
            "seasonal-mean",
            "drift",
            "naive2",
            "theta",
            "ets",
            "linear");
    for (int i = 0; i < SERIES; i++) {
      assertThat(comparison.data().actual().get(i)).isEqualTo(held.actual().get(i));
      assertThat(held.train().list().get(i).target())
          .isEqualTo(comparison.data().train().list().get(i).target());
    }
    check(comparison);
    checkFile(run, false);
    checkReport(run);
  }

  private static dev.carousel.task.series.SeriesSet whole() {
    List<dev.carousel.task.series.NamedSeries> all = new ArrayList<>();
    for (int i = 0; i < SERIES; i++) {
      all.add(
          dev.carousel.task.series.NamedSeries.undated(
              "s" + i, new java.util.LinkedHashMap<>(), series(i)));
    }
    return SamplePanel.of(all);
  }

  private static void check(PanelComparison comparison) {
    Competition competition = new Competition(comparison.data(), 4);
    List<double[]> own = comparison.model().stream().map(SeriesForecast::values).toList();
    double owa = competition.owa(own);
    assertThat(comparison.own().owa()).isEqualTo(owa);
    assertThat(comparison.methods().get("naive2").owa()).isEqualTo(1);
    double best =
        comparison.methods().values().stream()
            .filter(PanelComparison.Method::baseline)
            .mapToDouble(PanelComparison.Method::owa)
            .min()
            .orElseThrow();
    assertThat(comparison.skillAll()).isCloseTo(1 - owa / best, within(1e-12));
    assertThat(comparison.skill()).isGreaterThanOrEqualTo(comparison.skillAll());
    assertThat(comparison.verdict())
        .contains(comparison.bestBaseline())
        .containsAnyOf(
            comparison.skillAll() > 0 ? "better than the best baseline" : "use it",
            "cannot be told apart");
    List<SeriesScores> scores = comparison.own().bySeries();
    List<Integer> worst = comparison.worst(4);
    assertThat(worst).hasSize(4);
    for (int i = 0; i < SERIES; i++) {
      boolean among = worst.contains(i);
      double least = scores.get(worst.getLast()).mase();
      assertThat(among).isEqualTo(scores.get(i).mase() >= least);
    }
  }

  private void checkFile(PanelRun run, boolean dated) throws IOException {
    Path file = folder.resolve("forecast.csv");
    PanelFiles.write(file, run.outcome().model(), run.series(), run.outcome().forecasts());
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1 + SERIES * HORIZON);
    assertThat(lines.getFirst())
        .isEqualTo(
            dated ? "series,step,time,forecast,lower,upper" : "series,step,forecast,lower,upper");
    String[] cells = lines.get(1 + HORIZON).split(",", -1);
    SeriesForecast second = run.outcome().forecasts().get(1);
    assertThat(cells[0]).isEqualTo(second.id());
    assertThat(cells[1]).isEqualTo("1");
    double written = Double.parseDouble(cells[dated ? 3 : 2]);
    assertThat(written).isCloseTo(second.values()[0], within(1e-8 * Math.abs(written)));
  }

  private void checkReport(PanelRun run) throws IOException {
    PanelData page = PanelPage.of(run, "carousel forecast train --data <train>.csv");
    assertThat(page.series()).hasSize(SERIES);
    assertThat(page.series().get(2).actual()).hasSize(HORIZON);
    Path file = folder.resolve("report.html");
    PanelReport.write(file, page);
    assertThat(file)
        .content()
        .contains("\"id\":\"s10\"")
        .contains(run.outcome().comparison().verdict().replace("'", "&#39;"))
        .contains("&lt;train&gt;.csv")
        .doesNotContain("{{")
        .doesNotContain("http://www.example");
  }

  @Test
  void wideAndLongTablesSayTheSame() throws IOException {
    PanelRun wide = PanelRun.of(dated(true), null, PanelSource.wide(), options(), Phases.NONE);
    PanelRun tall =
        PanelRun.of(
            dated(false),
            null,
            PanelSource.longTable("sold", "shop", "kind"),
            options(),
            Phases.NONE);
    assertThat(tall.outcome().comparison().own().owa())
        .isEqualTo(wide.outcome().comparison().own().owa());
    for (int i = 0; i < SERIES; i++) {
      assertThat(tall.outcome().forecasts().get(i).values())
          .isEqualTo(wide.outcome().forecasts().get(i).values());
    }
    checkFile(tall, true);
    assertThatThrownBy(() -> tall.outcome().model().forecasts(whole()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("have no times")
        .hasMessageContaining("are monthly");
    Path file = folder.resolve("forecast.csv");
    assertThat(Files.readAllLines(file).get(1)).contains(",1,2012-08");
  }

  /** With levels around the median the quantiles are scored; the median's loss is half the MAE. */
  @Test
  void quantilesAreScored() throws IOException {
    PanelOptions options = SamplePanel.options(1, 0.3, 0.5, 0.7).withSeason(4);
    PanelRun run =
        PanelRun.of(rows("train.csv", true), null, PanelSource.rows(), options, Phases.NONE);
    PanelComparison comparison = run.outcome().comparison();
    double absolute = 0;
    for (int i = 0; i < SERIES; i++) {
      for (int h = 0; h < HORIZON; h++) {
        double actual = comparison.data().actual().get(i)[h];
        absolute += Math.abs(actual - comparison.model().get(i).values()[h]) / SERIES / HORIZON;
      }
    }
    double median = comparison.quantiles(List.of(0.3, 0.5, 0.7)).pinball(1);
    assertThat(median).isCloseTo(absolute / 2, within(1e-6 * absolute));
  }

  @Test
  void wrongHorizonsAreRefused() throws IOException {
    Path train = rows("train.csv", true);
    Path test = rows("test.csv", false);
    PanelOptions options = PanelOptions.horizon(4);
    assertThatThrownBy(() -> PanelRun.of(train, test, PanelSource.rows(), options, Phases.NONE))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("--horizon is 4")
        .hasMessageContaining("5 values");
    assertThatThrownBy(() ->
            PanelRun.of(train, null, PanelSource.rows(), PanelOptions.horizon(30), Phases.NONE))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("'s0'")
        .hasMessageContaining("--test FILE");
  }
}
