package dev.carousel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.cell.LstmCell;
import dev.carousel.layer.AttentionDecoder;
import dev.carousel.layer.Concatenate;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Embedding;
import dev.carousel.layer.Input;
import dev.carousel.layer.LastStep;
import dev.carousel.layer.Lstm;
import dev.carousel.layer.Port;
import dev.carousel.layer.Score;
import dev.carousel.loss.Loss;
import dev.carousel.optim.Adam;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import dev.carousel.train.Fit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of several inputs and outputs. */
class ModelTest {
  private static final int V = 9;

  /** An encoder of words, a decoder that attends to it, and a number beside. */
  private static Model translator() {
    Port words = Port.input("words", Input.anyTokens(V));
    Port before = Port.input("before", Input.anySequence(3));
    List<Port> read =
        Lstm.units(4)
            .returnSequences()
            .returnState()
            .allOn(Embedding.of(V, 5).masksZero().on(words));
    List<Port> said =
        AttentionDecoder.bahdanau(new LstmCell(4, 1))
            .allOn(before, read.get(0), read.get(1), read.get(2));
    Port next = Dense.units(2).on(new Concatenate().on(said.get(0), said.get(1)));
    Port mood = Dense.units(1).on(new LastStep().on(read.get(0)));
    return Model.of(List.of(words, before), List.of(next, mood));
  }

  @Test
  void predictsEachOutput() {
    Model model = translator();
    Tensor words = Samples.tokens(1, V, 300, 6);
    Tensor before = Samples.tensor(2, 300, 4, 3);
    List<Tensor> y = model.predict(List.of(words, before));
    assertThat(y).extracting(Tensor::shape).containsExactly(Shape.of(300, 4, 2), Shape.of(300, 1));
    List<Tensor> row = model.predict(List.of(Samples.row(words, 299), Samples.row(before, 299)));
    for (int i = 0; i < 2; i++) {
      assertThat(Samples.bits(Samples.row(y.get(i), 299))).isEqualTo(Samples.bits(row.get(i)));
    }
  }

  @Test
  void evaluatesTheSumOfTheLosses() {
    Model model =
        translator().compile(new Adam(), Loss.MEAN_SQUARED_ERROR, Loss.MEAN_ABSOLUTE_ERROR);
    List<Tensor> x = List.of(Samples.tokens(1, V, 5, 6), Samples.tensor(2, 5, 4, 3));
    List<Tensor> y = List.of(Samples.tensor(3, 5, 4, 2), Samples.tensor(4, 5, 1));
    List<Tensor> p = model.predict(x);
    double squares = 0;
    double absolutes = 0;
    for (int i = 0; i < 40; i++) {
      double e = p.get(0).toArray()[i] - y.get(0).toArray()[i];
      squares += e * e / 40;
    }
    for (int i = 0; i < 5; i++) {
      absolutes += Math.abs(p.get(1).toArray()[i] - y.get(1).toArray()[i]) / 5.0;
    }
    assertThat(model.evaluate(x, y)).isCloseTo(squares + absolutes, within(1e-6));
  }

  /** Both outputs are learnt, from both inputs. */
  @Test
  void trainsOnSeveralInputsAndOutputs() {
    Model model =
        translator().compile(new Adam(0.02), Loss.MEAN_SQUARED_ERROR, Loss.MEAN_ABSOLUTE_ERROR);
    List<Tensor> x = List.of(Samples.tokens(1, V, 6, 5), Samples.tensor(2, 6, 5, 3));
    List<Tensor> y = List.of(Samples.tensor(3, 6, 5, 2), Samples.tensor(4, 6, 1));
    double before = model.evaluate(x, y);
    model.fit(x, y, Fit.epochs(40));
    assertThat(model.evaluate(x, y)).isLessThan(0.8 * before);
  }

