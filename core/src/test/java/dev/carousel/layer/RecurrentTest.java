package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.cell.Cell;
import dev.carousel.cell.GruCell;
import dev.carousel.cell.LstmCell;
import dev.carousel.cell.RnnCell;
import dev.carousel.kernel.RnnActivation;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The options of {@link Recurrent}, all together and each by what it is for. */
class RecurrentTest {
  private static final int B = 3;
  private static final int T = 5;
  private static final int I = 2;
  private static final int H = 4;

  private static final Tensor MASK =
      Tensor.of(new float[][] {{1, 1, 1, 0, 0}, {0, 1, 0, 1, 1}, {0, 0, 0, 0, 0}});

  static List<Cell> cells() {
    return List.of(
        new LstmCell(H, 1),
        new GruCell(H, true),
        new GruCell(H, false),
        new RnnCell(H, RnnActivation.TANH),
        new RnnCell(H, RnnActivation.RELU));
  }

  /** x and initial states, the latter as sequences of one step. */
  private static Network network(Recurrent layer) {
    List<Port> in = new ArrayList<>(List.of(Port.input("x", Input.sequence(T, I))));
    List<Port> read = new ArrayList<>(in);
    for (int i = 0; i < layer.cell().stateSizes().size(); i++) {
      in.add(Port.input("state" + i, Input.sequence(1, H)));
      read.add(new LastStep().on(in.getLast()));
    }
    Network network = new Network(Graph.of(in, layer.allOn(read.toArray(Port[]::new))), 5);
    float[] weights = Samples.values(6, network.parameters().size(), 0.5);
    System.arraycopy(weights, 0, network.parameters().values(), 0, weights.length);
    network.parameters().changed();
    return network;
  }

  private record Run(List<Tensor> outputs, List<Tensor> gradients, Pass pass) {}

  private static Run run(Network network, boolean masked, boolean training, boolean traced) {
    Arrays.fill(network.parameters().gradients(), 0f);
    Tape tape = new Tape(LayerRun.ENGINE, training);
    tape.reset(new Randomness(2, 3));
    List<Signal> in = new ArrayList<>();
    Tensor mask = masked ? tape.constant(MASK) : null;
    in.add(new Signal(tape.variable(Samples.tensor(1, B, T, I)), mask));
    for (int i = 1; i < network.inputs().size(); i++) {
      in.add(Signal.of(tape.variable(Samples.tensor(10 + i, B, 1, H))));
    }
    Pass pass = traced ? Pass.on(tape).traced() : Pass.on(tape);
    List<Tensor> y = network.apply(pass, in).stream().map(Signal::values).toList();
    List<Tensor> gradients = new ArrayList<>();
    if (training) {
      Tensor loss = tape.zeros(Shape.SCALAR);
      for (int i = 0; i < y.size(); i++) {
        Tensor w = Samples.tensor(20 + i, y.get(i).shape().toArray());
        loss = loss.plus(y.get(i).times(tape.constant(w)).sum());
      }
      tape.backward(loss);
      in.forEach(x -> gradients.add(tape.gradient(x.values())));
      gradients.add(
          Tensor.of(network.parameters().gradients().clone(), network.parameters().size()));
    }
    return new Run(y, gradients, pass);
  }

  /** Mask, direction, initial state and last state at once: the fused form and the cell agree. */
  @ParameterizedTest
  @MethodSource("cells")
  void fusedEqualsStepwise(Cell cell) {
    for (boolean backwards : new boolean[] {false, true}) {
      for (boolean masked : new boolean[] {false, true}) {
        Recurrent fused = of(cell, backwards);
        Run a = run(network(fused), masked, true, false);
        Run b = run(network(of(new Composed(cell), backwards)), masked, true, false);
        for (int i = 0; i < a.outputs.size(); i++) {
          assertClose(a.outputs.get(i), b.outputs.get(i), 1e-6);
        }
        for (int i = 0; i < a.gradients.size(); i++) {
          assertClose(a.gradients.get(i), b.gradients.get(i), 1e-5);
        }
      }
    }
  }

  private static Recurrent of(Cell cell, boolean backwards) {
    Recurrent layer = Recurrent.of(cell).returnSequences().returnState();
    return backwards ? layer.goBackwards() : layer;
  }

  private static void assertClose(Tensor a, Tensor b, double tolerance) {
    assertThat(a.shape()).isEqualTo(b.shape());
    for (int i = 0; i < a.shape().size(); i++) {
      double expected = b.toArray()[i];
      assertThat((double) a.toArray()[i])
          .isCloseTo(expected, within(tolerance * (1 + Math.abs(expected))));
    }
  }

