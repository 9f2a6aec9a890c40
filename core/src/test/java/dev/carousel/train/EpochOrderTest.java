package dev.carousel.train;

import static dev.carousel.train.SampleTraining.examples;
import static dev.carousel.train.SampleTraining.network;
import static dev.carousel.train.SampleTraining.train;
import static dev.carousel.train.SampleTraining.weights;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.data.Examples;
import dev.carousel.network.Network;
import dev.carousel.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order in which an epoch takes its examples. */
class EpochOrderTest {
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
}
