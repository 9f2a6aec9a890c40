package dev.carousel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.data.Examples;
import dev.carousel.layer.Activation;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Embedding;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.optim.Adam;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Fit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The model as users handle it: what it says when something does not fit, and what it computes. */
class SequentialTest {
  private static final Fit ONCE = Fit.epochs(1);

  private static Sequential model() {
    return Sequential.of(Input.sequence(4, 2), Lstm.units(3), Dense.units(2));
  }

  private static Sequential compiled() {
    return model().compile(new Adam(), Loss.MEAN_SQUARED_ERROR);
  }

  private static void refused(Sequential model, Tensor x, Tensor y, String message) {
    assertThatThrownBy(() -> model.fit(x, y, ONCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> model.evaluate(x, y)).hasMessage(message);
  }

  @Test
  void inputsOfAnotherShape() {
    Tensor y = Samples.tensor(2, 6, 2);
    for (int[] shape : new int[][] {{6, 5, 2}, {6, 4, 3}, {6, 8}, {6, 4, 2, 1}}) {
      Tensor x = Samples.tensor(1, shape);
      String message = "x has shape %s, the network reads (batch, 4, 2)".formatted(x.shape());
      refused(compiled(), x, y, message);
      assertThatThrownBy(() -> compiled().predict(x)).hasMessage(message);
    }
    Sequential any = Sequential.of(Input.anySequence(2), Lstm.units(3), Dense.units(2));
    assertThatThrownBy(() -> any.predict(Samples.tensor(1, 6, 4, 3)))
        .hasMessage("x has shape (6, 4, 3), the network reads (batch, any length, 2)");
  }

  @Test
  void targetsOfAnotherShape() {
    Tensor x = Samples.tensor(1, 6, 4, 2);
    refused(
        compiled(),
        x,
        Samples.tensor(2, 5, 2),
        "x has shape (6, 4, 2), y has shape (5, 2): the first axis counts the examples and must be"
            + " equal");
    refused(
        compiled(),
        x,
        Samples.tensor(2, 6, 3),
        "y has shape (6, 3), the network gives (6, 2): change the last layer's units or reshape y");
    refused(
        compiled(),
        x,
        Samples.tensor(2, 6),
        "y has shape (6), the network gives (6, 2): change the last layer's units or reshape y");
    Sequential sequences =
        Sequential.of(Input.anySequence(2), Lstm.units(3).returnSequences(), Dense.units(2))
            .compile(new Adam(), Loss.MEAN_SQUARED_ERROR);
    refused(
        sequences,
        x,
        Samples.tensor(2, 6, 2),
        "y has shape (6, 2), the network gives (6, 4, 2), one output a time step: either drop"
            + " returnSequences() from the last recurrent layer to predict one value a sequence, or"
            + " give y a value for each time step, shape (6, 4, 2)");
    assertThat(sequences.evaluate(x, Samples.tensor(2, 6, 4, 2))).isPositive();
  }

  @Test
  void aStateThatNobodyWouldRead() {
    assertThatThrownBy(
            () -> Sequential.of(Input.anySequence(2), Lstm.units(3).returnState(), Dense.units(1)))
        .hasMessage(
            "lstm_1 returns its state, which no layer of a Sequential reads: leave returnState()"
                + " out, or build a Model of ports with allOn");
  }

  @Test
  void classNumbersWhereSharesAreRead() {
    Sequential model =
        Sequential.of(Input.sequence(4, 2), Lstm.units(3), Dense.units(2))
            .compile(new Adam(), Loss.SOFTMAX_CROSS_ENTROPY);
    refused(
        model,
        Samples.tensor(1, 6, 4, 2),
        Samples.tensor(2, 6),
        "y has shape (6), the network gives (6, 2): if y has class numbers, take"
            + " Loss.SPARSE_SOFTMAX_CROSS_ENTROPY");
  }

  @Test
  void targetsThatAreTokens() {
    Sequential model =
        Sequential.of(Input.anyTokens(5), Embedding.of(5, 3), Dense.units(7))
            .compile(new Adam(), Loss.SPARSE_SOFTMAX_CROSS_ENTROPY);
    Tensor x = Samples.tokens(1, 5, 6, 4);
    refused(
        model,
        x,
        Samples.tensor(2, 6, 4, 7),
        "y has shape (6, 4, 7), the network gives (6, 4, 7): sparse softmax cross-entropy takes one"
            + " token for each row, shape (6, 4)");
    float[] ids = Samples.tokens(2, 7, 6, 4).toArray();
    assertThat(model.evaluate(x, Tensor.of(ids, 6, 4))).isPositive();
    ids[9] = 7;
    refused(
        model,
        x,
        Tensor.of(ids, 6, 4),
        "y holds 7 at (2, 1), expected a token: a whole number from 0 to 6 (the vocabulary has 7)");
  }

  @Test
  void layersThatDoNotFit() {
    assertThatThrownBy(() -> Sequential.of(Input.sequence(4, 2), Lstm.units(3), Lstm.units(2)))
        .hasMessage(
            "lstm reads sequences (T, features), found (3): give the layer before it"
                + " .returnSequences()");
    assertThatThrownBy(() -> Sequential.of(Input.sequence(4, 2)))
        .hasMessage("a network needs at least one layer");
    assertThatThrownBy(() -> Lstm.units(0)).hasMessage("LSTM units: 0, expected at least 1");
    assertThatThrownBy(() -> Dense.units(-1)).hasMessage("dense units: -1, expected at least 1");
    assertThatThrownBy(() -> Dropout.rate(1))
        .hasMessage("dropout rate: 1.0, expected 0 <= rate < 1");
    assertThatThrownBy(() -> Input.sequence(4, 0))
        .hasMessage("input (4, 0): expected time steps >= 0 (0: any) and features >= 1");
  }

  @Test
  void trainsOnlyWhenCompiled() {
    Tensor x = Samples.tensor(1, 6, 4, 2);
    Tensor y = Samples.tensor(2, 6, 2);
    assertThatThrownBy(() -> model().fit(x, y, ONCE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("call compile(optimizer, loss) first");
    assertThatThrownBy(() -> model().evaluate(x, y))
        .hasMessage("call compile(optimizer, loss) first");
    assertThat(model().predict(x).shape()).isEqualTo(Shape.of(6, 2));
    assertThatThrownBy(() ->
            compiled()
                .fit(
                    Examples.of(Tensor.of(new float[0], 0, 4, 2), Tensor.of(new float[0], 0, 2)),
                    ONCE))
        .hasMessage("no examples to train on");
  }

  @Test
  void evaluateIsTheMeanOverAllExamplesHoweverTheyAreCut() {
    Sequential model = compiled();
    int rows = 600; // more than two batches of the evaluator
    Tensor x = Samples.tensor(1, rows, 4, 2);
    Tensor y = Samples.tensor(2, rows, 2);
    float[] p = model.predict(x).toArray();
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      double e = p[i] - y.toArray()[i];
      sum += e * e;
    }
    assertThat(model.evaluate(x, y)).isCloseTo(sum / p.length, within(1e-6));
    for (int r : new int[] {0, 255, 256, 511, 512, 599}) {
      assertThat(Samples.bits(model.predict(Samples.row(x, r))))
          .isEqualTo(Samples.bits(Samples.row(model.predict(x), r)));
    }
    Tensor none = Tensor.of(new float[0], 0, 4, 2);
    assertThat(model.predict(none).shape()).isEqualTo(Shape.of(0, 2));
  }

  @Test
  void predictsSequencesOfAnyLength() {
    Sequential model =
        Sequential.of(Input.anySequence(2), Lstm.units(3).returnSequences(), Dense.units(2));
    Tensor x = Samples.tensor(1, 3, 9, 2);
    float[] whole = model.predict(x).toArray();
    assertThat(model.predict(x).shape()).isEqualTo(Shape.of(3, 9, 2));
    Tensor shorter = Tensor.of(java.util.Arrays.copyOf(x.toArray(), 5 * 2), 1, 5, 2);
    assertThat(model.predict(shorter).toArray()).isEqualTo(java.util.Arrays.copyOf(whole, 5 * 2));
  }

  @Test
  void summary() {
    String text =
        Sequential.of(
                Input.anySequence(3),
                Lstm.units(16).returnSequences(),
                Dropout.rate(0.5),
                Lstm.units(8),
                Dense.units(2).withActivation(Activation.SOFTMAX))
            .summary();
    assertThat(text)
        .isEqualToNormalizingNewlines(
            """
            layer            output               parameters
            input            (batch, any, 3)
            lstm_1           (batch, any, 16)          1,280
            dropout_1        (batch, any, 16)              0
            lstm_2           (batch, 8)                  800
            dense_1          (batch, 2)                   18
            all                                        2,098
            """);
  }

  @Test
  void theSeedDecidesTheWeights() {
    float[] one = model().network().parameters().values();
    assertThat(model().network().parameters().values()).isEqualTo(one);
    assertThat(
            Sequential.of(2, Input.sequence(4, 2), Lstm.units(3), Dense.units(2))
                .network()
                .parameters()
                .values())
        .isNotEqualTo(one);
  }

  @Test
  void manyThreadsPredictTheSame() throws Exception {
    Sequential model = model();
    Tensor x = Samples.tensor(1, 300, 4, 2);
    int[] expected = Samples.bits(model.predict(x));
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<int[]>> results = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        results.add(threads.submit(() -> Samples.bits(model.predict(x))));
      }
      for (Future<int[]> result : results) {
        assertThat(result.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void aStepOfAnotherSize() {
    assertThatThrownBy(() -> model().stream().step(1, 2, 3))
        .hasMessage("a step of 3 values, expected 2");
  }
}
