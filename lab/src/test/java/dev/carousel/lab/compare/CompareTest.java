package dev.carousel.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.BadInput;
import dev.carousel.lab.Draws;
import dev.carousel.lab.paper.SequenceTask;
import dev.carousel.random.Randomness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cells side by side. */
class CompareTest {
  private static final NamedCell RNN = NamedCell.of("rnn").getFirst();

  private static Vanishing.Norms norms(String cell, int part) {
    return new Vanishing(60, 16, 1).of(NamedCell.of(cell).getFirst()).get(part);
  }

  @Test
  void errorsVanishThroughSumsAndNotThroughTheCarousel() {
    List<Double> rnn = norms("rnn", 0).norms();
    assertThat(rnn).hasSize(60);
    assertThat(rnn.getFirst()).isLessThan(0.2 * rnn.getLast());
    List<Double> of1997 = norms("lstm-1997", 1).norms();
    assertThat(of1997.getFirst()).isBetween(0.3 * of1997.getLast(), 3 * of1997.getLast());
    assertThat(norms("lstm-1997", 1).part()).isEqualTo("s");
  }

  /** At the last step it is the loss's own derivative: twice the distance, a mean over 16. */
  @Test
  void theLastNormIsThatOfTheLossItself() {
    double last = norms("gru", 0).norms().getLast();
    // 16 x 16 numbers of variance 1 and a little more: 2 / 16 * sqrt(256 * 1.2)
    assertThat(last).isBetween(1.7, 2.8);
  }

  @Test
  void everyCellHasNormsAndAPlotShowsThem() {
    List<Vanishing.Norms> all =
        NamedCell.of(String.join(",", NamedCell.names())).stream()
            .flatMap(cell -> new Vanishing(5, 3, 1).of(cell).stream())
            .toList();
    assertThat(all).hasSizeGreaterThan(NamedCell.names().size());
    all.forEach(one -> assertThat(one.norms()).allMatch(Double::isFinite));
    assertThat(NormPlot.text(all)).contains("rnn, d loss / d h", "lstm, d loss / d c", "t = 5");
    assertThat(NormPlot.page(all)).contains("<polyline").doesNotContain("NaN", "<script", "http");
  }

  @ParameterizedTest
  @EnumSource(SequenceTask.class)
  void sequencesEndTogether(SequenceTask task) {
    SequenceTask.Drawn drawn = task.draw(40, new Draws(new Randomness(2, 1)));
    int steps = drawn.x().shape().at(1);
    for (int n = 0; n < 40; n++) {
      double last = 0;
      double targets = 0;
      for (int i = 0; i < task.inputs(); i++) {
        last += Math.abs(drawn.x().get(n, steps - 1, i));
      }
      for (int k = 0; k < task.outputs(); k++) {
        targets += drawn.y().get(n, k);
      }
      assertThat(last).isPositive();
      if (task.classes()) {
        assertThat(targets).isEqualTo(1);
      } else {
        assertThat(targets).isBetween(0.0, 1.0);
      }
    }
    assertThat(SequenceTask.named(task.label())).isEqualTo(task);
  }

  @Test
  void networksAreAsLargeAsAllowedAndResultsTheSameEachTime() throws IOException {
    Comparison comparison = new Comparison(300, 40, 1, 0.01, 2, 3);
    for (NamedCell cell : NamedCell.of("rnn,gru,mlstm")) {
      Comparison.Result result = run(comparison, cell, KeptTrials.nowhere(), () -> false);
      assertThat(result).isNotNull();
      assertThat(result.weights()).isBetween(200, 300);
      assertThat(result.right()).isBetween(result.leastRight(), 1.0);
      assertThat(result.memory()).isGreaterThan(20L * 55 * result.hidden() * 4);
      assertThat(result.milliseconds()).isPositive();
      Comparison.Result again = run(comparison, cell, KeptTrials.nowhere(), () -> false);
      assertThat(again).isNotNull();
      assertThat(again.loss()).isEqualTo(result.loss());
      assertThat(again.right()).isEqualTo(result.right());
      assertThat(again.memory()).isEqualTo(result.memory());
    }
    assertThat(run(comparison, RNN, KeptTrials.nowhere(), () -> true)).isNull();
  }

