package dev.carousel.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are run to success: the quick ones always, the others with -Pslow. */
class SmallRowsTest {
  private static final RowRun.Listener SILENT =
      new RowRun.Listener() {
        @Override
        public void onSequences(int trial, long sequences) {}

        @Override
        public void onTrial(int trial, TrialResult result) {}
      };

  private static void solves(String experiment, String row, int trials) throws IOException {
    Variant variant = Experiments.variant(Experiments.named(experiment), row);
    Algorithm algorithm = variant.algorithms().getFirst();
    Row run = new RowRun(variant, algorithm, 1, trials, 2, null, () -> false).run(SILENT);
    assertThat(run.solved()).isEqualTo(trials);
    Verdict verdict = Verdict.of(run);
    if (verdict != null) {
      assertThat(verdict.reached()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "reber, lstm-3x2-0.2, 2",
    "reber, lstm-4x1-0.1, 2",
    "temporal-order-6a, lstm, 1",
    "long-lag-2a, p100, 2",
    "adding, T100, 1",
    "long-lag-2b, p100, 2",
    "long-lag-2c, q50-p50, 2",
    "two-sequence-3a, T100-N3, 2",
    "two-sequence-3b, T100-N3, 2",
    "timing-pfg, peephole-cos-F10, 1",
    "timing-gts, forget-F10, 1"
  })
  void quick(String experiment, String row, int trials) throws IOException {
    solves(experiment, row, trials);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "two-sequence-3c, T100-N1, 2",
    "multiplication, n140, 2",
    "temporal-order-6b, lstm, 2",
    "continual-reber, forget, 2",
    "long-lag-2c, q1000-p50, 2"
  })
  void slow(String experiment, String row, int trials) throws IOException {
    solves(experiment, row, trials);
  }

  /** Rows that follow the text to the letter solve six of their 30 trials and fewer. */
  @ParameterizedTest
  @ValueSource(strings = {"lstm-3x2-0.2", "lstm-3x2-0.5"})
  void allTrialsOfARowAreReachedWithFurtherSeeds(String name) throws IOException {
    Variant variant = Experiments.variant(Experiments.named("reber"), name);
    Row row = new RowRun(variant, Algorithm.PAPER, 6, 30, 2, null, () -> false).run(SILENT);
    assertThat(Verdict.of(row)).isNotNull().matches(Verdict::reached, "reached: " + row.solved());
  }

  /** With biases of cell inputs, as in the text, this trial takes 1,960,924. */
  @Test
  void addingTakesLessThan70000Sequences() throws IOException {
    Variant variant = Experiments.variant(Experiments.named("adding"), "T100");
    Row row = new RowRun(variant, Algorithm.PAPER, 1, 1, 1, null, () -> false).run(SILENT);
    assertThat(row.meanSequences()).isLessThan(70_000);
  }
}
