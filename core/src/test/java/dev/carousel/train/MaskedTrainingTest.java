package dev.carousel.train;

import static dev.carousel.train.UnevenSequences.ENGINE;
import static dev.carousel.train.UnevenSequences.LENGTHS;
import static dev.carousel.train.UnevenSequences.N;
import static dev.carousel.train.UnevenSequences.TIME;
import static dev.carousel.train.UnevenSequences.layers;
import static dev.carousel.train.UnevenSequences.network;
import static dev.carousel.train.UnevenSequences.padded;
import static dev.carousel.train.UnevenSequences.trained;
import static dev.carousel.train.UnevenSequences.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.data.Examples;
import dev.carousel.layer.Concatenate;
import dev.carousel.layer.Dense;
import dev.carousel.layer.Embedding;
import dev.carousel.layer.Gru;
import dev.carousel.layer.Input;
import dev.carousel.layer.Layer;
import dev.carousel.layer.Lstm;
import dev.carousel.layer.Masking;
import dev.carousel.layer.Port;
import dev.carousel.loss.Loss;
import dev.carousel.metric.Metric;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that layers mask: they count as little as what is behind the end. */
class MaskedTrainingTest {
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
}