  /** Of four clockwork modules or two layers, hidden is what is shown, not what a size is of. */
  @Test
  void hiddenIsWhatIsShown() throws IOException {
    Comparison comparison = new Comparison(400, 20, 1, 0.01, 1, 3);
    for (NamedCell cell : NamedCell.of("clockwork,depth-gated-lstm,layer-norm-lstm")) {
      Comparison.Result result = run(comparison, cell, KeptTrials.nowhere(), () -> false);
      assertThat(result).isNotNull();
      assertThat(result.weights()).isBetween(200, 400);
      // the output layer reads all that is shown, and a constant
      int hidden = result.hidden();
      assertThat(hidden)
          .isEqualTo(
              switch (cell.name()) {
                case "clockwork" -> 20;
                case "depth-gated-lstm" -> 4;
                default -> 7;
              });
    }
    Comparison tiny = new Comparison(12, 20, 1, 0.01, 1, 3);
    assertThatThrownBy(
            () -> run(tiny, NamedCell.of("lstm").getFirst(), KeptTrials.nowhere(), () -> false))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "--weights 12: the smallest network of lstm for the task adding has 18; give at least"
                + " that");
  }

  private static Comparison.@Nullable Result run(
      Comparison comparison, NamedCell cell, KeptTrials kept, BooleanSupplier stop)
      throws IOException {
    return comparison.of(SequenceTask.ADDING, cell, kept, stop);
  }

  /** Stopped in its third trial, a comparison goes on from the two that are kept. */
  @Test
  void aStoppedComparisonGoesOn(@TempDir Path folder) throws IOException {
    Comparison comparison = new Comparison(100, 40, 2, 0.01, 3, 5);
    Comparison.Result whole = run(comparison, RNN, KeptTrials.nowhere(), () -> false);
    KeptTrials first = KeptTrials.in(folder, comparison);
    assertThat(run(comparison, RNN, first, () -> first.size() == 2)).isNull();

    KeptTrials second = KeptTrials.in(folder, comparison);
    assertThat(second.size()).isEqualTo(2);
    Comparison.Result result = run(comparison, RNN, second, () -> second.size() == 3);
    assertThat(result).isNotNull();
    assertThat(whole).isNotNull();
    assertThat(result.loss()).isEqualTo(whole.loss());
    assertThat(result.right()).isEqualTo(whole.right());
    assertThat(result.leastRight()).isEqualTo(whole.leastRight());
    assertThat(run(comparison, RNN, second, () -> true))
        .isEqualTo(result); // nothing is left to run

    assertThat(KeptTrials.in(folder, new Comparison(100, 40, 2, 0.02, 3, 5)).size()).isZero();
    second.forget();
    assertThat(folder).isEmptyDirectory();
  }

  /** What a smaller comparison is done with is not all that a larger one has kept. */
  @Test
  void aSmallerComparisonForgetsItsOwnTrials(@TempDir Path folder) throws IOException {
    KeptTrials large = KeptTrials.in(folder, new Comparison(100, 40, 1, 0.01, 3, 5));
    assertThat(run(new Comparison(100, 40, 1, 0.01, 3, 5), RNN, large, () -> large.size() == 2))
        .isNull();
    Comparison one = new Comparison(100, 40, 1, 0.01, 1, 5);
    KeptTrials small = KeptTrials.in(folder, one);
    assertThat(run(one, RNN, small, () -> false)).isNotNull();
    small.forget();
    assertThat(KeptTrials.in(folder, one).size()).isEqualTo(1);
  }

  @Test
  void badOptionsAreRefused() {
    refused(() -> NamedCell.of("lstm,lstmm"), "--cells lstmm: no such cell; there are rnn, lstm");
    refused(() -> SequenceTask.named("adding2"), "there are adding, order, signal, recall");
    refused(() -> new Vanishing(1, 3, 1), "--steps 1");
    refused(() -> new Vanishing(10, 0, 1), "--hidden 0");
    refused(() -> new Comparison(9, 40, 1, 0.1, 1, 1), "--weights 9");
    refused(() -> new Comparison(100, 40, 1, 0, 1, 1), "--rate 0");
    refused(() -> new Comparison(100, 40, 0, 0.1, 1, 1), "--epochs 0");
    refused(() -> new Comparison(100, 19, 1, 0.1, 1, 1), "--sequences 19");
    refused(() -> new Comparison(100, 40, 1, 0.1, 0, 1), "--trials 0");
  }

  private static void refused(Runnable run, String part) {
    assertThatThrownBy(run::run).isInstanceOf(BadInput.class).hasMessageContaining(part);
  }
}
