package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.kernel.Engine;
import dev.carousel.model.Sequential;
import dev.carousel.network.Network;
import dev.carousel.network.Stream;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that read tokens. */
class EmbeddingLayerTest {
  private static final int V = 11;

  private static Sequential model(Input input) {
    return Sequential.of(
        input, Embedding.of(V, 5), Lstm.units(7).returnSequences(), Dense.units(V));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void aStreamEqualsTheSequence(String kernels) {
    Engine engine = Engine.of(kernels, 1);
    Network network = model(Input.anyTokens(V)).network();
    Tensor x = Samples.tokens(3, V, 1, 6);
    Tensor y = Sequential.of(network, engine).predict(x);
    assertThat(y.shape()).isEqualTo(Shape.of(1, 6, V));
    Stream stream = network.stream(engine);
    stream.step(V - 1);
    stream.reset();
    for (int t = 0; t < 6; t++) {
      float[] expected = Arrays.copyOfRange(y.toArray(), t * V, (t + 1) * V);
      assertThat(Samples.bits(stream.step(x.get(0, t)))).isEqualTo(Samples.bits(expected));
    }
  }

  @Test
  void savedAndLoaded(@TempDir Path folder) throws IOException {
    Sequential model = model(Input.tokens(4, V));
    Path file = folder.resolve("tokens.safetensors");
    model.save(file);
    Sequential loaded = Sequential.load(file);
    assertThat(loaded.network().input()).isEqualTo(Input.tokens(4, V));
    assertThat(loaded.network().graph().nodes()).isEqualTo(model.network().graph().nodes());
    Tensor x = Samples.tokens(3, V, 2, 4);
    assertThat(loaded.predict(x).toArray()).isEqualTo(model.predict(x).toArray());
  }

  @Test
  void summary() {
    assertThat(model(Input.anyTokens(V)).summary().lines().toList())
        .containsExactly(
            "layer            output               parameters",
            "input            (batch, any)",
            "embedding_1      (batch, any, 5)              55",
            "lstm_1           (batch, any, 7)             364",
            "dense_1          (batch, any, 11)             88",
            "all                                          507");
  }

  @Test
  void tokensThatDoNotFit() {
    Sequential model = model(Input.tokens(2, V));
    assertThatThrownBy(() -> model.predict(Tensor.of(new float[] {0, 1, 10, 11}, 2, 2)))
        .hasMessage(
            "x holds 11 at (1, 1), expected a token: a whole number from 0 to 10 (the vocabulary"
                + " has 11)");
    assertThatThrownBy(() -> model.predict(Samples.tokens(1, V, 2, 3)))
        .hasMessage("x has shape (2, 3), the network reads (batch, 2) tokens");
    assertThatThrownBy(() -> model.predict(Samples.tensor(1, 2, 2, V)))
        .hasMessage("x has shape (2, 2, 11), the network reads (batch, 2) tokens");
    Stream stream = model.stream();
    assertThatThrownBy(() -> stream.step(0.5f)).hasMessageStartingWith("the step holds 0.5 at (0)");
    assertThatThrownBy(() -> stream.step(1, 2)).hasMessage("a step of 2 values, expected 1");
  }

  @Test
  void layersThatDoNotFit() {
    Embedding embedding = Embedding.of(V, 3);
    assertThatThrownBy(() -> Sequential.of(Input.sequence(4, V), embedding))
        .hasMessage(
            "embedding reads tokens, found numbers: it has to be the first layer, on Input.tokens(timeSteps, 11)");
    assertThatThrownBy(() -> Sequential.of(Input.tokens(4, V), Embedding.of(V, V), embedding))
        .hasMessageStartingWith("embedding reads tokens");
    assertThatThrownBy(() -> Sequential.of(Input.tokens(4, V + 1), embedding))
        .hasMessage("embedding of 11 tokens, the input has a vocabulary of 12");
    assertThatThrownBy(() -> Sequential.of(Input.tokens(4, V), Dropout.rate(0.1)))
        .hasMessage(
            "dropout reads features, the input is tokens: put Embedding.of(vocabulary, units)"
                + " first");
    assertThatThrownBy(() -> Embedding.of(0, 3))
        .hasMessage("embedding vocabulary: 0, expected 1 to 16777216");
    assertThatThrownBy(() -> Embedding.of(3, 0))
        .hasMessage("embedding units: 0, expected at least 1");
    assertThatThrownBy(() -> Input.tokens(4, (1 << 24) + 1))
        .hasMessage("input vocabulary: 16777217, expected 1 to 16777216");
  }
}
