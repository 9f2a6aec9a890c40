package dev.carousel.task.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.BadInput;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Embedding;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.task.text.source.TextSource;
import dev.carousel.task.text.token.Level;
import dev.carousel.task.text.token.Tokenizer;
import dev.carousel.task.text.token.TokenizerOptions;
import dev.carousel.train.Evaluator;
import dev.carousel.train.Fit;
import dev.carousel.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextRowsTest {
  /** Token i is 100 + i, so that a place is known by its token. */
  private static TokenSequence counting(int n) {
    return TokenSequence.of(IntStream.range(100, 100 + n).toArray());
  }

  private static float[] inputs(TextRows rows, int row) {
    float[] x = new float[rows.inputShape().size()];
    rows.readInput(row, x, 0);
    return x;
  }

  private static float[] targets(TextRows rows, int row) {
    float[] y = new float[rows.targetShape().size()];
    rows.readTarget(row, y, 0);
    return y;
  }

  /** Every row of validation but the first has ten windows or more, whatever the text's size. */
  @Test
  void validationRowsAreLong() {
    TextOptions.Learning how =
        new TextOptions.Learning(20, 8, 1, 0, TextOptions.OptimizerKind.ADAM, 0.01, 1, 1, 0);
    assertThat(TextTraining.validationRows(7 * 200, how)).isEqualTo(7);
    assertThat(TextTraining.validationRows(7 * 200 - 1, how)).isEqualTo(6);
    assertThat(TextTraining.validationRows(199, how)).isEqualTo(1);
    assertThat(TextTraining.validationRows(Long.MAX_VALUE, how)).isEqualTo(8);
  }

  @Test
  void cutsTwelveTokensIntoRows() {
    TextRows two = TextRows.toTrain(counting(12), 2); // 11 targets, 5 a row, one left out
    assertThat(two.targets()).isEqualTo(10);
    assertThat(inputs(two, 0)).containsExactly(100, 101, 102, 103, 104);
    assertThat(targets(two, 0)).containsExactly(101, 102, 103, 104, 105);
    assertThat(inputs(two, 1)).containsExactly(105, 106, 107, 108, 109);
    assertThat(targets(two, 1)).containsExactly(106, 107, 108, 109, 110);
    TextRows all = TextRows.toEvaluate(counting(12), 3); // 11 targets: rows of 3, 4 and 4
    assertThat(all.targets()).isEqualTo(11);
    assertThat(inputs(all, 0)).containsExactly(100, 101, 102, 0);
    assertThat(targets(all, 0)).containsExactly(101, 102, 103, 0);
    assertThat(inputs(all, 1)).containsExactly(103, 104, 105, 106);
    assertThat(targets(all, 2)).containsExactly(108, 109, 110, 111);
  }

  /** Each target once and in order, with the token before it as its input. */
  @Test
  void everyTargetIsThereOnceInOrder() {
    for (int n = 2; n < 80; n += 1 + n / 9) {
      for (int batch = 1; batch < n; batch += 1 + batch / 4) {
        check(TextRows.toTrain(counting(n), batch), (n - 1) / batch * batch, 0);
        check(TextRows.toEvaluate(counting(n), batch), n - 1, 1);
      }
    }
  }

  private static void check(TextRows rows, int targets, int difference) {
    List<Integer> read = new ArrayList<>();
    int longest = rows.inputShape().at(0);
    for (int row = 0; row < rows.size(); row++) {
      int length = rows.length(row);
      assertThat(length).isBetween(Math.max(1, longest - difference), longest);
      float[] x = inputs(rows, row);
      float[] y = targets(rows, row);
      for (int t = 0; t < longest; t++) {
        assertThat(x[t]).isEqualTo(t < length ? y[t] - 1 : 0);
        if (t < length) {
          read.add((int) y[t]);
        }
      }
      checkPieces(rows, row, x, y);
    }
    assertThat(read).isEqualTo(IntStream.range(101, 101 + targets).boxed().toList());
    assertThat(rows.targets()).isEqualTo(targets);
  }

  private static void checkPieces(TextRows rows, int row, float[] x, float[] y) {
    for (int from = 0; from < x.length; from += 3) {
      int steps = Math.min(3, x.length - from);
      float[] pieces = new float[9];
      rows.readInputSteps(row, from, steps, pieces, 1);
      rows.readTargetSteps(row, from, steps, pieces, 5);
      for (int t = 0; t < steps; t++) {
        assertThat(pieces[1 + t]).isEqualTo(x[from + t]);
        assertThat(pieces[5 + t]).isEqualTo(y[from + t]);
      }
    }
  }

  @Test
  void refusesWhatIsTooShort() {
    assertThatThrownBy(() -> TextRows.toTrain(counting(4), 4))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "3 tokens: too few for 4 rows side by side; give a longer text or a smaller --batch");
    assertThatThrownBy(() -> TextRows.toEvaluate(counting(1), 1)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> TextRows.toTrain(counting(4), 0)).isInstanceOf(BadInput.class);
  }

  /** A network learns from rows in windows, and is scored on every token of another text. */
  @Test
  void aNetworkLearnsFromThem() {
    TextSource text = TextSource.of("text", "one fish two fish red fish blue fish\n".repeat(12));
    Tokenizer tokenizer = TokenizerOptions.of(Level.CHAR).learn(text);
    Corpus corpus = Corpus.of(text, tokenizer);
    int v = tokenizer.vocabulary();
    Network network =
        new Network(
            Input.anyTokens(v),
            List.of(Embedding.of(v, 8), Lstm.units(16).returnSequences(), Dense.units(v)),
            3);
    Engine engine = Engine.of("auto", 1); // one thread: the work is small
    Loss loss = Loss.SPARSE_SOFTMAX_CROSS_ENTROPY;
    Fit fit = Fit.epochs(8).batchSize(5).inOrder().truncate(9);
    new Trainer(network, new Adam(0.03), loss, engine, fit, TextRows.toTrain(corpus.tokens(), 5))
        .run();
    Corpus test =
        Corpus.of(TextSource.of("test", "red fish two fish\nblue fish one fish\n"), tokenizer);
    Evaluator evaluator = new Evaluator(network, engine);
    double nats = evaluator.loss(loss, TextRows.toEvaluate(test.tokens(), 1), 7);
    NGramModel unigram = new NGramModel(corpus, v, 1);
    assertThat(nats).isLessThan(unigram.score(test, 1).nats() / 2);
    double rows = evaluator.loss(loss, TextRows.toEvaluate(test.tokens(), 3), 0);
    assertThat(evaluator.loss(loss, TextRows.toEvaluate(test.tokens(), 3), 4))
        .isCloseTo(rows, within(1e-6));
  }
}
