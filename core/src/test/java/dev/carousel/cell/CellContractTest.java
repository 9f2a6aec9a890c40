package dev.carousel.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.file.Safetensors;
import dev.carousel.kernel.Engine;
import dev.carousel.layer.Input;
import dev.carousel.layer.Pass;
import dev.carousel.layer.Recurrent;
import dev.carousel.layer.Signal;
import dev.carousel.model.Sequential;
import dev.carousel.network.Network;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.GradientCheck;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every cell. */
class CellContractTest {
  private static final int T = 5;
  private static final int I = 3;
  private static final List<Engine> ENGINES =
      List.of(Engine.of("scalar", 1), Engine.of("vector", 2));

  @TempDir Path folder;

  static List<Cell> cells() {
    return CellSamples.all();
  }

  private static Network network(Cell cell) {
    return new Network(Input.anySequence(I), List.of(Recurrent.of(cell).returnSequences()), 11);
  }

  /** With weights that leave nothing at 0. */
  private static Network filled(Cell cell) {
    Network network = network(cell);
    float[] values = network.parameters().values();
    System.arraycopy(Samples.values(4, values.length, 0.9), 0, values, 0, values.length);
    network.parameters().changed();
    return network;
  }

  private static Tensor run(Engine engine, Network network, Tensor x) {
    Tape tape = new Tape(engine, false);
    tape.reset(new Randomness(1, 1));
    return network.apply(tape, tape.constant(x));
  }

  private static List<Tensor> zeros(Cell cell, Tensor x) {
    List<Tensor> state = new ArrayList<>();
    for (int size : cell.stateSizes()) {
      state.add(x.ops().zeros(Shape.of(x.shape().at(0), size)));
    }
    return state;
  }

