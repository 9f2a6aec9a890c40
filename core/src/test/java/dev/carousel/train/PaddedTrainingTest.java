package dev.carousel.train;

import static dev.carousel.train.UnevenSequences.ENGINE;
import static dev.carousel.train.UnevenSequences.LENGTHS;
import static dev.carousel.train.UnevenSequences.N;
import static dev.carousel.train.UnevenSequences.TIME;
import static dev.carousel.train.UnevenSequences.layers;
import static dev.carousel.train.UnevenSequences.network;
import static dev.carousel.train.UnevenSequences.padded;
import static dev.carousel.train.UnevenSequences.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.data.ClassWeights;
import dev.carousel.data.Examples;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.layer.RepeatVector;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is behind the end of a sequence, or weighs nothing, counts nowhere. */
class PaddedTrainingTest {
  @Test
  void targetsOfNoWeightMayHoldAnything() {
    Tensor x = Samples.tensor(1, N, TIME, 3);
    Loss loss = Loss.MEAN_SQUARED_ERROR;
    Fit fit = Fit.epochs(2).batchSize(3);
    Network a = network(Input.anySequence(3), layers(true));
    Network b = network(Input.anySequence(3), layers(true));
    Examples clean = Examples.of(x, padded(2, 2, 0), LENGTHS);
    Examples missing = Examples.of(x, padded(2, 2, Float.NaN), LENGTHS);
    assertThat(weights(a, loss, fit, clean)).containsExactly(weights(b, loss, fit, missing));
    float[] weights = {1, 1, 0, 1, 1, 1, 1};
    float[] y = Samples.tensor(2, N, 2).toArray().clone();
    y[5] = Float.NaN;
    Network c = network(Input.anySequence(3), layers(false));
    Examples one = Examples.of(x, Tensor.of(y, N, 2)).weighted(weights);
    assertThat(weights(c, loss, fit, one)).doesNotContain(Float.NaN);
    assertThatThrownBy(() -> one.weighted(Tensor.of(new float[N * 3], N, 3)))
        .hasMessageContaining("weights of shape (7, 3), expected (7, 2), one for each value");
  }

  @Test
  void classWeightsDoNotCountWhatIsBehindTheEnd() {
    Tensor y = Tensor.of(new float[] {0, 0, 0, 0, 1, -1, -1, -1}, 2, 4);
    Examples examples = Examples.of(Samples.tensor(1, 2, 4, 1), y, new int[] {4, 1});
    float[] weights = new float[4];
    Examples balanced = ClassWeights.balancedTokens(examples, 2);
    balanced.readWeights(0, weights, 0);
    assertThat(weights).containsExactly(0.625f, 0.625f, 0.625f, 0.625f);
    balanced.readWeights(1, weights, 0);
    assertThat(weights).containsExactly(2.5f, 0, 0, 0);
  }

  @Test
  void stepsOfTheirOwnAreNotThoseOfTheInput() {
    Network network =
        network(Input.anySequence(3), Lstm.units(4), RepeatVector.times(TIME), Dense.units(2));
    assertThat(network.stepsWithInput(0)).isFalse();
    float[] y = Samples.tensor(2, N, TIME, 2).toArray().clone();
    Tensor x = Samples.tensor(1, N, TIME, 3);
    Evaluator evaluator = new Evaluator(network, ENGINE);
    double before =
        evaluator.loss(Loss.MEAN_SQUARED_ERROR, Examples.of(x, Tensor.of(y, N, TIME, 2), LENGTHS));
    y[y.length / N * 2 - 1] += 100; // the last step of the second, whose input has three
    double after =
        evaluator.loss(Loss.MEAN_SQUARED_ERROR, Examples.of(x, Tensor.of(y, N, TIME, 2), LENGTHS));
    assertThat(after).isGreaterThan(before + 50);
  }

  @Test
  void predictsWhatAShorterSequenceAloneGives() {
    Network network = network(Input.anySequence(3), layers(true));
    Tensor x = Samples.tensor(1, N, TIME, 3);
    Examples examples = Examples.of(x, Samples.tensor(2, N, 1), LENGTHS);
    Evaluator evaluator = new Evaluator(network, ENGINE);
    float[] all = evaluator.predict(examples).getFirst().toArray();
    float[] third = Arrays.copyOfRange(x.toArray(), 3 * TIME * 3, 3 * TIME * 3 + LENGTHS[3] * 3);
    float[] alone = evaluator.predict(Tensor.of(third, 1, LENGTHS[3], 3)).toArray();
    assertThat(Arrays.copyOfRange(all, 3 * TIME * 2, 3 * TIME * 2 + alone.length))
        .containsExactly(alone);
    Network last = network(Input.anySequence(3), layers(false));
    float[] one = new Evaluator(last, ENGINE).predict(examples).getFirst().toArray();
    float[] expected =
        new Evaluator(last, ENGINE).predict(Tensor.of(third, 1, LENGTHS[3], 3)).toArray();
    assertThat(Arrays.copyOfRange(one, 6, 8)).containsExactly(expected);
  }

  @Test
  void morePaddingChangesNothing() {
    Fit fit = Fit.epochs(2).batchSize(3).truncate(4).schedule(new dev.carousel.optim.OneCycle());
    AtomicInteger updates = new AtomicInteger();
    Fit.Listener counting =
        new Fit.Listener() {
          @Override
          public void onBatch(int epoch, int batch, int batches, double loss) {
            updates.incrementAndGet();
          }
        };
    float[] more = new float[N * 40 * 3];
    float[] moreTargets = new float[N * 40 * 2];
    float[] x = Samples.tensor(1, N, TIME, 3).toArray();
    float[] y = Samples.tensor(2, N, TIME, 2).toArray();
    for (int i = 0; i < N; i++) {
      System.arraycopy(x, i * TIME * 3, more, i * 40 * 3, TIME * 3);
      System.arraycopy(y, i * TIME * 2, moreTargets, i * 40 * 2, TIME * 2);
    }
    Examples shorter = Examples.of(Tensor.of(x, N, TIME, 3), Tensor.of(y, N, TIME, 2), LENGTHS);
    Examples longer =
        Examples.of(Tensor.of(more, N, 40, 3), Tensor.of(moreTargets, N, 40, 2), LENGTHS);
    Network a = network(Input.anySequence(3), layers(true));
    Network b = network(Input.anySequence(3), layers(true));
    Loss loss = Loss.MEAN_SQUARED_ERROR;
    assertThat(weights(a, loss, fit, shorter))
        .containsExactly(weights(b, loss, fit.listener(counting), longer));
    assertThat(updates.get()).isBetween(14, 18);
  }
}
