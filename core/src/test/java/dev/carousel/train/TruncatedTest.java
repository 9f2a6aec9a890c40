package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.cell.GruCell;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Composed;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Dropout;
import dev.carousel.layer.Gru;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Lstm;
import dev.carousel.layer.Recurrent;
import dev.carousel.loss.Loss;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.optim.Sgd;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training in windows of the sequences, with lengths of their own. */
class TruncatedTest {
  private static final int TIME = 11;
  private static final int[] LENGTHS = {11, 3, 1, 7, 10, 4, 11};
  private static final Engine ENGINE = Engine.shared();

  private static Network perStep() {
    return network(
        Lstm.units(6).returnSequences(),
        Gru.units(5).returnSequences(),
        Recurrent.of(new Composed(new GruCell(4, false))).returnSequences(),
        Dense.units(2));
  }

  private static Network perSequence() {
    return network(Lstm.units(6).returnSequences(), Gru.units(5), Dense.units(2));
  }

  private static Network network(Layer... layers) {
    return new Network(Input.anySequence(3), List.of(layers), 5);
  }

  private static Examples examples(boolean steps, int... lengths) {
    Tensor x = Samples.tensor(1, lengths.length, TIME, 3);
    Tensor y =
        steps ? Samples.tensor(2, lengths.length, TIME, 2) : Samples.tensor(2, lengths.length, 2);
    return Examples.of(x, y, lengths);
  }

  private static float[] trained(Network network, Examples examples, Fit fit) {
    new Trainer(network, new Adam(0.02), Loss.MEAN_SQUARED_ERROR, ENGINE, fit, examples).run();
    return network.parameters().values();
  }