  /** h of every step and the last state, side by side. */
  private static Tensor all(Cell cell, Tensor x, Cell.Weights weights) {
    List<Tensor> parts = new ArrayList<>();
    List<Tensor> state = zeros(cell, x);
    for (int t = 0; t < x.shape().at(1); t++) {
      state = cell.step(x.step(t), state, weights);
      parts.add(state.getFirst());
    }
    parts.addAll(state.subList(1, state.size()));
    return x.ops().concat(parts);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void shapes(Cell cell) {
    assertThat(cell.stateSizes().getFirst()).isEqualTo(cell.hiddenSize());
    assertThat(cell.stateNames()).hasSameSizeAs(cell.stateSizes()).doesNotHaveDuplicates();
    assertThat(cell.stateNames().getFirst()).startsWith("h");
    Network network = filled(cell);
    Tape tape = new Tape(ENGINES.getFirst(), false);
    Cell.Weights weights =
        name -> tape.parameter(network.parameters().get(cell.kind() + "_1/" + name));
    Tensor x = tape.constant(Samples.tensor(1, 2, T, I));
    List<Tensor> next = cell.step(x.step(0), zeros(cell, x), weights);
    assertThat(next.stream().map(Tensor::shape))
        .isEqualTo(cell.stateSizes().stream().map(size -> Shape.of(2, size)).toList());
  }

  @ParameterizedTest
  @MethodSource("cells")
  void gradients(Cell cell) {
    List<Tensor> inputs = new ArrayList<>(List.of(Samples.tensor(1, 2, T, I)));
    Map<String, Integer> index = new HashMap<>();
    cell.weights(I)
        .forEach((name, w) -> {
          index.put(name, inputs.size());
          inputs.add(Samples.tensor(inputs.size() + 90, w.shape().toArray()));
        });
    GradientCheck.checkAll(
        cell.toString(),
        in -> all(cell, in.getFirst(), name -> in.get(index.get(name))),
        inputs.toArray(Tensor[]::new));
  }

  @Test
  void savedAndLoaded() throws IOException {
    Path file = folder.resolve("model.safetensors");
    List<Recurrent> layers = cells().stream().map(c -> Recurrent.of(c).returnSequences()).toList();
    Network network = new Network(Input.anySequence(I), layers, 11);
    Sequential model = Sequential.of(network, ENGINES.getFirst());
    model.save(file);
    Sequential loaded = Sequential.load(file);
    assertThat(loaded.network().graph()).isEqualTo(network.graph());
    Tensor x = Samples.tensor(2, 3, 7, I);
    assertThat(Samples.bits(loaded.predict(x))).isEqualTo(Samples.bits(model.predict(x)));
    String json = Safetensors.read(file).text("carousel");
    assertThat(json).doesNotContain("stateSizes", "stateNames");
    cells().forEach(cell -> assertThat(json).contains("\"type\":\"" + cell.kind() + "\""));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aBatchEqualsItsRowsAndAStreamTheSequence(Cell cell) {
    Network network = filled(cell);
    Tensor x = Samples.tensor(3, 7, 2 * T, I);
    int[] scalar = Samples.bits(run(ENGINES.getFirst(), network, x));
    for (Engine engine : ENGINES) {
      assertThat(Samples.bits(run(engine, network, x))).isEqualTo(scalar);
      for (int r = 0; r < 7; r += 6) {
        Tensor row = Samples.row(x, r);
        int n = scalar.length / 7;
        int[] alone = Samples.bits(run(engine, network, row));
        assertThat(alone).isEqualTo(Arrays.copyOfRange(scalar, r * n, (r + 1) * n));
        assertThat(streamed(engine, network, row)).isEqualTo(alone);
      }
    }
  }

  private static int[] streamed(Engine engine, Network network, Tensor row) {
    var stream = network.stream(engine);
    stream.step(1, 2, 3); // to be forgotten
    stream.reset();
    int h = network.output().last();
    float[] all = new float[row.shape().at(1) * h];
    for (int t = 0; t < row.shape().at(1); t++) {
      float[] in = Arrays.copyOfRange(row.toArray(), t * I, (t + 1) * I);
      System.arraycopy(stream.step(in), 0, all, t * h, h);
    }
    return Samples.bits(all);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void maskedStepsLeaveTheStateAlone(Cell cell) {
    Network network = filled(cell);
    Tensor x = Samples.tensor(8, 2, T, I);
    float[] seen = new float[2 * T];
    for (int b = 0; b < 2; b++) {
      Arrays.fill(seen, b * T, b * T + 3, 1f);
    }
    Tape tape = new Tape(ENGINES.getFirst(), false);
    Tensor mask = tape.constant(Shape.of(2, T), seen, 0);
    Tensor y =
        network
            .apply(Pass.on(tape), List.of(new Signal(tape.constant(x), mask)))
            .getFirst()
            .values();
    Tensor unmasked = run(ENGINES.getFirst(), network, x);
    for (int b = 0; b < 2; b++) {
      for (int u = 0; u < cell.hiddenSize(); u++) {
        assertThat(y.get(b, T - 1, u)).isEqualTo(unmasked.get(b, 2, u));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void largeInputsOverManyStepsStayFinite(Cell cell) {
    Network network = network(cell);
    for (float scale : new float[] {0, 1, 300}) {
      Tape tape = new Tape(ENGINES.getFirst(), true);
      Tensor x = tape.variable(Samples.tensor(6, 2, 30, I));
      Tensor y = network.apply(tape, x.times(scale));
      tape.backward(y.sum());
      assertFinite(y.toArray());
      assertFinite(tape.gradient(x).toArray());
      assertFinite(network.parameters().gradients());
    }
  }

  private static void assertFinite(float[] values) {
    for (float value : values) {
      assertThat(value).isFinite();
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void computesWithWhatTheTraceGivesBack(Cell cell) {
    Set<String> names = new TreeSet<>();
    float[] untouched = traced(cell, names, "");
    assertThat(names.isEmpty()).isEqualTo(cell instanceof RnnCell);
    for (String name : names) {
      assertThat(traced(cell, new TreeSet<>(), name)).as(name).isNotEqualTo(untouched);
    }
  }

  /** What the cell gives if one traced value is changed; notes the names. */
  private static float[] traced(Cell cell, Set<String> names, String changed) {
    Network network = filled(cell);
    Tape tape = new Tape(ENGINES.getFirst(), false);
    Cell.Weights weights =
        new Cell.Weights() {
          @Override
          public Tensor get(String name) {
            return tape.parameter(network.parameters().get(cell.kind() + "_1/" + name));
          }

          @Override
          public Tensor trace(String name, Tensor value) {
            names.add(name);
            assertThat(value.shape().rank()).isEqualTo(2);
            return name.equals(changed) ? value.times(0.75f) : value;
          }
        };
    return all(cell, tape.constant(Samples.tensor(5, 2, T, I)), weights).toArray();
  }

  /** For each option two samples that differ in it alone, and in what they compute. */
  @Test
  void everyOptionChangesSomething() throws ReflectiveOperationException {
    Tensor x = Samples.tensor(7, 2, T, I);
    Map<Cell, Map<String, Object>> options = new LinkedHashMap<>();
    Map<Cell, String> outputs = new HashMap<>();
    for (Cell cell : cells()) {
      options.put(cell, leaves(cell.getClass().getSimpleName(), cell));
      outputs.put(cell, Arrays.toString(run(ENGINES.getFirst(), network(cell), x).toArray()));
    }
    assertThat(outputs).hasSameSizeAs(cells());
    Set<String> all = new TreeSet<>();
    Set<String> changing = new TreeSet<>();
    options.forEach((a, ofA) -> {
      all.addAll(ofA.keySet());
      options.forEach((b, ofB) -> {
        List<String> differ = ofA.keySet().stream().filter(o -> differ(o, ofA, ofB)).toList();
        if (a.getClass() == b.getClass() && differ.size() == 1) {
          assertThat(outputs.get(a)).as("%s and %s", a, b).isNotEqualTo(outputs.get(b));
          changing.addAll(differ);
        }
      });
    });
    assertThat(changing).isEqualTo(all).hasSizeGreaterThan(30);
  }

  private static boolean differ(String option, Map<String, Object> a, Map<String, Object> b) {
    return !a.get(option).equals(b.get(option));
  }

  /** The components of a record, and of the records in it, by path. */
  private static Map<String, Object> leaves(String path, Object value)
      throws ReflectiveOperationException {
    Map<String, Object> leaves = new LinkedHashMap<>();
    if (!value.getClass().isRecord()) {
      return Map.of(path, value);
    }
    for (var component : value.getClass().getRecordComponents()) {
      component.getAccessor().setAccessible(true);
      Object part = component.getAccessor().invoke(value);
      leaves.putAll(leaves(path + "." + component.getName(), part));
    }
    return leaves;
  }
}
