package dev.carousel.train;

import static dev.carousel.train.SampleTraining.ENGINE;
import static dev.carousel.train.SampleTraining.examples;
import static dev.carousel.train.SampleTraining.network;
import static dev.carousel.train.SampleTraining.train;
import static dev.carousel.train.SampleTraining.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.data.Examples;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.optim.Sgd;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The training loop: what it minimises and when it ends. */
class TrainerTest {
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
  void optionsThatMakeNoSense() {
    assertThatThrownBy(() -> Fit.epochs(0)).hasMessage("epochs: 0, expected at least 1");
    assertThatThrownBy(() -> Fit.epochs(1).batchSize(0))
        .hasMessage("batch size: 0, expected at least 1");
    assertThatThrownBy(() -> Fit.epochs(1).patience(-1))
        .hasMessage("patience: -1, expected at least 0");
    assertThatThrownBy(() -> Fit.epochs(1).clipNorm(Double.NaN))
        .hasMessage("clip norm: NaN, expected at least 0");
  }
}
