package dev.carousel.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials do not depend on threads or interruptions, and finished ones are kept. */
class RowRunTest {
  @TempDir private Path folder;

  private static final RowRun.Listener SILENT =
      new RowRun.Listener() {
        @Override
        public void onSequences(int trial, long sequences) {}

        @Override
        public void onTrial(int trial, TrialResult result) {}
      };

  /** Which trials have been run. */
  private final Set<Integer> ran = new ConcurrentSkipListSet<>();

  /** A trial of a made-up row: even numbers are solved after a random number of sequences. */
  private TrialResult toy(Trial trial) {
    Draws draws = new Draws(trial.random("toy"));
    Curve curve = new Curve();
    long sequences = 100L + draws.below(1000);
    for (long n = 1; n <= sequences; n++) {
      curve.add(draws.uniform());
      trial.at(n);
    }
    ran.add(trial.number());
    boolean solved = trial.number() % 2 == 0;
    Map<String, Double> figures = Map.of("mae", draws.gaussian());
    return new TrialResult(solved, sequences, 3, 50, figures, curve.points());
  }

  private Variant variant(String description) {
    return new Variant(
        "toy",
        "row",
        description,
        Published.solved("Table 0", 8, 500),
        12,
        List.of(Algorithm.PAPER, Algorithm.BPTT),
        this::toy);
  }

  private RowRun run(int trials, int threads, long seed) {
    return new RowRun(variant("a"), Algorithm.PAPER, seed, trials, threads, folder, () -> false);
  }

  @Test
  void threadsChangeNoResult() throws IOException {
    Row one = run(9, 1, 5).run(SILENT);
    run(9, 1, 5).forget();
    Row many = run(9, 4, 5).run(SILENT);
    assertThat(many.results()).isEqualTo(one.results()).hasSize(9);
    assertThat(run(9, 4, 6).run(SILENT).results()).isNotEqualTo(one.results());
  }

  @Test
  void meansAreOverSolvedTrials() throws IOException {
    Row row = run(5, 2, 1).run(SILENT);
    assertThat(row.solved()).isEqualTo(3);
    double sum = 0;
    for (int trial : List.of(0, 2, 4)) {
      sum += row.results().get(trial).sequences();
    }
    assertThat(row.meanSequences()).isEqualTo(sum / 3);
    assertThat(row.wrong()).isEqualTo(3);
    assertThat(row.tested()).isEqualTo(50);
    Row none = new RowRun(variant("a"), Algorithm.PAPER, 1, 1, 1, null, () -> true).run(SILENT);
    assertThat(none.meanSequences()).isNull();
    assertThat(none.minSequences()).isNull();
    assertThat(none.complete()).isFalse();
  }

  @Test
  void aStoppedRunGoesOnWhereItWas() throws IOException {
    Row whole = new RowRun(variant("a"), Algorithm.PAPER, 2, 8, 1, null, () -> false).run(SILENT);
    ran.clear();
    AtomicLong left = new AtomicLong(2500);
    RowRun stopped =
        new RowRun(
            variant("a"), Algorithm.PAPER, 2, 8, 1, folder, () -> left.decrementAndGet() < 0);
    Row part = stopped.run(SILENT);
    assertThat(part.complete()).isFalse();
    assertThat(part.trials()).isPositive();
    assertThat(part.results().keySet()).isEqualTo(ran);
    ran.clear();
    Row rest = run(8, 2, 2).run(SILENT);
    assertThat(rest.results()).isEqualTo(whole.results());
    assertThat(ran).doesNotContainAnyElementsOf(part.results().keySet());
    ran.clear();
    assertThat(run(8, 2, 2).run(SILENT).results()).isEqualTo(whole.results());
    assertThat(ran).isEmpty();
  }

  @Test
  void keptTrialsTakeTheTimeTheyTookWhateverTheThreadsOfToday() throws IOException {
    run(1, 1, 4).run(SILENT);
    Path file = folder.resolve("toy_row_paper_4.jsonl");
    String line = Files.readString(file);
    Files.writeString(file, line.replaceFirst("\"seconds\":[0-9.E-]+", "\"seconds\":120.5"));
    assertThat(run(1, 1, 4).run(SILENT).seconds()).isBetween(120.5, 121.5);
    assertThat(run(1, 4, 4).run(SILENT).seconds()).isBetween(120.5, 121.5);
  }

