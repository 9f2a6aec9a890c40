package dev.carousel.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.file.SafetensorsFile;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Gate;
import dev.carousel.tensor.Golden;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The LSTM, fused and composed, against libtorch: values and every gradient. */
class LstmGoldenTest {
  private static final Engine ENGINE = Engine.of("auto", 1);

  /** One way to run an LSTM over a sequence. */
  private interface Runner {
    LstmOp.Result run(Tape tape, Tensor x, Tensor h0, Tensor c0, Cell.Weights weights);
  }

  private static LstmOp.Result fused(
      Tape tape, Tensor x, Tensor h0, Tensor c0, Cell.Weights weights) {
    return tape.lstm(
        x,
        h0,
        c0,
        weights.get(LstmCell.INPUT),
        weights.get(LstmCell.RECURRENT),
        weights.get(LstmCell.BIAS));
  }

  private static LstmOp.Result composed(
      Tape tape, Tensor x, Tensor h0, Tensor c0, Cell.Weights weights) {
    LstmCell cell = new LstmCell(h0.shape().last(), 1);
    List<Tensor> state = List.of(h0, c0);
    List<Tensor> shown = new ArrayList<>();
    for (int t = 0; t < x.shape().at(1); t++) {
      state = cell.step(x.step(t), state, weights);
      shown.add(state.getFirst());
    }
    return new LstmOp.Result(tape.stack(shown), state.get(0), state.get(1));
  }

  static List<String> fixtures() {
    return Golden.names("lstm");
  }

  @Test
  void thereAreFixtures() {
    assertThat(fixtures()).hasSizeGreaterThanOrEqualTo(6);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void fusedAgrees(String name) {
    SafetensorsFile fixture = Golden.read(name);
    results(fixture, LstmGoldenTest::fused, 0, 0)
        .forEach((what, value) -> Golden.assertClose(what, value, expected(fixture, what)));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void composedAgrees(String name) {
    SafetensorsFile fixture = Golden.read(name);
    results(fixture, LstmGoldenTest::composed, 0, 0)
        .forEach((what, value) -> Golden.assertClose(what, value, expected(fixture, what)));
  }

  /** The fixtures can see a wrong gate order: in the outputs, the states and the gradients. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void twoGatesSwappedDisagree(String name) {
    SafetensorsFile fixture = Golden.read(name);
    for (int a = 0; a < Gate.COUNT; a++) {
      for (int b = a + 1; b < Gate.COUNT; b++) {
        for (Runner runner : List.<Runner>of(LstmGoldenTest::fused, LstmGoldenTest::composed)) {
          Map<String, float[]> wrong = results(fixture, runner, a, b);
          for (String what : List.of("out", "hT", "cT", "loss", "grad.x", "grad.weight_hh")) {
            assertThat(Golden.error(wrong.get(what), expected(fixture, what)))
                .as("%s with gates %d and %d swapped", what, a, b)
                .isGreaterThan(10);
          }
        }
      }
    }
  }

  private static double[] expected(SafetensorsFile fixture, String what) {
    double[] values = fixture.tensor(what).doubles();
    int[] shape = fixture.tensor(what).shape();
    return what.startsWith("grad.weight") ? transposed(values, shape[0], shape[1]) : values;
  }

  private static double[] transposed(double[] a, int rows, int columns) {
    double[] out = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      out[i % columns * rows + i / columns] = a[i];
    }
    return out;
  }

  /** Values and gradients by the fixture's names, with two gates' weights swapped. */
  private static Map<String, float[]> results(
      SafetensorsFile fixture, Runner runner, int swapA, int swapB) {
    Parameters parameters = parameters(fixture, swapA, swapB);
    Tape tape = new Tape(ENGINE, true);
    Tensor x = tape.variable(given(fixture, "x"));
    Tensor h0 = tape.variable(given(fixture, "h0"));
    Tensor c0 = tape.variable(given(fixture, "c0"));
    LstmOp.Result y =
        runner.run(tape, x, h0, c0, name -> tape.parameter(parameters.get("lstm/" + name)));
    Tensor loss =
        y.sequence()
            .times(tape.constant(given(fixture, "R")))
            .sum()
            .plus(y.h().times(tape.constant(given(fixture, "S"))).sum())
            .plus(y.c().times(tape.constant(given(fixture, "U"))).sum());
    tape.backward(loss);
    Map<String, float[]> results = new LinkedHashMap<>();
    results.put("out", y.sequence().toArray());
    results.put("hT", y.h().toArray());
    results.put("cT", y.c().toArray());
    results.put("loss", loss.toArray());
    results.put("grad.x", tape.gradient(x).toArray());
    results.put("grad.h0", tape.gradient(h0).toArray());
    results.put("grad.c0", tape.gradient(c0).toArray());
    results.put("grad.weight_ih", gradient(tape, parameters, LstmCell.INPUT));
    results.put("grad.weight_hh", gradient(tape, parameters, LstmCell.RECURRENT));
    results.put("grad.bias_ih", gradient(tape, parameters, LstmCell.BIAS));
    results.put("grad.bias_hh", gradient(tape, parameters, LstmCell.BIAS));
    return results;
  }

  private static float[] gradient(Tape tape, Parameters parameters, String name) {
    return tape.gradient(tape.parameter(parameters.get("lstm/" + name))).toArray();
  }

  private static Tensor given(SafetensorsFile fixture, String name) {
    return Tensor.of(fixture.tensor(name).floats(), fixture.tensor(name).shape());
  }

  /** PyTorch's weights in our layout, behind something else in the arena. */
  private static Parameters parameters(SafetensorsFile fixture, int swapA, int swapB) {
    int[] in = fixture.tensor("weight_ih").shape(); // (4H, I)
    int columns = in[0];
    int hidden = columns / Gate.COUNT;
    float[] bias = fixture.tensor("bias_ih").floats().clone();
    float[] second = fixture.tensor("bias_hh").floats();
    for (int i = 0; i < columns; i++) {
      bias[i] += second[i];
    }
    float[] wX = Golden.transposed(fixture.tensor("weight_ih").floats(), columns, in[1]);
    float[] wH = Golden.transposed(fixture.tensor("weight_hh").floats(), columns, hidden);
    Parameters.Builder builder = new Parameters.Builder();
    builder.add("other", Shape.of(3), Initializers.zeros());
    add(builder, LstmCell.INPUT, swapped(wX, hidden, swapA, swapB), in[1], columns);
    add(builder, LstmCell.RECURRENT, swapped(wH, hidden, swapA, swapB), hidden, columns);
    add(builder, LstmCell.BIAS, swapped(bias, hidden, swapA, swapB), columns);
    return builder.build(1);
  }

  private static void add(Parameters.Builder builder, String name, float[] values, int... sizes) {
    builder.add(
        "lstm/" + name,
        Shape.of(sizes),
        (shape, to, offset, random) -> System.arraycopy(values, 0, to, offset, values.length));
  }

  /** Columns of two gates exchanged in every row of 4H. */
  private static float[] swapped(float[] a, int hidden, int gateA, int gateB) {
    float[] out = a.clone();
    for (int row = 0; row < a.length; row += Gate.COUNT * hidden) {
      System.arraycopy(a, row + gateA * hidden, out, row + gateB * hidden, hidden);
      System.arraycopy(a, row + gateB * hidden, out, row + gateA * hidden, hidden);
    }
    return out;
  }
}