  @Test
  void savedAndLoaded(@TempDir Path folder) throws IOException {
    Model model = translator();
    Path file = folder.resolve("model.safetensors");
    model.save(file);
    Model loaded = Model.load(file);
    assertThat(loaded.network().graph()).isEqualTo(model.network().graph());
    List<Tensor> x = List.of(Samples.tokens(1, V, 5, 6), Samples.tensor(2, 5, 4, 3));
    assertThat(loaded.predict(x).getFirst().toArray())
        .isEqualTo(model.predict(x).getFirst().toArray());
  }

  @Test
  void aModelOfOneInputAndOutputIsTrained() {
    Port x = Port.input("x", Input.sequence(4, 2));
    Port two = new Concatenate().on(Lstm.units(3).on(x), Lstm.units(2).on(x));
    Model model =
        Model.of(List.of(x), List.of(Dense.units(1).on(two)))
            .compile(new Adam(0.05), Loss.MEAN_SQUARED_ERROR);
    Tensor in = Samples.tensor(1, 8, 4, 2);
    Tensor out = Samples.tensor(2, 8, 1);
    double before = model.evaluate(in, out);
    model.fit(in, out, Fit.epochs(20));
    assertThat(model.evaluate(in, out)).isLessThan(0.7 * before);
    assertThat(model.predict(in).toArray())
        .isEqualTo(model.predict(List.of(in)).getFirst().toArray());
  }

  @Test
  void summaryOfSeveralPaths() {
    assertThat(translator().summary())
        .isEqualTo(
            """
            layer                 output               parameters  reads
            words                 (batch, any)
            before                (batch, any, 3)
            embedding_1           (batch, any, 5)              45  words
            lstm_1                (batch, any, 4)             160  embedding_1
            lstm_1:1              (batch, 4)
            lstm_1:2              (batch, 4)
            attention_decoder_1   (batch, any, 4)             228  before, lstm_1, lstm_1:1, lstm_1:2
            attention_decoder_1:1 (batch, any, 4)
            attention_decoder_1:2 (batch, any, any)
            attention_decoder_1:3 (batch, 4)
            attention_decoder_1:4 (batch, 4)
            concatenate_1         (batch, any, 8)               0  attention_decoder_1, attention_decoder_1:1
            dense_1               (batch, any, 2)              18  concatenate_1
            last_step_1           (batch, 4)                    0  lstm_1
            dense_2               (batch, 1)                    5  last_step_1
            all                                               456
            gives dense_1, dense_2
            """);
  }

  @Test
  void whatDoesNotFitIsSaid() {
    Model model = translator();
    Tensor words = Samples.tokens(1, V, 5, 6);
    Tensor before = Samples.tensor(2, 5, 4, 3);
    assertThatThrownBy(() -> model.predict(List.of(words)))
        .hasMessage("1 tensors, the network reads 2: [words, before]");
    assertThatThrownBy(() -> model.predict(List.of(words, Samples.tensor(2, 5, 4, 2))))
        .hasMessage("input 'before' has shape (5, 4, 2), the network reads (batch, any length, 3)");
    assertThatThrownBy(() -> model.predict(List.of(words, Samples.tensor(2, 4, 4, 3))))
        .hasMessage(
            "inputs of shapes [(5, 6), (4, 4, 3)]: the first axis counts the examples and must be"
                + " equal");
    assertThatThrownBy(() -> model.predict(words))
        .hasMessage(
            "predict(x) is for one input and one output, the network has 2 and 2: take"
                + " predict(List.of(...))");
    assertThatThrownBy(() -> model.fit(words, before, Fit.epochs(1)))
        .hasMessage(
            "1 inputs and 1 targets, the network has 2 inputs [words, before] and 2 outputs"
                + " [dense_1, dense_2]");
    Loss loss = Loss.MEAN_SQUARED_ERROR;
    assertThatThrownBy(() -> model.compile(new Adam(), loss, loss, loss))
        .hasMessage("3 losses, the network has 2 outputs: give one for each, or one for all");
    assertThatThrownBy(() -> Score.additive(0))
        .hasMessage("attention units: 0, expected at least 1");
  }
}
