package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.cell.Cell;
import dev.carousel.cell.GruCell;
import dev.carousel.cell.RnnCell;
import dev.carousel.kernel.RnnActivation;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attention against examples worked by hand. */
class AttentionTest {
  /** One example: two queries of width 2, three steps of memory of width 2. */
  private static final Tensor QUERY = Tensor.of(new float[][][] {{{1, 0}, {1, 2}}});

  private static final Tensor MEMORY = Tensor.of(new float[][][] {{{1, 0}, {0, 1}, {2, 1}}});

  private static Network network(Score score) {
    Port query = Port.input("query", Input.anySequence(2));
    Port memory = Port.input("memory", Input.anySequence(2));
    return new Network(
        Graph.of(List.of(query, memory), Attention.of(score).allOn(query, memory)), 1);
  }

  private static void set(Network network, String name, float... values) {
    Parameter p = network.parameters().get(name);
    assertThat(values).hasSize(p.shape().size());
    System.arraycopy(values, 0, network.parameters().values(), p.offset(), values.length);
    network.parameters().changed();
  }

  private static List<Tensor> run(Network network, Tensor mask) {
    Tape tape = new Tape(LayerRun.ENGINE, false);
    Signal memory = new Signal(tape.constant(MEMORY), mask == null ? null : tape.constant(mask));
    return network.apply(Pass.on(tape), List.of(Signal.of(tape.constant(QUERY)), memory)).stream()
        .map(Signal::values)
        .toList();
  }

