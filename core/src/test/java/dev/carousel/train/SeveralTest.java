package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.data.ClassWeights;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Embedding;
import dev.carousel.layer.Input;
import dev.carousel.layer.Lstm;
import dev.carousel.layer.Port;
import dev.carousel.loss.Loss;
import dev.carousel.loss.Objective;
import dev.carousel.metric.Metric;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.optim.Optimizer;
import dev.carousel.optim.Sgd;
import dev.carousel.tensor.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of several inputs and outputs. */
class SeveralTest {
  private static final Engine ENGINE = Engine.shared();
  private static final int N = 11;
  private static final int[] WORDS = {5, 1, 3, 2, 5, 4, 1, 5, 2, 3, 5}; // lengths
  private static final int[] FRAMES = {2, 7, 7, 1, 3, 6, 5, 4, 7, 1, 2};
  private static final Objective OBJECTIVE =
      Objective.of(Loss.SPARSE_SOFTMAX_CROSS_ENTROPY).and(Loss.MEAN_SQUARED_ERROR, 0.25);

  /**
   * Words and frames, each with a layer of its own: a tag for each word, a value for the frames.
   */
  private static Network network() {
    Port words = Port.input("words", Input.anyTokens(6));
    Port frames = Port.input("frames", Input.anySequence(3));
    Port tags = Dense.units(4).on(Lstm.units(5).returnSequences().on(Embedding.of(6, 4).on(words)));
    Port value = Dense.units(2).on(Lstm.units(3).on(frames));
    return new Network(Graph.of(List.of(words, frames), List.of(tags, value)), 3);
  }

  private static Examples words() {
    return Examples.of(Samples.tokens(1, 6, N, 5), Samples.tokens(2, 4, N, 5), WORDS);
  }

  private static Examples frames() {
    return Examples.of(Samples.tensor(3, N, 7, 3), Samples.tensor(4, N, 2), FRAMES);
  }

  private static Examples both() {
    List<Examples> parts = List.of(words(), frames());
    return Examples.joined(parts, parts);
  }

  private static History run(Network network, Optimizer how, Fit fit, Examples examples) {
    return new Trainer(network, how, OBJECTIVE, ENGINE, fit, examples).run();
  }

  private static Evaluation evaluation(Network network, Examples examples) {
    List<OutputMetric> metrics =
        List.of(new OutputMetric(0, Metric.ACCURACY), new OutputMetric(1, Metric.R2));
    return new Evaluator(network, ENGINE).evaluate(examples, OBJECTIVE, 0, metrics);
  }

  /** The paths share nothing, so each half learns as a network of its own would. */
  @Test
  void eachOutputHasItsLossAndWeight() {
    Network network = network();
    float[] start = network.parameters().values().clone();
    run(network, new Sgd(0.5), Fit.epochs(1).batchSize(N), both());
    Network alone = aloneOnFrames(start);
    Fit fit = Fit.epochs(1).batchSize(N);
    new Trainer(alone, new Sgd(0.5 * 0.25), Loss.MEAN_SQUARED_ERROR, ENGINE, fit, frames()).run();
    float[] values = network.parameters().values();
    int from = values.length - alone.parameters().size();
    for (int i = 0; i < alone.parameters().size(); i++) {
      assertThat(values[from + i]).isCloseTo(alone.parameters().values()[i], within(1e-6f));
      assertThat(alone.parameters().values()[i]).isNotEqualTo(start[from + i]);
    }
  }

  /** The second path, with the same first weights. */
  private static Network aloneOnFrames(float[] all) {
    Network alone = new Network(Input.anySequence(3), List.of(Lstm.units(3), Dense.units(2)), 3);
    float[] own = alone.parameters().values();
    System.arraycopy(all, all.length - own.length, own, 0, own.length);
    return alone;
  }

  @Test
  void lossesAndMetricsOfEachOutput() {
    Network network = network();
    Evaluation found = evaluation(network, both());
    Network alone = aloneOnFrames(network.parameters().values());
    Evaluator frames = new Evaluator(alone, ENGINE);
    double second = frames.loss(Loss.MEAN_SQUARED_ERROR, frames());
    assertThat(found.losses().get(1)).isCloseTo(second, within(1e-7));
    assertThat(found.loss())
        .isCloseTo(found.losses().get(0) + 0.25 * found.losses().get(1), within(1e-12));
    assertThat(found.metrics().keySet()).containsExactly("accuracy", "R2 of output 2");
    assertThat(found.metrics().get("R2 of output 2"))
        .isEqualTo(
            frames.evaluate(frames(), Loss.MEAN_SQUARED_ERROR, Metric.R2).metrics().get("R2"));
    assertThat(found.weight()).isEqualTo(36 + N * 2);
  }