  @Test
  void thePageHasTheRowsOfAllSeeds() throws IOException {
    Variant order = Experiments.named("temporal-order-6a").variants().getFirst();
    for (long seed : new long[] {7, Long.MIN_VALUE}) {
      Variant quick =
          new Variant(
              order.experiment(),
              order.name(),
              order.description(),
              order.published(),
              order.weights(),
              order.algorithms(),
              this::toy);
      new RowRun(quick, Algorithm.PAPER, seed, 2, 1, folder, () -> false).run(SILENT);
    }
    Files.writeString(folder.resolve("temporal-order-6a_lstm_paper_x.jsonl"), "");
    assertThat(LabPage.kept(folder)).extracting(Row::seed).containsExactly(Long.MIN_VALUE, 7L);
  }

  @Test
  void trialsOfAnotherSetUpOrDamagedLinesAreRunAgain() throws IOException {
    Row row = run(3, 1, 3).run(SILENT);
    Path file = folder.resolve("toy_row_paper_3.jsonl");
    assertThat(Files.readAllLines(file)).hasSize(3);
    String first = Files.readAllLines(file).getFirst();
    String impossible = first.replace("\"trial\":0", "\"trial\":-1");
    Files.writeString(file, impossible + "\n{\"half\": ", StandardOpenOption.APPEND);
    ran.clear();
    assertThat(run(3, 1, 3).run(SILENT).results()).isEqualTo(row.results());
    assertThat(ran).isEmpty();
    new RowRun(variant("b"), Algorithm.PAPER, 3, 3, 1, folder, () -> false).run(SILENT);
    assertThat(ran).containsExactly(0, 1, 2);
  }

  @Test
  void filesThatAreNotOursAreRunAgainOrNamed() throws IOException {
    Row row = run(3, 1, 3).run(SILENT);
    Path file = folder.resolve("toy_row_paper_3.jsonl");
    String impossible = Files.readString(file).replaceAll("\"sequences\":", "\"sequences\":-");
    Files.writeString(file, impossible);
    ran.clear();
    assertThat(run(3, 1, 3).run(SILENT).results()).isEqualTo(row.results());
    assertThat(ran).containsExactly(0, 1, 2);
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0xc3, '\n'});
    assertThat(run(3, 1, 3).run(SILENT).results()).isEqualTo(row.results());
    Files.delete(file);
    Files.createDirectory(file);
    assertThatThrownBy(() -> run(3, 1, 3).run(SILENT))
        .isInstanceOf(BadInput.class)
        .hasMessage(file + ": is a folder, expected a file of finished trials; move it away");
  }

  @Test
  void badOptionsAreRefused() {
    assertThatThrownBy(() -> run(0, 1, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("--trials 0");
    assertThatThrownBy(() -> run(1, 0, 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("--threads 0");
    assertThatThrownBy(() -> new RowRun(variant("a"), Algorithm.RTRL, 1, 1, 1, null, () -> false))
        .isInstanceOf(BadInput.class)
        .hasMessage("--algorithm rtrl: toy row is learnt by paper or bptt");
    assertThatThrownBy(() -> Experiments.named("rebber"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("reber, long-lag-2a")
        .hasMessageContaining("temporal-order-6b");
    assertThatThrownBy(() -> Experiments.variant(Experiments.named("adding"), "T7"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("T100, T500, T1000");
  }

  @Test
  void aFailingTrialEndsTheRun() {
    Variant broken =
        new Variant(
            "toy",
            "row",
            "",
            Published.solved("", 1, 1),
            1,
            List.of(Algorithm.PAPER),
            trial -> {
              throw new IllegalStateException("broken");
            });
    RowRun run = new RowRun(broken, Algorithm.PAPER, 1, 3, 2, null, () -> false);
    assertThatThrownBy(() -> run.run(SILENT)).hasMessage("broken");
  }

  /** Against values of the hypergeometric distribution worked out by hand. */
  @Test
  void fisher() {
    assertThat(Verdict.chanceOfAtMost(3, 3, 3, 3))
        .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-12));
    // 1 of 3 against 3 of 3: at most 1 of 4 solved ones among our 3 of 6: C(3,1)C(3,3)/C(6,4) =
    // 3/15
    assertThat(Verdict.chanceOfAtMost(1, 3, 3, 3))
        .isCloseTo(0.2, org.assertj.core.data.Offset.offset(1e-12));
  }

  @Test
  void pageShowsTheRowsAndHidesNoMarkup() throws IOException {
    Variant real = Experiments.named("reber").variants().getFirst();
    Variant quick =
        new Variant(
            "reber", "x<y", real.description(), real.published(), 7, real.algorithms(), this::toy);
    Row row = new RowRun(quick, Algorithm.PAPER, 1, 4, 1, null, () -> false).run(SILENT);
    String page = LabPage.html(List.of(row), "today");
    assertThat(page)
        .contains("Experiment 1", "x&lt;y", "2 / 4", "39,740", "<polyline class=\"failed\"")
        .doesNotContain("x<y", "http", "<script", "NaN");
  }
}