  private static double loss(Network network, Examples examples, int window) {
    return new Evaluator(network, ENGINE).loss(Loss.MEAN_SQUARED_ERROR, examples, window);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWindowAsLongAsTheSequencesChangesNothing(boolean steps) {
    Fit fit = Fit.epochs(3).batchSize(3);
    Examples examples = examples(steps, LENGTHS);
    float[] whole = trained(steps ? perStep() : perSequence(), examples, fit);
    for (int window : new int[] {TIME, TIME + 5}) {
      Network network = steps ? perStep() : perSequence();
      assertThat(trained(network, examples, fit.truncate(window))).containsExactly(whole);
    }
  }

  /** The state goes on from window to window, so the values are those of whole sequences. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void valuesAreThoseOfWholeSequences(boolean steps) {
    Network network = steps ? perStep() : perSequence();
    Examples examples = examples(steps, LENGTHS);
    double whole = loss(network, examples, 0);
    for (int window : new int[] {1, 2, 4, 10}) {
      assertThat(loss(network, examples, window)).as("%d", window).isCloseTo(whole, within(1e-6));
    }
  }

  /** What only fills up counts nowhere: a batch of ragged rows is its rows, each for itself. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRaggedBatchIsItsRows(boolean steps) {
    Network network = steps ? perStep() : perSequence();
    Examples all = examples(steps, LENGTHS);
    double sum = 0;
    double total = 0;
    for (int i = 0; i < LENGTHS.length; i++) {
      int weight = steps ? LENGTHS[i] : 1;
      sum += weight * loss(network, all.range(i, i + 1), 0);
      total += weight;
    }
    assertThat(loss(network, all, 0)).isCloseTo(sum / total, within(1e-6));
    double last = loss(network, all.range(2, 3), 0);
    Examples shorter = Examples.of(head(1, 3), steps ? head(2, 2) : target());
    assertThat(loss(network, shorter, 0)).isCloseTo(last, within(1e-7));
  }

  /** The first step of row 2. */
  private static Tensor head(int seed, int width) {
    float[] all = Samples.tensor(seed, LENGTHS.length, TIME, width).toArray();
    float[] first = new float[width];
    System.arraycopy(all, 2 * TIME * width, first, 0, width);
    return Tensor.of(first, 1, 1, width);
  }

  private static Tensor target() {
    float[] all = Samples.tensor(2, LENGTHS.length, 2).toArray();
    return Tensor.of(new float[] {all[4], all[5]}, 1, 2);
  }

  /** Gradients by hand: a step of plain gradient descent is the rows' steps, added. */
  @Test
  void gradientsOfRaggedRowsAddUp() {
    Examples all = examples(true, LENGTHS);
    float[] before = perStep().parameters().values().clone();
    double total = java.util.Arrays.stream(LENGTHS).sum();
    double[] expected = new double[before.length];
    for (int i = 0; i < LENGTHS.length; i++) {
      float[] alone = step(all.range(i, i + 1));
      for (int j = 0; j < expected.length; j++) {
        expected[j] += (alone[j] - before[j]) * LENGTHS[i] / total;
      }
    }
    float[] together = step(all);
    for (int j = 0; j < expected.length; j++) {
      assertThat((double) together[j] - before[j]).isCloseTo(expected[j], within(2e-6));
    }
  }

  private static float[] step(Examples examples) {
    Network network = perStep();
    Fit fit = Fit.epochs(1).batchSize(99);
    new Trainer(network, new Sgd(1), Loss.MEAN_SQUARED_ERROR, ENGINE, fit, examples).run();
    return network.parameters().values();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sequencesShorterThanTheWindowAreLearntFrom(boolean steps) {
    Network network = steps ? perStep() : perSequence();
    Examples examples = examples(steps, 2, 3, 1, 2);
    double before = loss(network, examples, 0);
    trained(network, examples, Fit.epochs(60).truncate(8));
    assertThat(loss(network, examples, 0)).isLessThan(before / 4);
  }

  @Test
  void eachWindowIsAnUpdate() {
    AtomicInteger updates = new AtomicInteger();
    Fit fit =
        Fit.epochs(1)
            .batchSize(4)
            .inOrder()
            .truncate(4)
            .listener(
                new Fit.Listener() {
                  @Override
                  public void onBatch(int epoch, int batch, int batches, double loss) {
                    updates.incrementAndGet();
                    assertThat(batches).isEqualTo(6); // 2 batches of 3 windows
                  }
                });
    trained(perStep(), examples(true, LENGTHS), fit);
    assertThat(updates).hasValue(6);
  }

  @Test
  void stoppedBetweenWindowsAndTakenUpToTheSameBits(@TempDir Path folder) {
    Network network = network(Lstm.units(6).returnSequences(), Dropout.rate(0.2), Dense.units(2));
    Examples examples = examples(true, LENGTHS);
    Fit fit = Fit.epochs(3).batchSize(3).truncate(4);
    float[] whole = trained(network, examples, fit).clone();
    for (int stop = 1; stop < 20; stop += 3) {
      Path file = folder.resolve("run" + stop);
      AtomicInteger asked = new AtomicInteger(stop);
      Network first = network(Lstm.units(6).returnSequences(), Dropout.rate(0.2), Dense.units(2));
      Fit kept = fit.checkpoint(file, Duration.ofHours(1));
      trained(first, examples, kept.stopWhen(() -> asked.getAndDecrement() == 0));
      assertThat(first.parameters().values()).isNotEqualTo(whole);
      Network second = network(Lstm.units(6).returnSequences(), Dropout.rate(0.2), Dense.units(2));
      assertThat(trained(second, examples, kept)).as("stopped at %d", stop).containsExactly(whole);
    }
  }

  @Test
  void layersThatReadFromTheEndAreRefused() {
    Network network = network(Lstm.units(4).goBackwards().returnSequences(), Dense.units(2));
    assertThatThrownBy(() -> trained(network, examples(true, LENGTHS), Fit.epochs(1).truncate(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("truncated backpropagation: lstm_1 reads a sequence from its end");
  }

  @Test
  void lengthsThatCannotBe() {
    Tensor x = Samples.tensor(1, 2, 5, 3);
    Tensor y = Samples.tensor(1, 2, 2);
    assertThatThrownBy(() -> Examples.of(x, y, new int[] {5}))
        .hasMessage("1 lengths for 2 examples");
    assertThatThrownBy(() -> Examples.of(x, y, new int[] {5, 6}))
        .hasMessage("example 1 has length 6, expected 1 to 5");
    assertThatThrownBy(() -> Examples.of(x, y, new int[] {0, 5}))
        .hasMessage("example 0 has length 0, expected 1 to 5");
  }
}
