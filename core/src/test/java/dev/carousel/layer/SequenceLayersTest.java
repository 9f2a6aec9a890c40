package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.kernel.Engine;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.network.Stream;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What single layers give for small numbers, and what they say of what does not fit. */
class SequenceLayersTest {
  private static final float NAN = Float.NaN;

  private static Signal infer(Tensor x, Tensor mask, Layer... layers) {
    Network network = new Network(Input.anySequence(x.shape().last()), List.of(layers), 1);
    return LayerRun.infer(network, List.of(x), mask).outputs().getFirst();
  }

  private static final Tensor X =
      Tensor.of(new float[][][] {{{1, 8}, {5, 2}, {3, 4}}, {{-1, -8}, {-5, -2}, {-3, -4}}});

  private static final Tensor MASK = Tensor.of(new float[][] {{1, 1, 0}, {0, 0, 0}});

  @Test
  void pooling() {
    assertThat(infer(X, null, new LastStep()).values().toArray()).containsExactly(3, 4, -3, -4);
    assertThat(infer(X, MASK, new LastStep()).values().toArray()).containsExactly(5, 2, 0, 0);
    assertThat(infer(X, MASK, new GlobalAveragePooling()).values().toArray())
        .containsExactly(3, 5, 0, 0);
    assertThat(infer(X, MASK, new GlobalMaxPooling()).values().toArray())
        .containsExactly(5, 8, 0, 0);
    assertThat(infer(X, null, new GlobalMaxPooling()).values().toArray())
        .containsExactly(5, 8, -1, -2);
  }

  @Test
  void maskingHidesStepsOfOneValue() {
    Tensor x = Tensor.of(new float[][][] {{{1, 8}, {7, 7}, {7, 4}, {NAN, NAN}}});
    Signal sevens = infer(x, null, Masking.value(7));
    assertThat(sevens.mask().toArray()).containsExactly(1, 0, 1, 1);
    Signal unknown = infer(x, Tensor.of(new float[][] {{0, 1, 1, 1}}), Masking.value(NAN));
    assertThat(unknown.mask().toArray()).containsExactly(0, 1, 1, 0);
    assertThat(unknown.values().toArray()).containsExactly(1, 8, 7, 7, 7, 4, 0, 0);
    Signal around = infer(x, null, Residual.of(Masking.value(7)));
    assertThat(around.mask().toArray()).containsExactly(1, 0, 1, 1);
    Signal last = infer(x, null, Masking.value(NAN), Lstm.units(3));
    assertThat(last.values().toArray()).doesNotContain(NAN);
  }

  @Test
  void streamsAreToldToLeaveOutWhatIsMasked() {
    Network network =
        new Network(Input.anySequence(2), List.of(Masking.value(0), Lstm.units(2)), 1);
    Stream stream = network.stream(LayerRun.ENGINE);
    assertThatThrownBy(() -> stream.step(0, 0))
        .hasMessage(
            "a step of a stream holds nothing but 0.0, which masking_1 masks: leave it out");
    Network tokens = new Network(Input.anyTokens(4), List.of(Embedding.of(4, 2).masksZero()), 1);
    assertThatThrownBy(() -> tokens.stream(LayerRun.ENGINE).step(0))
        .hasMessage("a step of a stream is token 0, which embedding_1 masks: leave it out");
  }

  @Test
  void zerosOfAnEmbeddingAreMasked() {
    Network network = new Network(Input.anyTokens(4), List.of(Embedding.of(4, 2).masksZero()), 1);
    Tensor ids = Tensor.of(new float[][] {{3, 0, 1}, {0, 2, 0}});
    Signal y = LayerRun.infer(network, List.of(ids), null).outputs().getFirst();
    assertThat(y.mask().toArray()).containsExactly(1, 0, 1, 0, 1, 0);
  }

  /** A token's vector is dropped wherever it stands, or nowhere; what is left is scaled. */
  @Test
  void embeddingDropoutTakesWholeTokens() {
    int v = 400;
    Network network =
        new Network(Input.anyTokens(v), List.of(Embedding.of(v, 3).withDropout(0.25)), 1);
    float[] table = network.parameters().values();
    Tape tape = new Tape(LayerRun.ENGINE, true);
    tape.reset(new Randomness(1, 2));
    Tensor ids = Samples.tokens(1, v, 5, 300);
    Tensor y = network.apply(tape, tape.constant(ids));
    boolean[] dropped = new boolean[v];
    boolean[] seen = new boolean[v];
    for (int i = 0; i < ids.shape().size(); i++) {
      int id = (int) ids.toArray()[i];
      boolean zero = y.toArray()[3 * i] == 0;
      assertThat(!seen[id] || dropped[id] == zero).as("token %d", id).isTrue();
      seen[id] = true;
      dropped[id] = zero;
      for (int k = 0; k < 3; k++) {
        float expected = zero ? 0 : table[3 * id + k] / 0.75f;
        assertThat(y.toArray()[3 * i + k]).isCloseTo(expected, within(1e-7f));
      }
    }
    long count = 0;
    for (boolean d : dropped) {
      count += d ? 1 : 0;
    }
    assertThat(count / (double) v).isCloseTo(0.25, within(0.08));
  }

