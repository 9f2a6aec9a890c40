package dev.carousel.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.file.SafetensorsFile;
import dev.carousel.kernel.Engine;
import dev.carousel.network.Graph;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Golden;
import dev.carousel.tensor.Parameter;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two layers, in one direction and in both, over sequences of different lengths, against libtorch's
 * packed sequences: values, states and every gradient.
 */
class PackedGoldenTest {
  private static final Engine ENGINE = Engine.of("auto", 1);
  private static final int[] LENGTHS = {6, 4, 4, 1};
  private static final int LAYERS = 2;

  static List<String> fixtures() {
    return Golden.names("packed");
  }

  @Test
  void thereAreFixtures() {
    assertThat(fixtures()).hasSize(6);
  }

  /** A fixture, and the network that is to give the same. */
  private static final class Case {
    final SafetensorsFile fixture;
    final String kind;
    final boolean both;
    final int parts; // of a layer's state
    final int hidden;
    final Network network;

    Case(String name) {
      fixture = Golden.read(name);
      kind = name.replaceFirst(".*packed-", "").replaceFirst("-l2.*", "");
      both = name.endsWith("d2");
      parts = kind.equals("lstm") ? 2 : 1;
      hidden = shape("h0")[2];
      network = new Network(graph(), 1);
      network.parameters().all().forEach(this::fill);
      network.parameters().changed();
    }

    int[] shape(String name) {
      return fixture.tensor(name).shape();
    }

    Tensor given(String name) {
      return Tensor.of(fixture.tensor(name).floats(), shape(name));
    }

    private Recurrent recurrent() {
      Recurrent one =
          switch (kind) {
            case "lstm" -> Lstm.units(hidden);
            case "gru" -> Gru.units(hidden);
            default -> SimpleRnn.units(hidden);
          };
      return one.returnSequences().returnState();
    }

    /** States come in as sequences of one step, in libtorch's order: h of all layers, then c. */
    private Graph graph() {
      int directions = both ? 2 : 1;
      List<Port> inputs = new ArrayList<>();
      inputs.add(Port.input("x", Input.sequence(shape("x")[1], shape("x")[2])));
      List<Port> states = new ArrayList<>();
      for (int i = 0; i < parts * LAYERS * directions; i++) {
        inputs.add(Port.input("state" + i, Input.sequence(1, hidden)));
        states.add(new LastStep().on(inputs.getLast()));
      }
      Port x = inputs.getFirst();
      Port[] last = new Port[states.size()];
      for (int l = 0; l < LAYERS; l++) {
        List<Port> read = new ArrayList<>(List.of(x));
        for (int i = 0; i < parts * directions; i++) {
          read.add(states.get(state(l, i)));
        }
        Vertex layer = both ? Bidirectional.of(recurrent()) : recurrent();
        List<Port> given = layer.allOn(read.toArray(Port[]::new));
        x = given.getFirst();
        for (int i = 0; i < parts * directions; i++) {
          last[state(l, i)] = given.get(1 + i);
        }
      }
      List<Port> outputs = new ArrayList<>(List.of(x));
      outputs.addAll(Arrays.asList(last));
      return Graph.of(inputs, outputs);
    }

    /** Where libtorch has the i-th part of a layer's state: ours go direction by direction. */
    private int state(int layer, int i) {
      int directions = both ? 2 : 1;
      int part = i % parts;
      int direction = i / parts;
      return part * LAYERS * directions + layer * directions + direction;
    }

    private String suffix(Parameter p) {
      String of = "_l" + (p.name().replaceFirst("/.*", "").endsWith("_1") ? 0 : 1);
      return of + (p.name().contains("/backward/") ? "_reverse" : "");
    }

    private void fill(Parameter p) {
      float[] values = values(p);
      System.arraycopy(values, 0, network.parameters().values(), p.offset(), values.length);
    }

    private float[] values(Parameter p) {
      String part = p.name().substring(p.name().lastIndexOf('/') + 1);
      float[] second = fixture.tensor("bias_hh" + suffix(p)).floats();
      return switch (part) {
        case "input" -> turned("weight_ih" + suffix(p));
        case "recurrent" -> turned("weight_hh" + suffix(p));
        case "recurrent_bias" -> Arrays.copyOfRange(second, 2 * hidden, 3 * hidden);
        default -> {
          float[] sum = fixture.tensor("bias_ih" + suffix(p)).floats().clone();
          int summed = kind.equals("gru") ? 2 * hidden : sum.length; // n has a bias of its own
          for (int i = 0; i < summed; i++) {
            sum[i] += second[i];
          }
          yield sum;
        }
      };
    }

    private float[] turned(String name) {
      return Golden.transposed(fixture.tensor(name).floats(), shape(name)[0], shape(name)[1]);
    }

    double[] gradient(Parameter p) {
      String part = p.name().substring(p.name().lastIndexOf('/') + 1);
      return switch (part) {
        case "input" -> turnedGradient("weight_ih" + suffix(p));
        case "recurrent" -> turnedGradient("weight_hh" + suffix(p));
        case "recurrent_bias" ->
            Arrays.copyOfRange(
                fixture.tensor("grad.bias_hh" + suffix(p)).doubles(), 2 * hidden, 3 * hidden);
        default -> fixture.tensor("grad.bias_ih" + suffix(p)).doubles();
      };
    }

