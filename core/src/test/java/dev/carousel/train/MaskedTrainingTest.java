package dev.carousel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.data.ClassWeights;
import dev.carousel.data.Examples;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Bidirectional;
import dev.carousel.layer.Concatenate;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Embedding;
import dev.carousel.layer.GlobalAveragePooling;
import dev.carousel.layer.GlobalMaxPooling;
import dev.carousel.layer.Gru;
import dev.carousel.layer.Input;
import dev.carousel.layer.LastStep;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Lstm;
import dev.carousel.layer.Masking;
import dev.carousel.layer.Port;
import dev.carousel.layer.RepeatVector;
import dev.carousel.layer.SimpleRnn;
import dev.carousel.loss.Loss;
import dev.carousel.metric.Metric;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.optim.Adam;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that layers mask and weights of zero: they count as little as what is behind the end. */
class MaskedTrainingTest {
  private static final int TIME = 11;
  private static final int[] LENGTHS = {11, 3, 1, 7, 10, 4, 11};
  private static final int N = LENGTHS.length;
  private static final Engine ENGINE = Engine.shared();

  private static Network network(Input input, Layer... layers) {
    return new Network(input, List.of(layers), 5);
  }

  private static Network trained(Network network, Loss loss, Fit fit, Examples examples) {
    new Trainer(network, new Adam(0.02), loss, ENGINE, fit, examples).run();
    return network;
  }

  private static float[] weights(Network network, Loss loss, Fit fit, Examples examples) {
    return trained(network, loss, fit, examples).parameters().values();
  }

  /** (N, T, width), {@code fill} behind the lengths. */
  private static Tensor padded(int seed, int width, float fill) {
    float[] values = Samples.tensor(seed, N, TIME, width).toArray().clone();
    for (int i = 0; i < N; i++) {
      Arrays.fill(values, (i * TIME + LENGTHS[i]) * width, (i + 1) * TIME * width, fill);
    }
    return Tensor.of(values, N, TIME, width);
  }

  private static Layer[] layers(boolean steps, Layer... first) {
    Layer[] layers = Arrays.copyOf(first, first.length + 3);
    layers[first.length] = Lstm.units(6).returnSequences();
    layers[first.length + 1] = steps ? Gru.units(5).returnSequences() : Gru.units(5);
    layers[first.length + 2] = Dense.units(2);
    return layers;
  }

