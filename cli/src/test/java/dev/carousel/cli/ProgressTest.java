package dev.carousel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
  private static final String TEXT = "epoch 20/100, loss 0.7654, validation 0.6914 *";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "139; ' |██████████              | 776 batches/s, at most 12 s left'",
        "79; ' |█████      | 776/s, 12 s left'",
        "70; ' 776/s, 12 s left'",
        "60; ''",
      })
  void whatDoesNotFitIsLeftOutTheLossesLast(int width, String rest) {
    String line = new ProgressLine(TEXT, 0.42, 776.2, 12.3).of(width);
    assertThat(line).startsWith(TEXT);
    assertThat(line.length()).isLessThanOrEqualTo(width);
    assertThat(line.replaceAll(" +", " ").replaceAll("█+", "█"))
        .isEqualTo((TEXT + rest).replaceAll(" +", " ").replaceAll("█+", "█"));
  }

  @ParameterizedTest
  @CsvSource({"0.44, 0.4", "9.94, 9.9", "9.96, 10", "776.2, 776", "NaN, ?"})
  void slowTrainingsHaveADecimal(double rate, String shown) {
    assertThat(new ProgressLine(TEXT, 0.42, rate, 12.3).of(139))
        .contains(" " + shown + " batches/s");
  }

  @Test
  void neverLongerThanTheTerminal() {
    for (int width = 1; width < 200; width++) {
      for (double left : new double[] {0, 99.6, 5000, 1e9, Double.NaN, Double.POSITIVE_INFINITY}) {
        String line = new ProgressLine(TEXT, 1.5, 1e6, left).of(width);
        assertThat(line.length()).isLessThanOrEqualTo(width);
        assertThat(line).startsWith(TEXT.substring(0, Math.min(width, TEXT.length())));
      }
    }
  }

  @Test
  void eightyColumnsShowEpochLossRateAndTimeLeft(@TempDir Path folder) throws IOException {
    SampleCsv.write(folder.resolve("data.csv"), 200);
    CommandProcess.Result result =
        CommandProcess.runWith(
            List.of("-Dcarousel.columns=80", "-Dstderr.encoding=UTF-8"),
            folder,
            "forecast data.csv --target sales --horizon 7 --epochs 30 --patience 30".split(" "));
    assertThat(result.exitCode()).as(result.err()).isZero();
    List<String> lines = List.of(result.err().split("[\\r\\n]+"));
    assertThat(lines).allSatisfy(line -> assertThat(line.stripTrailing()).hasSizeLessThan(80));
    assertThat(lines.getLast().strip())
        .matches(
            "epoch 30/30, loss \\d\\.\\d{4}, validation \\d\\.\\d{4}( \\*)? +\\|█+ *\\| +\\d+/s,"
                + " \\d+ s left");
  }
}