  /** Each input is as long as its own lengths say: a batch is its rows. */
  @Test
  void aBatchIsItsRows() {
    Network network = network();
    double words = 0;
    double values = 0;
    for (int i = 0; i < N; i++) {
      Evaluation one = evaluation(network, both().range(i, i + 1));
      words += WORDS[i] * one.losses().get(0);
      values += one.losses().get(1);
    }
    Evaluation all = evaluation(network, both());
    assertThat(all.losses().get(0)).isCloseTo(words / 36, within(1e-6));
    assertThat(all.losses().get(1)).isCloseTo(values / N, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void accumulatedTheyAreOneLargeBatch(int pieces) {
    Network large = network();
    Fit fit = Fit.epochs(2);
    History expected = run(large, new Sgd(0.3), fit.batchSize(8), both());
    Network network = network();
    Fit inPieces = fit.batchSize(8 / pieces).accumulate(pieces);
    History history = run(network, new Sgd(0.3), inPieces, both());
    assertThat(history.finalLoss()).isCloseTo(expected.finalLoss(), within(1e-6));
    for (int i = 0; i < large.parameters().size(); i++) {
      assertThat(network.parameters().values()[i])
          .isCloseTo(large.parameters().values()[i], within(2e-6f));
    }
  }

  @Test
  void bothAreLearnt() {
    Network network = network();
    Evaluation before = evaluation(network, both());
    run(network, new Adam(0.02), Fit.epochs(60).batchSize(4).bucketByLength(), both());
    Evaluation after = evaluation(network, both());
    assertThat(after.losses().get(0)).isLessThan(before.losses().get(0) / 2);
    assertThat(after.losses().get(1)).isLessThan(before.losses().get(1) / 2);
  }

  @Test
  void stoppedAnywhereAndTakenUpToTheSameBits(@TempDir Path folder) {
    Fit fit =
        Fit.epochs(3)
            .batchSize(4)
            .randomValidationSplit(0.3)
            .metrics(Metric.ACCURACY)
            .metricsOf(1, Metric.R2);
    Network whole = network();
    History expected = run(whole, new Adam(0.02), fit, both());
    for (int stop = 0; stop < 6; stop++) {
      Fit kept = fit.checkpoint(folder.resolve("run" + stop), Duration.ofHours(1));
      int[] asked = {stop};
      run(network(), new Adam(0.02), kept.stopWhen(() -> asked[0]-- == 0), both());
      Network resumed = network();
      assertThat(run(resumed, new Adam(0.02), kept, both())).isEqualTo(expected);
      assertThat(resumed.parameters().values()).isEqualTo(whole.parameters().values());
    }
    Fit kept = fit.checkpoint(folder.resolve("run1"), Duration.ofHours(1));
    float[] ones = new float[N];
    ones[7] = 1;
    for (Examples other :
        List.of(
            both().weighted(ones),
            Examples.joined(List.of(words(), frames()), List.of(words(), frames().weighted(ones))),
            Examples.joined(List.of(words(), frames().select(range(1))), both().targetParts()))) {
      assertThatThrownBy(() -> run(network(), new Adam(0.02), kept, other))
          .hasMessageContaining("examples of digest");
    }
  }

  /** 0 to N - 1, turned by some. */
  private static int[] range(int turned) {
    int[] range = new int[N];
    for (int i = 0; i < N; i++) {
      range[i] = (i + turned) % N;
    }
    return range;
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> run(network(), new Sgd(1), Fit.epochs(1), words()))
        .hasMessage(
            "the network has 2 inputs and 2 outputs, the examples 1 inputs and 1 targets, and there"
                + " are 2 losses; expected equal numbers");
    List<Examples> swapped = List.of(frames(), words());
    assertThatThrownBy(
            () -> run(network(), new Sgd(1), Fit.epochs(1), Examples.joined(swapped, swapped)))
        .hasMessageContaining("input 'words' has shape (8, 7, 3)");
    assertThatThrownBy(() -> run(network(), new Sgd(1), Fit.epochs(1).truncate(2), both()))
        .hasMessage("truncated backpropagation: inputs of 5 and 7 steps; expected equally many");
    assertThatThrownBy(() -> Examples.joined(List.of(words()), List.of(frames().range(0, 4))))
        .hasMessageContaining("of [11, 4] examples, expected equal numbers");
    assertThatThrownBy(() -> ClassWeights.ofTokens(both(), 1, 1))
        .hasMessageStartingWith("class weights of several targets");
    assertThatThrownBy(() -> Objective.of(Loss.MEAN_SQUARED_ERROR).and(Loss.huber(1), -1))
        .hasMessage("huber 1.0 has weight -1.0, expected at least 0");
  }

  @Test
  void fromTensors() {
    Examples examples =
        Examples.of(
            List.of(Samples.tokens(1, 6, N, 5), Samples.tensor(3, N, 7, 3)),
            List.of(Samples.tokens(2, 4, N, 5), Samples.tensor(4, N, 2)));
    Network network = network();
    double before = evaluation(network, examples).loss();
    run(network, new Adam(0.02), Fit.epochs(20).batchSize(4), examples);
    assertThat(evaluation(network, examples).loss()).isLessThan(before / 1.5);
    assertThat(evaluation(network, examples.select(3, 1)).weight()).isEqualTo(2 * 5 + 2 * 2);
  }
}