  @Test
  void variationalDropoutTakesAFeatureOfAWholeSequence() {
    Network network = new Network(Input.anySequence(50), List.of(VariationalDropout.rate(0.5)), 1);
    float[] ones = new float[4 * 6 * 50];
    Arrays.fill(ones, 1f);
    Tape tape = new Tape(LayerRun.ENGINE, true);
    tape.reset(new Randomness(1, 2));
    Tensor y = network.apply(tape, tape.constant(Tensor.of(ones, 4, 6, 50)));
    assertThat(y.toArray()).containsOnly(0, 2).contains(0).contains(2);
    float[] first = y.step(0).toArray();
    for (int t = 1; t < 6; t++) {
      assertThat(y.step(t).toArray()).isEqualTo(first);
    }
    assertThat(Arrays.copyOf(first, 50)).isNotEqualTo(Arrays.copyOfRange(first, 50, 100));
  }

  @Test
  void aTiedOutputSaysWhichOfSeveralTables() {
    Port source = Port.input("source", Input.anyTokens(9));
    Port target = Port.input("target", Input.anyTokens(9));
    Embedding words = Embedding.of(9, 4);
    Port read = Lstm.units(4).on(Embedding.of(9, 4).on(source));
    Port said = Lstm.units(4).returnSequences().on(words.on(target), read, read);
    List<Port> inputs = List.of(source, target);
    assertThatThrownBy(() -> Graph.of(inputs, List.of(TiedDense.to(words).on(said))))
        .hasMessage(
            "tied_dense_1 is tied to the network's only embedding, found [embedding_1,"
                + " embedding_2]; say which: new TiedDense(name, 9)");
    Graph named = Graph.of(inputs, List.of(new TiedDense("embedding_2", 9).on(said)));
    assertThat(named.nodes().getLast().layer()).isEqualTo(new TiedDense("embedding_2", 9));
    Graph only = Graph.chain(Input.anyTokens(9), List.of(words, TiedDense.to(words)));
    assertThat(only.nodes().getLast().layer()).isEqualTo(new TiedDense("embedding_1", 9));
  }

  /** The gradient of the table comes from both ends. */
  @Test
  void aTiedOutputIsTheTransposedTable() {
    Embedding embedding = Embedding.of(5, 3);
    Network network =
        new Network(Input.anyTokens(5), List.of(embedding, TiedDense.to(embedding)), 1);
    assertThat(network.parameters().size()).isEqualTo(5 * 3 + 5);
    float[] e = network.parameters().values();
    System.arraycopy(new float[] {1, -2, 3, -4, 5}, 0, e, 15, 5); // the bias
    Tensor y =
        LayerRun.infer(network, List.of(Tensor.of(new float[][] {{2, 4}})), null)
            .outputs()
            .getFirst()
            .values();
    for (int v = 0; v < 5; v++) {
      double dot = e[15 + v];
      for (int k = 0; k < 3; k++) {
        dot += (double) e[2 * 3 + k] * e[v * 3 + k];
      }
      assertThat((double) y.get(0, 0, v)).isCloseTo(dot, within(1e-6));
    }
    assertThatThrownBy(
            () -> new Network(Input.anyTokens(5), List.of(embedding, new TiedDense("words", 5)), 1))
        .hasMessage(
            "tied_dense_1 reads (..., 3) and is tied to words/table, expected a table of shape"
                + " (5, 3) by that name before it; there are {embedding_1/table=(5, 3)}");
  }

  @Test
  void mergesKeepTheStepsThatAreInAll() {
    Port a = Port.input("a", Input.anySequence(2));
    Port b = Port.input("b", Input.anySequence(2));
    Network network =
        new Network(
            Graph.of(
                List.of(a, b),
                List.of(
                    new Concatenate().on(Masking.value(1).on(a), b),
                    new Add().on(a, b),
                    new Average().on(a, b),
                    new Multiply().on(a, b))),
            1);
    Tape tape = new Tape(LayerRun.ENGINE, false);
    Tensor x = tape.constant(Tensor.of(new float[][][] {{{1, 1}, {2, 3}, {4, 5}}}));
    Tensor mask = tape.constant(Tensor.of(new float[][] {{1, 0, 1}}));
    List<Signal> y = network.apply(Pass.on(tape), List.of(Signal.of(x), new Signal(x, mask)));
    assertThat(y.get(0).mask().toArray()).containsExactly(0, 0, 1);
    assertThat(y.get(0).values().shape()).isEqualTo(Shape.of(1, 3, 4));
    assertThat(y.get(1).values().toArray()).containsExactly(2, 2, 4, 6, 8, 10);
    assertThat(y.get(2).values().toArray()).containsExactly(1, 1, 2, 3, 4, 5);
    assertThat(y.get(3).values().toArray()).containsExactly(1, 1, 4, 9, 16, 25);
    assertThat(y.get(3).mask().toArray()).containsExactly(1, 0, 1);
  }

