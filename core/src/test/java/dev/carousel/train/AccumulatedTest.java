package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Lstm;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Sgd;
import dev.carousel.tensor.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gradients added up over batches are those of one large batch. */
class AccumulatedTest {
  private static final Engine ENGINE = Engine.shared();
  private static final int[] LENGTHS = {7, 1, 3, 7, 2, 5, 1, 1, 6, 4, 7}; // 11: a group of 8, and 3

  private static Network network(boolean steps, Layer... more) {
    List<Layer> layers = new ArrayList<>(List.of(more));
    layers.add(steps ? Lstm.units(4).returnSequences() : Lstm.units(4));
    layers.add(Dense.units(2));
    return new Network(Input.anySequence(3), layers, 7);
  }

  /** Of uneven lengths and weights; the examples 2 and 3 weigh nothing. */
  private static Examples examples(boolean steps, boolean weighted) {
    int n = LENGTHS.length;
    Examples plain =
        Examples.of(
            Samples.tensor(1, n, 7, 3),
            steps ? Samples.tensor(2, n, 7, 2) : Samples.tensor(2, n, 2),
            LENGTHS);
    return weighted ? plain.weighted(new float[] {1, 9, 0, 0, 3, .1f, 1, 2, 5, 1, .5f}) : plain;
  }

  private static History run(Network network, Fit fit, Examples examples) {
    return new Trainer(network, new Sgd(0.2), Loss.MEAN_SQUARED_ERROR, ENGINE, fit, examples).run();
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, 0",
    "true, false, 0",
    "false, true, 0",
    "false, false, 0",
    "true, true, 3",
    "false, true, 3",
    "true, false, 2"
  })
  void equalToOneBatchAsLarge(boolean steps, boolean weighted, int window) {
    Examples examples = examples(steps, weighted);
    Network large = network(steps);
    Fit fit = Fit.epochs(3).clipNorm(0.7).truncate(window);
    History expected = run(large, fit.batchSize(8), examples);
    for (int pieces : new int[] {2, 4, 8}) {
      Network network = network(steps);
      History history = run(network, fit.batchSize(8 / pieces).accumulate(pieces), examples);
      assertThat(history.finalLoss()).isCloseTo(expected.finalLoss(), within(1e-6));
      for (int i = 0; i < large.parameters().size(); i++) {
        assertThat(network.parameters().values()[i])
            .isCloseTo(large.parameters().values()[i], within(2e-6f));
      }
    }
  }

  @Test
  void updatesAreCountedNotBatches() {
    List<Integer> batches = new ArrayList<>();
    Fit fit =
        Fit.epochs(1)
            .batchSize(2)
            .accumulate(3)
            .listener(
                new Fit.Listener() {
                  @Override
                  public void onBatch(int epoch, int batch, int of, double loss) {
                    assertThat(of).isEqualTo(2);
                    batches.add(batch);
                  }
                });
    run(network(false), fit, examples(false, false));
    assertThat(batches).containsExactly(1, 2);
  }

  /** The same example in both batches of an update: with one mask for both, equal losses. */
  @Test
  void eachBatchHasAMaskOfItsOwn() {
    Examples twice = examples(false, false).select(0, 0);
    double[] losses = new double[2];
    for (int i = 0; i < 2; i++) {
      Fit fit = Fit.epochs(1).batchSize(1).accumulate(i + 1).inOrder();
      losses[i] = run(network(false, Dropout.rate(0.5)), fit, twice.range(0, i + 1)).finalLoss();
    }
    assertThat(losses[1]).isNotCloseTo(losses[0], within(1e-4));
  }

  @Test
  void stoppedAnywhereAndTakenUpToTheSameBits(@TempDir Path folder) {
    Examples examples = examples(true, true);
    Fit fit = Fit.epochs(2).batchSize(2).accumulate(2).truncate(3);
    Network whole = network(true, Dropout.rate(0.3));
    run(whole, fit, examples);
    for (int stop = 1; stop < 18; stop += 2) {
      Fit kept = fit.checkpoint(folder.resolve("run" + stop), Duration.ofHours(1));
      int[] asked = {stop};
      run(network(true, Dropout.rate(0.3)), kept.stopWhen(() -> asked[0]-- == 0), examples);
      Network resumed = network(true, Dropout.rate(0.3));
      run(resumed, kept, examples);
      assertThat(resumed.parameters().values())
          .as("%d", stop)
          .containsExactly(whole.parameters().values());
    }
    Fit other = fit.accumulate(3).checkpoint(folder.resolve("run1"), Duration.ofHours(1));
    assertThatThrownBy(() -> run(network(true, Dropout.rate(0.3)), other, examples))
        .hasMessageContaining("found [accumulated 2], expected [accumulated 3]");
  }
}
