package dev.carousel.task.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.task.panel.ModelOptions.ModelType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns that cannot be learnt from, and rows of them that are missing, are named. */
class RefusedCovariatesTest {
  @TempDir private static Path folder;

  private static void refused(Covariates covariates, String text, String... parts) {
    assertThatThrownBy(
            () -> {
              Path file = SampleStores.write(folder, "bad.csv", text);
              SampleStores.train(file, covariates, SampleStores.options());
            })
        .isInstanceOf(BadInput.class)
        .message()
        .contains(parts);
  }

  @Test
  void whatCannotBeACovariateIsRefused() {
    String text = SampleStores.csv(0);
    refused(SampleStores.past("tmep"), text, "no column 'tmep'", "Did you mean 'temp'?");
    refused(SampleStores.known("sold"), text, "column 'sold' is the target");
    refused(SampleStores.past("date"), text, "column 'date' is the times");
    refused(SampleStores.past("store"), text, "column 'store' is a key of the series");
    refused(SampleStores.constant("sold"), text, "column 'sold' is the target");
    refused(SampleStores.constant("kidn"), text, "Did you mean 'kind'?");
    refused(SampleStores.constant("wind"), text, "column 'wind'", "static feature is the same");
    int digit = text.indexOf(",1000\n2020-01-05");
    int line = text.lastIndexOf('\n', digit);
    String cell = text.substring(line + 1, digit).split(",", -1)[4];
    String slip =
        text.substring(0, line) + text.substring(line).replaceFirst("," + cell + ",", ",cold,");
    refused(SampleStores.past("temp"), slip, "line 5, column 'temp': found 'cold'");
    StringBuilder next = new StringBuilder("date,store,sold,tomorrow\n");
    double[] sold = SamplePanel.series(90, 3);
    for (int t = 0; t + 1 < sold.length; t++) {
      next.append(SampleStores.START.plusDays(t)).append(",s0,");
      next.append(sold[t]).append(',').append(2 * sold[t + 1] - 5).append('\n');
    }
    refused(SampleStores.past("tomorrow"), next.toString(), "--past tomorrow", "1 step later");
    // only the second series is told the future, or the target itself
    StringBuilder second = new StringBuilder("date,store,sold,later,same\n");
    double[] quiet = SamplePanel.series(90, 4);
    double[] other = SamplePanel.series(90, 5);
    for (int t = 0; t + 1 < sold.length; t++) {
      String day = "\n" + SampleStores.START.plusDays(t);
      second.append(day.strip()).append(",s0,").append(quiet[t]).append(',').append(other[t]);
      second.append(',').append(other[t]).append(day).append(",s1,").append(sold[t]).append(',');
      second.append(sold[t + 1]).append(',').append(3 * sold[t] + 1).append('\n');
    }
    refused(SampleStores.past("later"), second.toString(), "series 's1'", "1 step later");
    refused(
        SampleStores.known("same"), second.toString(), "'s1': --known same", "the target itself");
    assertThatThrownBy(() -> Covariates.of(List.of("a"), List.of("a"), List.of(), null))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("'a' is named twice");
    assertThatThrownBy(() -> PanelSource.rows().withCovariates(SampleStores.past("a")))
        .hasMessageContaining("no times");
    assertThatThrownBy(() -> PanelSource.wide().withCovariates(SampleStores.constant("a")))
        .hasMessageContaining("--static");
  }

  @Test
  void whatAKindCannotReadIsRefused() throws IOException {
    Path file = SampleStores.file(folder, "alone.csv", 5);
    PanelOptions options = SampleStores.options();
    for (ModelType type : List.of(ModelType.DEEPAR, ModelType.ES_RNN)) {
      PanelOptions other =
          options
              .withNetwork(options.network().withModel(ModelOptions.of(type)))
              .withInput(
                  new PanelOptions.InputOptions(14, 0, null, true, null, true, Missing.LAST));
      boolean steps = type == ModelType.DEEPAR;
      Covariates columns = steps ? SampleStores.past("temp") : SampleStores.known("promo");
      String message = steps ? "deepar goes on from step to step" : "es-rnn knows the series alone";
      assertThatThrownBy(() -> SampleStores.train(file, columns, other))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining(message);
      PanelOptions masked = other.withInput(other.input().withMissing(Missing.MASK));
      assertThatThrownBy(() -> SampleStores.train(file, Covariates.NONE, masked))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("--missing mask");
    }
  }

  @Test
  void missingRowsAheadAreNamed() throws IOException {
    Path whole = SampleStores.file(folder, "whole.csv", SampleStores.HORIZON);
    PanelModel model =
        SampleStores.train(whole, SampleStores.known("promo"), SampleStores.options());
    Path few = SampleStores.file(folder, "few.csv", 3);
    assertThatThrownBy(() -> model.forecasts(model.source().read(few)))
        .isInstanceOf(BadInput.class)
        .message()
        .contains("few.csv, series 's0': column 'promo'", "2020-05-03, 2020-05-04", "5 times")
        .doesNotContain("2020-05-02,");
    // a run of the last horizon kept apart does without, and gives no forecast
    PanelSource source = SampleStores.SOURCE.withCovariates(SampleStores.known("promo"));
    PanelRun run =
        PanelRun.of(few, null, source, SampleStores.options(), PanelTraining.Phases.NONE);
    assertThat(run.outcome().forecasts()).isEmpty();
    assertThat(run.outcome().comparison().model()).hasSize(4);
  }

  /** Where the rows are there and have a target, a gap in a column is filled as any other. */
  @Test
  void aGapInTheLastHorizonOfTheFileIsFilled() throws IOException {
    String day = "\n" + SampleStores.START.plusDays(SampleStores.DAYS - 2) + ",s0,";
    String text = SampleStores.csv(SampleStores.HORIZON);
    int promo = text.indexOf(',', text.indexOf(day) + day.length()) + 1;
    Path gap =
        SampleStores.write(folder, "gap.csv", text.substring(0, promo) + text.substring(promo + 1));
    PanelSource source = SampleStores.SOURCE.withCovariates(SampleStores.known("promo"));
    PanelRun run =
        PanelRun.of(gap, null, source, SampleStores.options(), PanelTraining.Phases.NONE);
    assertThat(run.outcome().comparison().model()).hasSize(4);
    assertThat(run.outcome().forecasts()).hasSize(4);
  }

  /** Sales that a promotion decides: it may be known ahead, and that it tells so much is said. */
  @Test
  void whatTellsTooMuchIsNoted() throws IOException {
    Path file = SampleStores.file(folder, "told.csv", 0);
    PanelSource source = SampleStores.SOURCE.withCovariates(SampleStores.known("promo"));
    PanelRun run =
        PanelRun.of(file, null, source, SampleStores.options(), PanelTraining.Phases.NONE);
    assertThat(run.series().notes().list().toString())
        .contains("Series 's0': 'promo' says nearly what the target is at the same time.");
    PanelSource past = SampleStores.SOURCE.withCovariates(SampleStores.past("temp"));
    PanelRun quiet =
        PanelRun.of(file, null, past, SampleStores.options(), PanelTraining.Phases.NONE);
    assertThat(quiet.series().notes().list().toString()).doesNotContain("says nearly");
  }
}
