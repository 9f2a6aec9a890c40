package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.optim.Optimizer;
import dev.carousel.optim.Sgd;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The training loop: what it minimises and when it ends. */
class TrainerTest {
  private static final Engine ENGINE = Engine.of("auto", 1);

  private static Network network() {
    return new Network(Input.sequence(5, 2), List.of(Lstm.units(6), Dense.units(2)), 4);
  }

  private static Examples examples(int seed, int n) {
    return Examples.of(Samples.tensor(seed, n, 5, 2), Samples.tensor(seed + 100, n, 2));
  }

  private static History train(Network network, Optimizer optimizer, Fit fit, Examples examples) {
    return new Trainer(network, optimizer, Loss.MEAN_SQUARED_ERROR, ENGINE, fit, examples).run();
  }

  private static float[] weights(Network network) {
    return network.parameters().values().clone();
  }

  @Test
  void earlyStoppingKeepsTheBestEpochsWeights() {
    List<float[]> after = new ArrayList<>();
    Network network = network();
    Fit fit =
        Fit.epochs(200)
            .batchSize(4)
            .validation(examples(2, 9))
            .patience(3)
            .listener(
                new Fit.Listener() {
                  @Override
                  public void onEpoch(History.Epoch epoch, boolean best) {
                    after.add(weights(network));
                  }
                });
    History history = train(network, new Adam(0.02), fit, examples(1, 10));

    List<Double> losses = history.epochs().stream().map(History.Epoch::validationLoss).toList();
    int best = losses.indexOf(losses.stream().min(Double::compare).orElseThrow());
    assertThat(history.end()).isEqualTo(History.End.EARLY);
    assertThat(history.bestEpoch()).isEqualTo(best + 1).isLessThan(100);
    assertThat(history.epochs()).hasSize(best + 1 + 3);
    assertThat(weights(network)).isEqualTo(after.get(best)).isNotEqualTo(after.getLast());
    double again = new Evaluator(network, ENGINE).loss(Loss.MEAN_SQUARED_ERROR, examples(2, 9));
    assertThat(again).isEqualTo(losses.get(best));
  }

  @Test
  void withoutPatienceTheLastWeightsStay() {
    Network network = network();
    List<Boolean> best = new ArrayList<>();
    List<float[]> after = new ArrayList<>();
    Fit fit =
        Fit.epochs(6)
            .listener(
                new Fit.Listener() {
                  @Override
                  public void onEpoch(History.Epoch epoch, boolean isBest) {
                    best.add(isBest);
                    after.add(weights(network));
                  }
                });
    History history = train(network, new Sgd(0.9), fit, examples(1, 10));
    assertThat(history.end()).isEqualTo(History.End.DONE);
    assertThat(history.epochs()).hasSize(6).allMatch(e -> Double.isNaN(e.validationLoss()));
    assertThat(weights(network)).isEqualTo(after.getLast());
    assertThat(best).hasSize(6).startsWith(true);
    assertThat(history.finalLoss()).isEqualTo(history.epochs().getLast().loss());
  }

  /** The loss of an epoch is the mean over its examples, before each step, by the plain formula. */
  @Test
  void lossesAreMeansOverExamplesThoughTheLastBatchIsShort() {
    Network network = network();
    Examples examples = examples(1, 7);
    double expected = new Evaluator(network, ENGINE).loss(Loss.MEAN_SQUARED_ERROR, examples);
    List<String> batches = new ArrayList<>();
    Fit fit =
        Fit.epochs(1)
            .batchSize(3)
            .listener(
                new Fit.Listener() {
                  @Override
                  public void onBatch(int epoch, int batch, int of, double loss) {
                    batches.add(epoch + ": " + batch + "/" + of);
                  }
                });
    History history = train(network, new Sgd(1e-30), fit, examples);
    assertThat(history.finalLoss()).isCloseTo(expected, within(1e-6));
    assertThat(batches).containsExactly("1: 1/3", "1: 2/3", "1: 3/3");
  }