  /** Both directions are two runs. */
  @Test
  void bidirectionalIsTwoRuns() {
    Recurrent gru = Gru.units(3).returnSequences();
    Network both = new Network(Input.anySequence(2), List.of(Bidirectional.of(gru)), 1);
    float[][] halves = new float[2][];
    for (int d = 0; d < 2; d++) {
      Network one = new Network(Input.anySequence(2), List.of(d == 0 ? gru : gru.goBackwards()), 1);
      int n = one.parameters().size();
      System.arraycopy(both.parameters().values(), d * n, one.parameters().values(), 0, n);
      one.parameters().changed();
      halves[d] = LayerRun.infer(one, List.of(X), MASK).outputs().getFirst().values().toArray();
    }
    Tensor y = LayerRun.infer(both, List.of(X), MASK).outputs().getFirst().values();
    for (int row = 0; row < 6; row++) {
      for (int k = 0; k < 6; k++) {
        float expected = halves[k / 3][row * 3 + k % 3];
        assertThat(y.toArray()[row * 6 + k]).isEqualTo(expected);
      }
    }
  }

  private static void refused(String message, Input input, Layer... layers) {
    assertThatThrownBy(() -> new Network(input, List.of(layers), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void whatDoesNotFitIsSaid() {
    Input sequence = Input.sequence(4, 3);
    refused(
        "last_step reads sequences (T, features), found (3): give the layer before it"
            + " .returnSequences()",
        sequence,
        new LastStep(),
        new LastStep());
    refused(
        "repeat_vector reads (features), found (4, 3): take what is left of the sequence, as"
            + " LastStep does",
        sequence,
        RepeatVector.times(2));
    refused(
        "reshape to (5, 2), which holds 10 values, found (4, 3), which holds 12",
        sequence,
        Reshape.to(5, 2));
    refused(
        "flatten has to know the number of time steps, found any: give it to the input",
        Input.anySequence(3),
        new Flatten());
    refused(
        "residual around dense, which makes (4, 5) of (4, 3): expected a layer that keeps the"
            + " shape",
        sequence,
        Residual.of(Dense.units(5)));
    refused(
        "time_distributed reads sequences (T, ...), found (3): give the layer before it"
            + " .returnSequences()",
        sequence,
        new LastStep(),
        TimeDistributed.of(Dense.units(2)));
    refused(
        "masking reads features, the input is tokens: put Embedding.of(vocabulary, units) first",
        Input.anyTokens(4),
        Masking.value(0));
    Port a = Port.input("a", sequence);
    Port b = Port.input("b", Input.sequence(4, 2));
    Port c = Port.input("c", Input.sequence(5, 3));
    Port words = Port.input("words", Input.anyTokens(3));
    assertThatThrownBy(() -> new Add().on(a)).hasMessage("add reads at least two inputs, found 1");
    assertThatThrownBy(() -> new Add().on(a, b))
        .hasMessage("add reads inputs of one shape, found [(4, 3), (4, 2)]");
    assertThatThrownBy(() -> new Concatenate().on(a, c))
        .hasMessage(
            "concatenate reads inputs of one length, or none a sequence, found [(4, 3), (5, 3)]");
    assertThatThrownBy(() -> new Concatenate().on(a, words))
        .hasMessageStartingWith("concatenate reads features, the input is tokens");
    assertThatThrownBy(() -> Bidirectional.of(Lstm.units(2).goBackwards()))
        .hasMessage("bidirectional: its layer goes backwards, expected one that goes forward");
    assertThatThrownBy(() -> LayerNorm.epsilon(0))
        .hasMessage("layer norm: epsilon 0.0, expected > 0");
    assertThatThrownBy(() -> RepeatVector.times(0))
        .hasMessage("repeat vector: 0 times, expected at least 1");
    assertThatThrownBy(() -> Reshape.to(2, 0))
        .hasMessage("reshape to [2, 0]: expected one to three sizes, each at least 1");
    assertThatThrownBy(() -> new TiedDense("", 3))
        .hasMessageStartingWith("tied dense: embedding  of 3 tokens, expected a name");
  }

  @Test
  void layerNormOfSmallNumbers() {
    Network network = new Network(Input.anySequence(4), List.of(new LayerNorm()), 1);
    Tape tape = new Tape(Engine.of("vector", 1), false);
    Tensor y = network.apply(tape, tape.constant(Tensor.of(new float[] {1, 2, 3, 6}, 1, 1, 4)));
    double deviation = Math.sqrt(3.5 + 1e-5); // mean 3, squares 4, 1, 0, 9
    double[] expected = {-2, -1, 0, 3};
    for (int i = 0; i < 4; i++) {
      assertThat((double) y.toArray()[i]).isCloseTo(expected[i] / deviation, within(1e-6));
    }
  }
}