  private static void assertValues(Tensor tensor, double... expected) {
    assertThat(tensor.toArray()).hasSameSizeAs(new float[expected.length]);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) tensor.toArray()[i])
          .as("element %d", i)
          .isCloseTo(expected[i], within(1e-6));
    }
  }

  /** softmax(scores) and the sum of the memory's rows it weighs. */
  private static void assertAttends(List<Tensor> y, double[]... scores) {
    List<Double> weights = new ArrayList<>();
    List<Double> contexts = new ArrayList<>();
    for (double[] row : scores) {
      double sum = 0;
      for (double score : row) {
        sum += StrictMath.exp(score);
      }
      double[] a = new double[row.length];
      for (int s = 0; s < row.length; s++) {
        a[s] = StrictMath.exp(row[s]) / sum;
        weights.add(a[s]);
      }
      contexts.add(a[0] + 2 * a[2]);
      contexts.add(a[1] + a[2]);
    }
    assertValues(y.get(0), contexts.stream().mapToDouble(v -> v).toArray());
    assertValues(y.get(1), weights.stream().mapToDouble(v -> v).toArray());
  }

  /** q . m: of (1, 0) with each step 1, 0, 2; of (1, 2) they are 1, 2, 4. */
  @Test
  void dot() {
    List<Tensor> y = run(network(Score.dot()), null);
    assertAttends(y, new double[] {1, 0, 2}, new double[] {1, 2, 4});
    // e^1, e^0, e^2 over their sum 11.107338
    assertValues(Samples.row(y.get(1).reshape(2, 3), 0), 0.24472847, 0.09003057, 0.66524096);
  }

  /** q^T W m with W = ((1, 2), (0, -1)): (1, 0) W = (1, 2), (1, 2) W = (1, 0). */
  @Test
  void general() {
    Network network = network(Score.general());
    set(network, "attention_1/attention/query", 1, 2, 0, -1);
    assertAttends(run(network, null), new double[] {1, 2, 4}, new double[] {1, 0, 2});
  }

  /**
   * v . tanh(W q + U m) of one unit: W = (1, -1), U = (0.5, 2), v = 3; with (1, 0) the sums are 1
   * plus 0.5, 2, 3, with (1, 2) they are -1 plus those.
   */
  @Test
  void additive() {
    Network network = network(Score.additive(1));
    set(network, "attention_1/attention/query", 1, -1);
    set(network, "attention_1/attention/memory", 0.5f, 2);
    set(network, "attention_1/attention/score", 3);
    assertAttends(
        run(network, null),
        new double[] {3 * StrictMath.tanh(1.5), 3 * StrictMath.tanh(3), 3 * StrictMath.tanh(4)},
        new double[] {3 * StrictMath.tanh(-0.5), 3 * StrictMath.tanh(1), 3 * StrictMath.tanh(2)});
  }

  /** Scores 1 and 2 of steps 0 and 2 alone; then of none. */
  @Test
  void onlyWhatIsThere() {
    Network network = network(Score.dot());
    List<Tensor> y = run(network, Tensor.of(new float[][] {{1, 0, 1}}));
    double a = 1 / (1 + StrictMath.exp(1)); // softmax(1, 2) = (a, 1 - a)
    double b = 1 / (1 + StrictMath.exp(3)); // softmax(1, 4)
    assertValues(y.get(1), a, 0, 1 - a, b, 0, 1 - b);
    assertValues(y.get(0), a + 2 * (1 - a), 1 - a, b + 2 * (1 - b), 1 - b);

    List<Tensor> none = run(network, Tensor.of(new float[1][3]));
    assertThat(none.get(0).toArray()).containsOnly(0);
    assertThat(none.get(1).toArray()).containsOnly(0);
  }

  /** A decoder over one step of one value, a memory of two steps of one value, one unit. */
  private static Network decoder(AttentionDecoder decoder) {
    Port x = Port.input("x", Input.anySequence(1));
    Port memory = Port.input("memory", Input.anySequence(1));
    return new Network(Graph.of(List.of(x, memory), decoder.allOn(x, memory)), 1);
  }

  private static final Cell CELL = new RnnCell(1, RnnActivation.TANH);
  private static final String NAME = "attention_decoder_1/";

  private static List<Tensor> decode(Network network) {
    Tape tape = new Tape(LayerRun.ENGINE, false);
    Tensor x = tape.constant(Tensor.of(new float[][][] {{{1}, {-0.5f}}}));
    Tensor memory = tape.constant(Tensor.of(new float[][][] {{{2}, {-1}}}));
    return network.apply(Pass.on(tape), List.of(Signal.of(x), Signal.of(memory))).stream()
        .map(Signal::values)
        .toList();
  }

  /** h = tanh(0.3 x + 0.7 context + 0.5 h- + 0.1); e_s = 2 tanh(1.5 h- + m_s). */
  @Test
  void bahdanauAttendsByTheStateBefore() {
    Network network = decoder(AttentionDecoder.bahdanau(CELL));
    set(network, NAME + "input", 0.3f, 0.7f);
    set(network, NAME + "recurrent", 0.5f);
    set(network, NAME + "bias", 0.1f);
    set(network, NAME + "attention/query", 1.5f);
    set(network, NAME + "attention/memory", 1);
    set(network, NAME + "attention/score", 2);
    List<Tensor> y = decode(network);
    double h = 0;
    double[] x = {1, -0.5};
    for (int t = 0; t < 2; t++) {
      double first = StrictMath.exp(2 * StrictMath.tanh(1.5 * h + 2));
      double second = StrictMath.exp(2 * StrictMath.tanh(1.5 * h - 1));
      double a = first / (first + second);
      double context = 2 * a - (1 - a);
      h = StrictMath.tanh(0.3 * x[t] + 0.7 * context + 0.5 * h + 0.1);
      assertThat((double) y.get(0).get(0, t, 0)).isCloseTo(h, within(1e-6));
      assertThat((double) y.get(1).get(0, t, 0)).isCloseTo(context, within(1e-6));
      assertThat((double) y.get(2).get(0, t, 0)).isCloseTo(a, within(1e-6));
    }
    assertValues(y.get(3), h);
  }

  /** h = tanh(0.3 x + 0.7 s- + 0.5 h- + 0.1); e_s = h m_s; s = tanh(0.9 context - 0.4 h). */
  @Test
  void luongAttendsByTheNewStateAndFeedsIt() {
    Network network = decoder(AttentionDecoder.luong(CELL, Score.dot()));
    set(network, NAME + "input", 0.3f, 0.7f);
    set(network, NAME + "recurrent", 0.5f);
    set(network, NAME + "bias", 0.1f);
    set(network, NAME + "attention/combine", 0.9f, -0.4f);
    List<Tensor> y = decode(network);
    double h = 0;
    double s = 0;
    double[] x = {1, -0.5};
    for (int t = 0; t < 2; t++) {
      h = StrictMath.tanh(0.3 * x[t] + 0.7 * s + 0.5 * h + 0.1);
      double a = StrictMath.exp(2 * h) / (StrictMath.exp(2 * h) + StrictMath.exp(-h));
      double context = 2 * a - (1 - a);
      s = StrictMath.tanh(0.9 * context - 0.4 * h);
      assertThat((double) y.get(0).get(0, t, 0)).isCloseTo(s, within(1e-6));
      assertThat((double) y.get(1).get(0, t, 0)).isCloseTo(context, within(1e-6));
      assertThat((double) y.get(2).get(0, t, 0)).isCloseTo(a, within(1e-6));
    }
    assertValues(y.get(3), h);
    assertValues(y.get(4), s);
  }

  /** One step at a time with the state handed on gives the bits of the whole sequence. */
  @Test
  void aDecoderGoesOnFromItsState() {
    for (AttentionDecoder decoder :
        List.of(
            AttentionDecoder.bahdanau(new GruCell(3, true)),
            AttentionDecoder.luong(new GruCell(3, true), Score.general()))) {
      Port x = Port.input("x", Input.anySequence(2));
      Port memory = Port.input("memory", Input.anySequence(4));
      int parts = decoder.style() == AttentionDecoder.Style.LUONG ? 2 : 1;
      List<Port> in = new ArrayList<>(List.of(x, memory));
      List<Port> read = new ArrayList<>(in);
      for (int i = 0; i < parts; i++) {
        in.add(Port.input("state" + i, Input.sequence(1, 3)));
        read.add(new LastStep().on(in.getLast()));
      }
      Network network = new Network(Graph.of(in, decoder.allOn(read.toArray(Port[]::new))), 7);
      Tape tape = new Tape(LayerRun.ENGINE, false);
      Tensor values = tape.constant(Samples.tensor(1, 2, 5, 2));
      Signal remembered = Signal.of(tape.constant(Samples.tensor(2, 2, 6, 4)));
      List<Signal> start = new ArrayList<>(List.of(Signal.of(values), remembered));
      for (int i = 0; i < parts; i++) {
        start.add(Signal.of(tape.constant(Tensor.of(new float[6], 2, 1, 3))));
      }
      List<Signal> whole = network.apply(Pass.on(tape), start);
      List<Signal> next = new ArrayList<>(start);
      for (int t = 0; t < 5; t++) {
        next.set(0, Signal.of(values.step(t).reshape(2, 1, 2)));
        List<Signal> y = network.apply(Pass.on(tape), next);
        assertThat(Samples.bits(y.getFirst().values()))
            .isEqualTo(Samples.bits(whole.getFirst().values().step(t)));
        for (int i = 0; i < parts; i++) {
          next.set(2 + i, Signal.of(y.get(3 + i).values().reshape(2, 1, 3)));
        }
      }
    }
  }

  @Test
  void tracesOfADecoder() {
    Network network = decoder(AttentionDecoder.luong(new GruCell(1, true), Score.dot()));
    Tape tape = new Tape(LayerRun.ENGINE, false);
    Pass pass = Pass.on(tape).traced();
    Tensor x = tape.constant(Samples.tensor(1, 2, 3, 1));
    List<Signal> y = network.apply(pass, List.of(Signal.of(x), Signal.of(x)));
    Trace trace = pass.traces().get("attention_decoder_1");
    assertThat(trace.names()).containsExactly("r", "z", "n", "h", "weights");
    assertThat(trace.get("weights").toArray()).isEqualTo(y.get(2).values().toArray());
  }

  @Test
  void whatDoesNotFitIsSaid() {
    Port x = Port.input("x", Input.anySequence(2));
    Port wide = Port.input("wide", Input.anySequence(3));
    Port row = new LastStep().on(x);
    assertThatThrownBy(() -> Attention.of(Score.dot()).on(x))
        .hasMessage("attention reads a query and a memory, found [(0, 2)]");
    assertThatThrownBy(() -> Attention.of(Score.dot()).on(x, row))
        .hasMessageStartingWith("attention reads sequences (T, features), found (2)");
    Port dots = Attention.of(Score.dot()).on(x, wide);
    assertThatThrownBy(() -> new Network(Graph.of(List.of(x, wide), List.of(dots)), 1))
        .hasMessage(
            "attention_1: DOT takes a query and a memory of one width, found 2 and 3; take"
                + " GENERAL");
    assertThatThrownBy(() -> AttentionDecoder.bahdanau(CELL).on(x, wide, row))
        .hasMessage(
            "attention_decoder reads x, a memory, and perhaps a state of sizes [1]; found [(0, 2),"
                + " (0, 3), (2)]");
    assertThatThrownBy(() -> new Score(Score.Form.DOT, 3))
        .hasMessage("attention units: 3, expected 0: only ADDITIVE has them");
  }
}
