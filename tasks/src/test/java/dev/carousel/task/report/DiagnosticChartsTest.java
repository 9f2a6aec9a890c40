package dev.carousel.task.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a model's errors look like. */
class DiagnosticChartsTest {
  private static final double NO = Double.NaN;

  static Diagnosis diagnosis() {
    double[] autocorrelation = {0.6, 0.5, -0.04, 0.02};
    return new Diagnosis(
        "standard <deviations>",
        0.02,
        0.5,
        new double[] {0.1, 0.2, 0.4, 0.2, 0.1},
        0.012,
        new double[] {0.1, NO, -0.2},
        new double[] {0.4, NO, 0.6},
        autocorrelation,
        0.1,
        "7 steps",
        new Diagnosis.Coverage(0.8, new double[] {0.81, NO, 0.7}),
        List.of(new Diagnosis.Quantile(0.1, 0.12), new Diagnosis.Quantile(0.9, 0.85)));
  }

  @Test
  void eachChartSaysWhatItShows() {
    String html = DiagnosticCharts.html(diagnosis());
    assertThat(html)
        .contains("standard &lt;deviations&gt;: mean 0.020, root mean square 0.500")
        .contains("1.2\u00a0% lie beyond 3")
        .contains("(7 steps each). 2 of 4 are beyond")
        .contains("something is left")
        .contains("dashed: 80\u00a0%, as meant. From 70\u00a0% to 81\u00a0%")
        .contains("Calibration of the quantiles")
        .doesNotContain("NaN");
    assertThat(html.split("<svg ", -1)).hasSize(1 + 5);
    // what is missing breaks the line
    assertThat(html).containsPattern("class=\"model\" d=\"M[0-9. ]+M[0-9. ]+\"");
  }

  @Test
  void whatIsNotThereIsLeftOut() {
    Diagnosis bare =
        new Diagnosis(
            "units",
            NO,
            NO,
            new double[4],
            NO,
            new double[] {NO},
            new double[] {NO},
            new double[0],
            NO,
            "",
            null,
            List.of());
    String html = DiagnosticCharts.html(bare);
    assertThat(html.split("<svg ", -1)).hasSize(1 + 2);
    assertThat(html).doesNotContain("NaN").doesNotContain("Infinity");
  }
}