  @Test
  void everyEpochTakesEachExampleOnceInAnotherOrder() {
    List<Integer> read = new ArrayList<>();
    Examples plain = examples(1, 8);
    Examples watched =
        new Watched(plain) {
          @Override
          public void readInput(int index, float[] to, int offset) {
            read.add(index);
            plain.readInput(index, to, offset);
          }
        };
    train(network(), new Sgd(0.1), Fit.epochs(2).batchSize(3), watched);
    List<Integer> inOrder = List.of(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(read.subList(0, 8)).containsExactlyInAnyOrderElementsOf(inOrder);
    assertThat(read.subList(8, 16)).containsExactlyInAnyOrderElementsOf(inOrder);
    assertThat(read.subList(0, 8)).isNotEqualTo(read.subList(8, 16)).isNotEqualTo(inOrder);
    read.clear();
    train(network(), new Sgd(0.1), Fit.epochs(1).batchSize(3).inOrder(), watched);
    assertThat(read.subList(0, 8)).isEqualTo(inOrder);
  }

  @Test
  void theSeedDecidesTheOrder() {
    float[][] results = new float[3][];
    for (int i = 0; i < 3; i++) {
      Network network = network();
      Fit fit = Fit.epochs(2).batchSize(3).seed(i == 2 ? 6 : 5);
      train(network, new Sgd(0.1), fit, examples(1, 8));
      results[i] = weights(network);
    }
    assertThat(results[1]).isEqualTo(results[0]);
    assertThat(results[2]).isNotEqualTo(results[0]);
  }

  @Test
  void dropoutHasAnotherMaskInEveryStep() {
    Network network =
        new Network(
            Input.sequence(5, 2), List.of(Dropout.rate(0.5), Lstm.units(6), Dense.units(2)), 4);
    Fit fit = Fit.epochs(5).batchSize(8).inOrder();
    History history = train(network, new Sgd(1e-30), fit, examples(1, 8));
    assertThat(history.epochs().stream().map(History.Epoch::loss).distinct()).hasSize(5);
  }

  /** With plain descent the step is rate times gradient, so its length is rate times the limit. */
  @Test
  void clippingLimitsTheLengthOfAStepAndKeepsItsDirection() {
    Network free = network();
    float[] start = weights(free);
    train(free, new Sgd(1), Fit.epochs(1), examples(1, 8));
    double[] step = difference(weights(free), start);
    double norm = Math.sqrt(Arrays.stream(step).map(d -> d * d).sum());
    for (double limit : new double[] {norm / 10, norm * 10}) {
      Network clipped = network();
      train(clipped, new Sgd(1), Fit.epochs(1).clipNorm(limit), examples(1, 8));
      double[] shorter = difference(weights(clipped), start);
      double factor = Math.min(1, limit / norm);
      for (int i = 0; i < step.length; i++) {
        assertThat(shorter[i]).isCloseTo(step[i] * factor, within(1e-6));
      }
    }
  }

  private static double[] difference(float[] a, float[] b) {
    double[] d = new double[a.length];
    for (int i = 0; i < d.length; i++) {
      d[i] = (double) a[i] - b[i];
    }
    return d;
  }

  /** Weights of 0 leave elements out, 2 counts them twice. */
  @Test
  void weightsOfTargets() {
    Examples plain = examples(1, 6);
    float[] weights = {1, 0, 1, 1, 0, 0, 2, 1, 0.5f, 1, 1, 3};
    Examples weighted = weighted(plain, weights);
    Network network = network();
    float[] p = new Evaluator(network, ENGINE).predict(Samples.tensor(1, 6, 5, 2)).toArray();
    float[] y = Samples.tensor(101, 6, 2).toArray();
    double sum = 0;
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * (p[i] - y[i]) * (p[i] - y[i]);
      total += weights[i];
    }
    double loss = new Evaluator(network, ENGINE).loss(Loss.MEAN_SQUARED_ERROR, weighted);
    assertThat(loss).isCloseTo(sum / total, within(1e-6));
    History history =
        train(network, new Sgd(1e-30), Fit.epochs(1).batchSize(4).inOrder(), weighted);
    assertThat(history.finalLoss()).isCloseTo(sum / total, within(1e-6));
  }

  @Test
  void targetsOfWeightZeroDoNotMatter() {
    float[] weights = {1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1};
    float[][] results = new float[2][];
    for (int i = 0; i < 2; i++) {
      float[] y = Samples.values(7, 12, 1);
      y[1] += i * 100;
      Examples examples =
          weighted(Examples.of(Samples.tensor(1, 6, 5, 2), Tensor.of(y, 6, 2)), weights);
      Network network = network();
      train(network, new Adam(0.01), Fit.epochs(3).batchSize(2), examples);
      results[i] = weights(network);
    }
    assertThat(results[1]).isEqualTo(results[0]);
  }

  private static Examples weighted(Examples plain, float[] weights) {
    return new Watched(plain) {
      @Override
      public boolean weighted() {
        return true;
      }

      @Override
      public void readWeights(int index, float[] to, int offset) {
        int n = targetShape().size();
        System.arraycopy(weights, index * n, to, offset, n);
      }
    };
  }

  @Test
  void trainingAndEvaluatingAreTheSameFunction() {
    Network network = network();
    Tensor x = Samples.tensor(1, 6, 5, 2);
    Tape tape = new Tape(ENGINE, true);
    Tensor there = network.apply(tape, tape.constant(x));
    Tensor here = new Evaluator(network, ENGINE).predict(x);
    assertThat(Samples.bits(there)).isEqualTo(Samples.bits(here));
  }

  @Test
  void rangesOfExamples() {
    Examples all = examples(1, 8);
    Examples some = all.range(2, 5);
    float[] there = new float[10];
    float[] here = new float[10];
    all.readInput(3, there, 0);
    some.readInput(1, here, 0);
    assertThat(here).isEqualTo(there);
    assertThat(some.size()).isEqualTo(3);
    assertThatThrownBy(() -> all.range(2, 9)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void optionsThatMakeNoSense() {
    assertThatThrownBy(() -> Fit.epochs(0)).hasMessage("epochs: 0, expected at least 1");
    assertThatThrownBy(() -> Fit.epochs(1).batchSize(0))
        .hasMessage("batch size: 0, expected at least 1");
    assertThatThrownBy(() -> Fit.epochs(1).patience(-1))
        .hasMessage("patience: -1, expected at least 0");
    assertThatThrownBy(() -> Fit.epochs(1).clipNorm(Double.NaN))
        .hasMessage("clip norm: NaN, expected at least 0");
  }

  /** Examples that pass everything on. */
  private static class Watched implements Examples {
    private final Examples to;

    Watched(Examples to) {
      this.to = to;
    }

    @Override
    public int size() {
      return to.size();
    }

    @Override
    public Shape inputShape() {
      return to.inputShape();
    }

    @Override
    public Shape targetShape() {
      return to.targetShape();
    }

    @Override
    public void readInput(int index, float[] into, int offset) {
      to.readInput(index, into, offset);
    }

    @Override
    public void readTarget(int index, float[] into, int offset) {
      to.readTarget(index, into, offset);
    }
  }
}
