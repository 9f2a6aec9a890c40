package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.data.Examples;
import dev.carousel.file.SafetensorsFile;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Workers;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Embedding;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.tensor.Golden;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training a model of tokens: embedding, LSTM, a softmax over the vocabulary at each step. */
class TokenTrainingTest {
  private static final Map<String, String> NAMES =
      Map.of(
          "embedding_1/table", "embedding.weight",
          "lstm_1/input", "lstm.weight_ih",
          "lstm_1/recurrent", "lstm.weight_hh",
          "lstm_1/bias", "lstm.bias",
          "dense_1/kernel", "head.weight",
          "dense_1/bias", "head.bias");

  /** The network, and what it is trained on: tokens, or the one-hot rows they stand for. */
  private record Run(Network network, Tensor x, Tensor y) {
    List<Double> losses(Engine engine, Loss loss, Fit fit) {
      return new Trainer(network, new Adam(0.01), loss, engine, fit, Examples.of(x, y))
          .run().epochs().stream().map(History.Epoch::loss).toList();
    }
  }

  private static Run golden(SafetensorsFile fixture) {
    List<Layer> layers =
        List.of(Embedding.of(11, 5), Lstm.units(6).returnSequences(), Dense.units(11));
    Network network = new Network(Input.tokens(7, 11), layers, 1);
    for (Parameter p : network.parameters().all()) {
      float[] values = fixture.tensor(NAMES.get(p.name())).floats();
      float[] ours =
          isTransposed(p) ? Golden.transposed(values, p.shape().at(1), p.shape().at(0)) : values;
      System.arraycopy(ours, 0, network.parameters().values(), p.offset(), ours.length);
    }
    network.parameters().changed();
    return new Run(network, tokens(fixture, "x"), tokens(fixture, "y"));
  }

  private static boolean isTransposed(Parameter p) {
    return p.shape().rank() == 2 && !p.name().startsWith("embedding");
  }

  private static Tensor tokens(SafetensorsFile fixture, String name) {
    long[] ids = fixture.longs(name, 3, 7);
    float[] values = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      values[i] = ids[i];
    }
    return Tensor.of(values, 3, 7);
  }

  private static Fit tenSteps() {
    return Fit.epochs(10).batchSize(3).inOrder();
  }

  @Test
  void tenLossesAndTheFinalWeightsOfLibtorch() {
    SafetensorsFile fixture = Golden.read("train/train-tokens");
    Run run = golden(fixture);
    List<Double> losses =
        run.losses(Engine.of("auto", 1), Loss.SPARSE_SOFTMAX_CROSS_ENTROPY, tenSteps());
    float[] actual = new float[10];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = losses.get(i).floatValue();
    }
    Golden.assertClose("losses", actual, fixture.doubles("losses", 10));
    for (Parameter p : run.network.parameters().all()) {
      float[] ours = p.toArray();
      float[] theirs =
          isTransposed(p) ? Golden.transposed(ours, p.shape().at(0), p.shape().at(1)) : ours;
      Golden.assertClose(
          p.name(), theirs, fixture.tensor("final." + NAMES.get(p.name())).doubles());
    }
  }

  @Test
  void denseTargetsGiveTheSameBits() {
    SafetensorsFile fixture = Golden.read("train/train-tokens");
    Engine engine = Engine.of("auto", 1);
    Run sparse = golden(fixture);
    List<Double> losses = sparse.losses(engine, Loss.SPARSE_SOFTMAX_CROSS_ENTROPY, tenSteps());
    Run given = golden(fixture);
    Run dense = new Run(given.network, given.x, Samples.oneHot(given.y, 11));
    assertThat(dense.losses(engine, Loss.SOFTMAX_CROSS_ENTROPY, tenSteps())).isEqualTo(losses);
    assertThat(Samples.bits(dense.network.parameters().values()))
        .isEqualTo(Samples.bits(sparse.network.parameters().values()));
  }

  private static Run large() {
    int vocabulary = 1501;
    Network network =
        new Network(
            Input.tokens(9, vocabulary),
            List.of(
                Embedding.of(vocabulary, 33),
                Dropout.rate(0.4),
                Lstm.units(21).returnSequences(),
                Dropout.rate(0.2),
                Dense.units(vocabulary)),
            7);
    return new Run(
        network, Samples.tokens(1, vocabulary, 13, 9), Samples.tokens(2, vocabulary, 13, 9));
  }

  private static List<int[]> results(Engine engine) {
    Run run = large();
    Fit fit = Fit.epochs(1).batchSize(5).clipNorm(0.1);
    List<int[]> results = new ArrayList<>();
    for (double loss : run.losses(engine, Loss.SPARSE_SOFTMAX_CROSS_ENTROPY, fit)) {
      long bits = Double.doubleToRawLongBits(loss);
      results.add(new int[] {(int) (bits >>> 32), (int) bits});
    }
    results.add(Samples.bits(run.network.parameters().values()));
    return results;
  }

  private static final class Scalar {
    static final List<int[]> EXPECTED = results(Engine.of("scalar", 1));
  }

  /** Large enough for every piece of a step to be cut: dropout, softmax, norm, clipping, Adam. */
  @ParameterizedTest
  @CsvSource({"scalar, 2", "vector, 1", "vector, 2", "vector, 3"})
  void trainingIsEqualByBits(String kernels, int threads) {
    Engine engine = Engine.of(kernels, threads);
    try (Workers workers = engine.workers()) {
      assertThat(workers.threads()).isEqualTo(threads);
      assertThat(results(engine)).usingRecursiveComparison().isEqualTo(Scalar.EXPECTED);
    }
  }
}
