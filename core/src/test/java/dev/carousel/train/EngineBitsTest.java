package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.cell.LstmCell;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Kernels;
import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;
import dev.carousel.kernel.RnnActivation;
import dev.carousel.kernel.Workers;
import dev.carousel.layer.Activation;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Gru;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Lstm;
import dev.carousel.layer.Recurrent;
import dev.carousel.layer.SimpleRnn;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training and prediction give the same bits, scalar or vector, on one, two or three threads. */
class EngineBitsTest {

  /** A network and the data it is trained on. */
  record Case(
      String name, int batch, int time, int input, Loss loss, int targets, List<Layer> layers) {
    @Override
    public String toString() {
      return name;
    }

    Network network() {
      return new Network(Input.sequence(time, input), layers, 5);
    }

    Examples examples() {
      int rows = 2 * batch + 1; // the last batch of an epoch is a short one
      Tensor x = Samples.tensor(1, rows, time, input);
      Tensor y = Samples.distributions(2, rows, targets);
      return Examples.of(x, y);
    }

    /** Losses, weights and predictions after two epochs. */
    List<int[]> train(Engine engine) {
      Network network = network();
      Fit fit = Fit.epochs(2).batchSize(batch).clipNorm(0.5);
      History history = new Trainer(network, new Adam(0.01), loss, engine, fit, examples()).run();
      List<int[]> results = new ArrayList<>();
      for (History.Epoch epoch : history.epochs()) {
        long bits = Double.doubleToRawLongBits(epoch.loss());
        results.add(new int[] {(int) (bits >>> 32), (int) bits});
      }
      results.add(Samples.bits(network.parameters().values()));
      Tensor x = Samples.tensor(3, 11, time, input);
      results.add(Samples.bits(new Evaluator(network, engine).predict(x)));
      return results;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("one of each", 1, 1, 1, Loss.MEAN_SQUARED_ERROR, 1, layers(Lstm.units(1), 1)),
        new Case("odd", 3, 5, 3, Loss.huber(1), 2, layers(Lstm.units(7), 2)),
        new Case("around lanes", 5, 3, 17, Loss.MEAN_ABSOLUTE_ERROR, 9, layers(Lstm.units(17), 9)),
        new Case("split", 13, 4, 33, Loss.SOFTMAX_CROSS_ENTROPY, 31, layers(Lstm.units(64), 31)),
        new Case("long sum", 40, 9, 5, Loss.MEAN_SQUARED_ERROR, 3, layers(Lstm.units(31), 3)),
        new Case(
            "composed",
            25,
            3,
            5,
            Loss.SIGMOID_CROSS_ENTROPY,
            3,
            layers(Recurrent.of(new LstmCell(41, 1)), 3)),
        new Case("gru", 26, 4, 11, Loss.MEAN_SQUARED_ERROR, 3, layers(Gru.units(37), 3)),
        new Case(
            "gru of the paper",
            13,
            4,
            11,
            Loss.MEAN_SQUARED_ERROR,
            3,
            layers(Gru.resetBefore(64), 3)),
        new Case("rnn", 26, 4, 11, Loss.MEAN_SQUARED_ERROR, 3, layers(SimpleRnn.units(67), 3)),
        new Case(
            "rnn with relu",
            13,
            4,
            11,
            Loss.MEAN_SQUARED_ERROR,
            3,
            layers(SimpleRnn.units(32, RnnActivation.RELU), 3)));
  }

  private static List<Layer> layers(Layer last, int targets) {
    return List.of(
        Lstm.units(9).returnSequences(),
        Dropout.rate(0.3),
        Dense.units(6).withActivation(Activation.TANH),
        last,
        Dense.units(targets));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainingIsEqualByBits(Case aCase) {
    List<int[]> expected = aCase.train(Engine.of("scalar", 1));
    for (String kernels : List.of("vector", "scalar")) {
      for (int threads = 1; threads <= 3; threads++) {
        Engine engine = Engine.of(kernels, threads);
        try (Workers workers = engine.workers()) {
          List<int[]> actual = aCase.train(engine);
          for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i))
                .as("%s, %s, %d threads, result %d", aCase, kernels, workers.threads(), i)
                .isEqualTo(expected.get(i));
          }
        }
      }
    }
  }

  /** Otherwise the test above would compare one thread with itself. */
  @ParameterizedTest
  @ValueSource(strings = {"split", "long sum", "composed", "gru", "gru of the paper", "rnn"})
  void theLargeCasesAreCutIntoPieces(String name) {
    Case large = cases().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    assertThat(products(large, 2)).isGreaterThan(products(large, 1));
    assertThat(products(large, 3)).isGreaterThan(products(large, 2));
  }

  /** Number of calls of the matrix products. */
  private static long products(Case aCase, int threads) {
    Engine real = Engine.of("vector", threads);
    try (Workers workers = real.workers()) {
      Kernels k = real.kernels();
      CountingMatmul counting = new CountingMatmul(k.matmul(), new AtomicLong());
      Kernels kernels =
          new Kernels(
              k.name(),
              k.detail(),
              counting,
              k.activations(),
              k.reductions(),
              k.lstmGates(),
              k.gruGates(),
              k.rnnGates());
      aCase.train(new Engine(kernels, workers));
      return counting.calls.get();
    }
  }

  private record CountingMatmul(Matmul real, AtomicLong calls) implements Matmul {
    @Override
    public int panelWidth() {
      return real.panelWidth();
    }

    @Override
    public void multiply(
        int rows,
        float[] a,
        int aOffset,
        int aStride,
        PackedMatrix b,
        int firstPanel,
        int lastPanel,
        float[] out,
        int outOffset,
        int outStride) {
      calls.incrementAndGet();
      real.multiply(rows, a, aOffset, aStride, b, firstPanel, lastPanel, out, outOffset, outStride);
    }

    @Override
    public void multiplyTransposed(int k, Right right, List<Left> lefts) {
      calls.incrementAndGet();
      real.multiplyTransposed(k, right, lefts);
    }
  }
}