  @ParameterizedTest
  @CsvSource({"true,0", "true,3", "true,4", "false,0", "false,3", "false,5"})
  void aMaskedEndIsTheEnd(boolean steps, int window) {
    Tensor x = padded(1, 3, -7);
    Tensor y = steps ? padded(2, 2, Float.NaN) : Samples.tensor(2, N, 2);
    Fit fit = Fit.epochs(3).batchSize(3).truncate(window);
    Loss loss = Loss.MEAN_SQUARED_ERROR;
    Network masking = network(Input.anySequence(3), layers(steps, Masking.value(-7)));
    Network plain = network(Input.anySequence(3), layers(steps));
    float[] byMask = weights(masking, loss, fit, Examples.of(x, y));
    assertThat(byMask).containsExactly(weights(plain, loss, fit, Examples.of(x, y, LENGTHS)));
    assertThat(new Evaluator(masking, ENGINE).loss(loss, Examples.of(x, y), window))
        .isEqualTo(new Evaluator(plain, ENGINE).loss(loss, Examples.of(x, y, LENGTHS), window));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 10})
  void tokensThatFillUpAreTheEndToo(int window) {
    float[] tokens = new float[N * TIME];
    for (int i = 0; i < N; i++) {
      for (int t = 0; t < LENGTHS[i]; t++) {
        tokens[i * TIME + t] = 1 + (i * 7 + t * 3) % 5;
      }
    }
    Tensor x = Tensor.of(tokens, N, TIME);
    Tensor y = Samples.tensor(3, N, 1);
    Fit fit = Fit.epochs(2).batchSize(4).truncate(window);
    Input input = Input.anyTokens(6);
    Layer[] masking = {Embedding.of(6, 4).masksZero(), Lstm.units(5), Dense.units(1)};
    Layer[] plain = {Embedding.of(6, 4), Lstm.units(5), Dense.units(1)};
    Loss loss = Loss.MEAN_SQUARED_ERROR;
    assertThat(weights(network(input, masking), loss, fit, Examples.of(x, y)))
        .containsExactly(weights(network(input, plain), loss, fit, Examples.of(x, y, LENGTHS)));
  }

  @Test
  void aMaskedStepInTheMiddleCountsNeitherInTheLossNorInMetrics() {
    float[] x = Samples.tensor(4, 4, TIME, 3).toArray().clone();
    float[] clean = new float[4 * TIME];
    float[] garbage = new float[4 * TIME];
    for (int i = 0; i < clean.length; i++) {
      boolean masked = i % TIME == 5 || i % TIME == 2;
      Arrays.fill(x, 3 * i, 3 * i + (masked ? 3 : 0), 0f);
      clean[i] = i % 2;
      garbage[i] = masked ? i % 3 == 0 ? Float.NaN : -1 : clean[i];
    }
    Network network =
        network(
            Input.sequence(TIME, 3),
            Masking.value(0),
            Lstm.units(5).returnSequences(),
            Dense.units(2));
    Tensor in = Tensor.of(x, 4, TIME, 3);
    Loss loss = Loss.SPARSE_SOFTMAX_CROSS_ENTROPY;
    Evaluator evaluator = new Evaluator(network, ENGINE);
    Examples all = Examples.of(in, Tensor.of(garbage, 4, TIME));
    Evaluation found = evaluator.evaluate(all, loss, Metric.ACCURACY);
    float[] there = new float[4 * TIME];
    for (int i = 0; i < there.length; i++) {
      there[i] = i % TIME == 5 || i % TIME == 2 ? 0 : 1;
    }
    Examples weighted =
        Examples.of(in, Tensor.of(clean, 4, TIME)).weighted(Tensor.of(there, 4, TIME));
    Evaluation expected = evaluator.evaluate(weighted, loss, Metric.ACCURACY);
    assertThat(found).isEqualTo(expected);
    assertThat(found.weight()).isEqualTo(4 * (TIME - 2));
    Fit fit = Fit.epochs(2).batchSize(2);
    assertThatThrownBy(() -> trained(network, loss, fit.accumulate(2), all))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give the examples lengths");
    assertThat(trained(network, loss, fit, all).parameters().values()).doesNotContain(Float.NaN);
  }

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

  @Test
  void eachOfSeveralInputsHasAnEndOfItsOwn() {
    Tensor x = padded(1, 3, -7);
    float[] full = Samples.tensor(6, N, TIME, 2).toArray();
    Tensor z = Tensor.of(full, N, TIME, 2);
    Tensor y = Samples.tensor(3, N, 2);
    Examples masked = Examples.of(List.of(x, z), List.of(y));
    Examples target = Examples.of(x, y);
    Examples ending =
        Examples.joined(List.of(target.withLengths(LENGTHS), Examples.of(z, y)), List.of(target));
    Fit fit = Fit.epochs(2).batchSize(3).truncate(4);
    Loss loss = Loss.MEAN_SQUARED_ERROR;
    assertThat(weights(twoInputs(true), loss, fit, masked))
        .containsExactly(weights(twoInputs(false), loss, fit, ending));
  }

  private static Network twoInputs(boolean masking) {
    Port a = Port.input("a", Input.anySequence(3));
    Port b = Port.input("b", Input.anySequence(2));
    Port read = masking ? Masking.value(-7).on(a) : a;
    Port both = new Concatenate().on(Lstm.units(4).on(read), Gru.units(3).on(b));
    return new Network(Graph.of(List.of(a, b), List.of(Dense.units(2).on(both))), 5);
  }

  @Test
  void aStateThatIsGivenIsRefusedInWindows() {
    Port x = Port.input("x", Input.anySequence(3));
    Port from = Port.input("s", Input.anySequence(4));
    Port state = new LastStep().on(from);
    Port out = Dense.units(2).on(Lstm.units(4).returnSequences().on(x, state, state));
    Network network = new Network(Graph.of(List.of(x, from), List.of(out)), 1);
    Examples examples =
        Examples.of(
            List.of(Samples.tensor(1, N, TIME, 3), Samples.tensor(3, N, TIME, 4)),
            List.of(Samples.tensor(2, N, TIME, 2)));
    Loss loss = Loss.MEAN_SQUARED_ERROR;
    assertThatThrownBy(() -> trained(network, loss, Fit.epochs(1).truncate(4), examples))
        .hasMessageStartingWith(
            "truncated backpropagation: lstm_1 begins with a state it is given");
    assertThat(weights(network, loss, Fit.epochs(1), examples)).doesNotContain(Float.NaN);
  }

  @Test
  void whatNeedsAllStepsIsRefusedInWindows() {
    Tensor x = Samples.tensor(1, N, TIME, 3);
    Examples examples = Examples.of(x, Samples.tensor(2, N, 2));
    Fit fit = Fit.epochs(1).truncate(4);
    Layer all = SimpleRnn.units(4).returnSequences();
    for (Layer pooling : List.of(new GlobalAveragePooling(), new GlobalMaxPooling())) {
      Network network = network(Input.anySequence(3), all, pooling, Dense.units(2));
      assertThatThrownBy(() -> trained(network, Loss.MEAN_SQUARED_ERROR, fit, examples))
          .hasMessageStartingWith("truncated backpropagation: global_")
          .hasMessageContaining("is over all steps of a sequence");
    }
    Network both = network(Input.anySequence(3), Bidirectional.of(Lstm.units(3)), Dense.units(2));
    assertThatThrownBy(() -> trained(both, Loss.MEAN_SQUARED_ERROR, fit, examples))
        .hasMessageStartingWith("truncated backpropagation: bidirectional_1 reads a sequence from");
    assertThat(new Evaluator(both, ENGINE).loss(Loss.MEAN_SQUARED_ERROR, examples))
        .isCloseTo(1, within(2.0));
  }
}