    private double[] turnedGradient(String name) {
      double[] a = fixture.tensor("grad." + name).doubles();
      int rows = shape(name)[0];
      int columns = shape(name)[1];
      double[] out = new double[a.length];
      for (int i = 0; i < a.length; i++) {
        out[i % columns * rows + i / columns] = a[i];
      }
      return out;
    }

    /** Row i of an array of states (layers, B, H). */
    double[] row(double[] states, int i) {
      int n = states.length / (LAYERS * (both ? 2 : 1));
      return Arrays.copyOfRange(states, i * n, (i + 1) * n);
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void agrees(String name) {
    check(new Case(name));
  }

  private static void check(Case c) {
    Tape tape = new Tape(ENGINE, true);
    tape.reset(new Randomness(1, 1));
    Tensor mask = tape.constant(mask(c.shape("x")[1]));
    List<Signal> in = new ArrayList<>();
    in.add(new Signal(tape.variable(c.given("x")), mask));
    int states = LAYERS * (c.both ? 2 : 1);
    for (String given : c.parts == 2 ? List.of("h0", "c0") : List.of("h0")) {
      for (int i = 0; i < states; i++) {
        in.add(Signal.of(tape.variable(part(c.given(given), i))));
      }
    }
    List<Signal> out = c.network.apply(Pass.on(tape), in);

    Tensor sequence = out.getFirst().values();
    Tensor there = tape.constant(spread(mask, sequence));
    Tensor shown = sequence.times(there); // libtorch fills up with zeros
    Golden.assertClose("out", shown.toArray(), c.fixture.tensor("out").doubles());
    Tensor loss = shown.times(tape.constant(c.given("R"))).sum();
    for (int i = 1; i < out.size(); i++) {
      boolean h = i <= states;
      int row = (i - 1) % states;
      Tensor state = out.get(i).values();
      double[] expected = c.fixture.tensor(h ? "hT" : "cT").doubles();
      Golden.assertClose("state " + i, state.toArray(), c.row(expected, row));
      Tensor weights = tape.constant(part(c.given(h ? "S" : "U"), row));
      loss = loss.plus(state.times(weights.reshape(state.shape().toArray())).sum());
    }
    Golden.assertClose("loss", loss.toArray(), c.fixture.tensor("loss").doubles());

    tape.backward(loss);
    Golden.assertClose(
        "grad.x",
        tape.gradient(in.getFirst().values()).toArray(),
        c.fixture.tensor("grad.x").doubles());
    for (int i = 1; i < in.size(); i++) {
      double[] expected = c.fixture.tensor(i <= states ? "grad.h0" : "grad.c0").doubles();
      Golden.assertClose(
          "gradient of state " + i,
          tape.gradient(in.get(i).values()).toArray(),
          c.row(expected, (i - 1) % states));
    }
    for (Parameter p : c.network.parameters().all()) {
      float[] gradient = tape.gradient(tape.parameter(p)).toArray();
      Golden.assertClose(p.name(), gradient, c.gradient(p));
    }
  }

  /** The fixtures can see the two directions mistaken for each other. */
  @Test
  void directionsSwappedDisagree() {
    for (String name : fixtures().stream().filter(f -> f.endsWith("d2")).toList()) {
      Case c = new Case(name);
      float[] values = c.network.parameters().values();
      for (Parameter p : c.network.parameters().all()) {
        if (p.name().contains("/forward/")) {
          Parameter other = c.network.parameters().get(p.name().replace("/forward", "/backward"));
          float[] kept = p.toArray();
          System.arraycopy(other.toArray(), 0, values, p.offset(), kept.length);
          System.arraycopy(kept, 0, values, other.offset(), kept.length);
        }
      }
      assertThatThrownBy(() -> check(c))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("out");
    }
  }

  /** Part i of (parts, B, H), as a sequence of one step (B, 1, H). */
  private static Tensor part(Tensor states, int i) {
    int batch = states.shape().at(1);
    int n = batch * states.shape().at(2);
    float[] values = Arrays.copyOfRange(states.toArray(), i * n, (i + 1) * n);
    return Tensor.of(values, batch, 1, n / batch);
  }

  private static Tensor mask(int time) {
    float[][] mask = new float[LENGTHS.length][time];
    for (int b = 0; b < LENGTHS.length; b++) {
      Arrays.fill(mask[b], 0, LENGTHS[b], 1);
    }
    return Tensor.of(mask);
  }

  /** The mask (B, T) for each feature of (B, T, F). */
  private static Tensor spread(Tensor mask, Tensor like) {
    float[] values = new float[like.shape().size()];
    int n = like.shape().last();
    for (int i = 0; i < values.length; i++) {
      values[i] = mask.toArray()[i / n];
    }
    return Tensor.of(values, like.shape().toArray());
  }
}
