package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.kernel.Engine;
import dev.carousel.network.Network;
import dev.carousel.network.Stream;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A recurrent layer right on tokens: a row copy where one-hot rows need a product. */
class TokenInputTest {
  private static final int V = 9;
  private static final int B = 3;
  private static final int T = 5;
  private static final Engine ENGINE = Engine.of("auto", 2);

  static List<Layer> layers() {
    return List.of(
        Lstm.units(6).returnSequences(),
        Gru.units(6).returnSequences(),
        Gru.resetBefore(6).returnSequences(),
        SimpleRnn.units(6).returnSequences());
  }

  /** Adding 0 * w changes no sum, so that even the bits agree, but for the sign of a zero. */
  @ParameterizedTest
  @MethodSource("layers")
  void equalsOneHotRows(Layer layer) {
    Tensor ids = Samples.tokens(4, V, B, T);
    Network onTokens = new Network(Input.tokens(T, V), List.of(layer), 7);
    Network onRows = new Network(Input.sequence(T, V), List.of(layer), 7);
    assertThat(onTokens.parameters().values()).isEqualTo(onRows.parameters().values());
    assertThat(plain(train(onTokens, ids))).isEqualTo(plain(train(onRows, oneHot(ids))));
    assertThat(plain(onTokens.parameters().gradients()))
        .isEqualTo(plain(onRows.parameters().gradients()));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aStreamEqualsTheSequence(Layer layer) {
    Tensor ids = Samples.tokens(5, V, 1, T);
    Network network = new Network(Input.tokens(T, V), List.of(layer), 7);
    Tape tape = new Tape(ENGINE, false);
    float[] y = network.apply(tape, tape.constant(ids)).toArray();
    Stream stream = network.stream(ENGINE);
    int features = y.length / T;
    for (int t = 0; t < T; t++) {
      float[] expected = Arrays.copyOfRange(y, t * features, (t + 1) * features);
      assertThat(stream.step(ids.get(0, t))).isEqualTo(expected);
    }
  }

  /** With one kind of zero. */
  private static float[] plain(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] += 0f;
    }
    return values;
  }

  private static Tensor oneHot(Tensor ids) {
    float[] rows = new float[B * T * V];
    float[] tokens = ids.toArray();
    for (int i = 0; i < tokens.length; i++) {
      rows[i * V + (int) tokens[i]] = 1f;
    }
    return Tensor.of(rows, B, T, V);
  }

  private static float[] train(Network network, Tensor x) {
    Tape tape = new Tape(ENGINE, true);
    tape.reset(new Randomness(0, 0));
    Tensor y = network.apply(tape, tape.constant(x));
    tape.backward(y.times(y).sum());
    return y.toArray();
  }
}