  /** Backwards is forwards over the sequence turned round. */
  @ParameterizedTest
  @MethodSource("cells")
  void backwardsIsForwardsOnTheReverse(Cell cell) {
    Network there = new Network(Input.sequence(T, I), List.of(of(cell, true)), 5);
    Network back = new Network(Input.sequence(T, I), List.of(of(cell, false)), 5);
    Tensor x = Samples.tensor(1, 1, T, I);
    float[] y = LayerRun.infer(there, List.of(x), null).outputs().getFirst().values().toArray();
    float[] z =
        LayerRun.infer(back, List.of(turned(x)), null).outputs().getFirst().values().toArray();
    assertThat(y).isEqualTo(turned(Tensor.of(z, 1, T, H)).toArray());
  }

  private static Tensor turned(Tensor x) {
    int n = x.shape().last();
    float[] values = new float[x.shape().size()];
    for (int t = 0; t < T; t++) {
      System.arraycopy(x.toArray(), t * n, values, (T - 1 - t) * n, n);
    }
    return Tensor.of(values, 1, T, n);
  }

  /** Where a row has no step, its state is the one it began with. */
  @ParameterizedTest
  @MethodSource("cells")
  void theStateStaysAtMaskedSteps(Cell cell) {
    Run run = run(network(of(cell, true)), true, false, false);
    for (int part = 0; part < cell.stateSizes().size(); part++) {
      Tensor start = Samples.row(Samples.tensor(11 + part, B, 1, H), 2);
      Tensor end = Samples.row(run.outputs.get(1 + part), 2);
      assertThat(end.toArray()).isEqualTo(start.toArray());
    }
    float[] sequence = run.outputs.getFirst().toArray(); // row 1, step 2 is left out
    assertThat(Arrays.copyOfRange(sequence, (T + 2) * H, (T + 3) * H))
        .isEqualTo(Arrays.copyOfRange(sequence, (T + 3) * H, (T + 4) * H));
  }

  /** The trace of a pass holds what the equations give, in the order of time. */
  @Test
  void tracesOfAnLstm() {
    for (boolean backwards : new boolean[] {false, true}) {
      Network network = network(of(new LstmCell(H, 1), backwards));
      Trace trace = run(network, false, false, true).pass.traces().get("lstm_1");
      assertThat(trace.names()).containsExactly("i", "f", "g", "o", "h", "c");
      double[] h = doubles(Samples.tensor(11, B, 1, H));
      double[] c = doubles(Samples.tensor(12, B, 1, H));
      double[] x = doubles(Samples.tensor(1, B, T, I));
      for (int n = 0; n < T; n++) {
        int t = backwards ? T - 1 - n : n;
        for (int b = 0; b < B; b++) {
          checkStep(network, trace, x, h, c, b, t);
        }
      }
    }
  }

  private static double[] doubles(Tensor a) {
    double[] values = new double[a.shape().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = a.toArray()[i];
    }
    return values;
  }

  /** One row's step by hand; h and c go on. */
  private static void checkStep(
      Network network, Trace trace, double[] x, double[] h, double[] c, int b, int t) {
    float[] w = network.parameters().get("lstm_1/input").toArray();
    float[] u = network.parameters().get("lstm_1/recurrent").toArray();
    float[] bias = network.parameters().get("lstm_1/bias").toArray();
    double[] pre = new double[4 * H];
    for (int j = 0; j < pre.length; j++) {
      pre[j] = bias[j];
      for (int k = 0; k < I; k++) {
        pre[j] += x[(b * T + t) * I + k] * w[k * 4 * H + j];
      }
      for (int k = 0; k < H; k++) {
        pre[j] += h[b * H + k] * u[k * 4 * H + j];
      }
    }
    for (int j = 0; j < H; j++) {
      double i = sigmoid(pre[j]);
      double f = sigmoid(pre[H + j]);
      double g = StrictMath.tanh(pre[2 * H + j]);
      double o = sigmoid(pre[3 * H + j]);
      c[b * H + j] = f * c[b * H + j] + i * g;
      h[b * H + j] = o * StrictMath.tanh(c[b * H + j]);
      double[] expected = {i, f, g, o, h[b * H + j], c[b * H + j]};
      for (int name = 0; name < expected.length; name++) {
        double found = trace.get(trace.names().get(name)).get(b, t, j);
        assertThat(found)
            .as("%s of row %d, step %d", trace.names().get(name), b, t)
            .isCloseTo(expected[name], within(2e-6));
      }
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  @Test
  void statesThatDoNotFit() {
    Port x = Port.input("x", Input.sequence(T, I));
    Port three = new LastStep().on(Port.input("h", Input.sequence(1, 3)));
    assertThatThrownBy(() -> Lstm.units(4).on(x, three))
        .hasMessage(
            "lstm reads sequences, and may start from a state of sizes [4, 4]; found [(5, 2),"
                + " (3)]");
    assertThatThrownBy(() -> Bidirectional.of(Gru.units(4)).on(x, three))
        .hasMessage(
            "bidirectional reads x and, if they do not start at zero, the states of both"
                + " directions [4]; found [(5, 2), (3)]");
  }
}
