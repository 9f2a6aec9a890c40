package dev.carousel.train;

import static dev.carousel.train.SampleTraining.ENGINE;
import static dev.carousel.train.SampleTraining.examples;
import static dev.carousel.train.SampleTraining.network;
import static dev.carousel.train.SampleTraining.train;
import static dev.carousel.train.SampleTraining.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.data.Examples;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.optim.Sgd;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Weights of targets: how much each counts in the loss, and whether at all. */
class WeightedTargetsTest {
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
}
