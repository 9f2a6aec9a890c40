package dev.carousel.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.cell.LayerGolden.Runner;
import dev.carousel.kernel.Engine;
import dev.carousel.tensor.GruOp;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The GRU in both reset forms against {@link GruEquations} and their differences. libtorch has only
 * one of the forms; the equations, which differ in one line, are held to it in the other.
 */
class GruEquationsTest {
  private static final Engine ENGINE = Engine.of("auto", 1);
  private static final int B = 2;
  private static final int T = 4;
  private static final int I = 3;
  private static final int H = 5;

  /** Inputs and weights by name, in an order. */
  private static Map<String, Tensor> inputs(boolean resetAfter) {
    Map<String, Tensor> all = new TreeMap<>();
    all.put("x", Samples.tensor(1, B, T, I));
    all.put("h0", Samples.tensor(2, B, H));
    all.put(GruCell.INPUT, Samples.tensor(3, I, 3 * H));
    all.put(GruCell.RECURRENT, Samples.tensor(4, H, 3 * H));
    all.put(GruCell.BIAS, Samples.tensor(5, 3 * H));
    if (resetAfter) {
      all.put(GruCell.RECURRENT_BIAS, Samples.tensor(6, H));
    }
    return all;
  }

  private static final Tensor WEIGHTS = Samples.tensor(7, B, T, H);

  private static Map<String, double[]> doubles(Map<String, Tensor> inputs) {
    Map<String, double[]> doubles = new TreeMap<>();
    inputs.forEach((name, tensor) -> doubles.put(name, doubles(tensor.toArray())));
    doubles.putIfAbsent(GruCell.RECURRENT_BIAS, new double[0]);
    return doubles;
  }

  private static double[] doubles(float[] a) {
    double[] d = new double[a.length];
    for (int i = 0; i < d.length; i++) {
      d[i] = a[i];
    }
    return d;
  }

  /** The (B, T, H) outputs of the equations. */
  private static double[] outputs(
      boolean resetAfter, int batch, int time, Map<String, double[]> a) {
    int hidden = a.get("h0").length / batch;
    int input = a.get("x").length / batch / time;
    GruEquations equations =
        new GruEquations(
            resetAfter,
            hidden,
            a.get(GruCell.INPUT),
            a.get(GruCell.RECURRENT),
            a.get(GruCell.BIAS),
            a.get(GruCell.RECURRENT_BIAS));
    double[] out = new double[batch * time * hidden];
    for (int b = 0; b < batch; b++) {
      double[][] x = new double[time][input];
      for (int t = 0; t < time; t++) {
        System.arraycopy(a.get("x"), (b * time + t) * input, x[t], 0, input);
      }
      double[] h0 = new double[hidden];
      System.arraycopy(a.get("h0"), b * hidden, h0, 0, hidden);
      double[][] h = equations.run(x, h0);
      for (int t = 0; t < time; t++) {
        System.arraycopy(h[t], 0, out, (b * time + t) * hidden, hidden);
      }
    }
    return out;
  }

  private static double loss(boolean resetAfter, Map<String, double[]> a) {
    double[] out = outputs(resetAfter, B, T, a);
    float[] weights = WEIGHTS.toArray();
    double sum = 0;
    for (int i = 0; i < out.length; i++) {
      sum += weights[i] * out[i];
    }
    return sum;
  }

  @Test
  void theEquationsAreThoseOfLibtorch() {
    LayerGolden fixture = LayerGolden.read("gru/gru-b3-t5-i4-h7");
    Map<String, double[]> a = new TreeMap<>();
    a.put("x", doubles(fixture.given("x").toArray()));
    a.put("h0", doubles(fixture.given("h0").toArray()));
    a.put(GruCell.INPUT, doubles(fixture.matrix("weight_ih").toArray()));
    a.put(GruCell.RECURRENT, doubles(fixture.matrix("weight_hh").toArray()));
    double[] bias = doubles(fixture.given("bias_ih").toArray());
    double[] second = doubles(fixture.given("bias_hh").toArray());
    for (int i = 0; i < 14; i++) {
      bias[i] += second[i];
    }
    a.put(GruCell.BIAS, bias);
    a.put(GruCell.RECURRENT_BIAS, java.util.Arrays.copyOfRange(second, 14, 21));
    assertThat(outputs(true, 3, 5, a)).containsExactly(fixture.expected("out"), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void composedAgrees(boolean resetAfter) {
    check(resetAfter, LayerGolden.composed(new GruCell(H, resetAfter)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fusedAgrees(boolean resetAfter) {
    check(
        resetAfter,
        (tape, x, h0, weights) -> {
          GruOp.Weights w =
              new GruOp.Weights(
                  weights.get(GruCell.INPUT),
                  weights.get(GruCell.RECURRENT),
                  weights.get(GruCell.BIAS),
                  resetAfter ? weights.get(GruCell.RECURRENT_BIAS) : null);
          GruOp.Result result = tape.gru(x, h0, w, LstmOp.Options.NONE);
          return new LayerGolden.Result(result.sequence(), result.h());
        });
  }

  private static void check(boolean resetAfter, Runner runner) {
    Map<String, Tensor> inputs = inputs(resetAfter);
    Tape tape = new Tape(ENGINE, true);
    Map<String, Tensor> on = new TreeMap<>();
    inputs.forEach((name, tensor) -> on.put(name, tape.variable(tensor)));
    Tensor out = runner.run(tape, on.get("x"), on.get("h0"), on::get).sequence();
    Map<String, double[]> a = doubles(inputs);
    assertThat(doubles(out.toArray())).containsExactly(outputs(resetAfter, B, T, a), within(2e-6));
    tape.backward(out.times(tape.constant(WEIGHTS)).sum());
    on.forEach((name, tensor) ->
        assertThat(doubles(tape.gradient(tensor).toArray()))
            .as(name)
            .containsExactly(differences(resetAfter, a, name), within(1e-5)));
  }

  private static double[] differences(boolean resetAfter, Map<String, double[]> a, String name) {
    double[] x = a.get(name);
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double here = x[i];
      x[i] = here + 1e-5;
      double above = loss(resetAfter, a);
      x[i] = here - 1e-5;
      gradient[i] = (above - loss(resetAfter, a)) / 2e-5;
      x[i] = here;
    }
    return gradient;
  }

  @Test
  void onlyResetAfterHasASecondBias() {
    assertThat(new GruCell(H, true).weights(I).keySet())
        .containsExactly("input", "recurrent", "bias", "recurrent_bias");
    assertThat(new GruCell(H, false).weights(I).keySet())
        .containsExactly("input", "recurrent", "bias");
    Parameters.Builder builder = new Parameters.Builder();
    new GruCell(H, true)
        .weights(I)
        .forEach((name, w) -> builder.add(name, w.shape(), w.initializer()));
    assertThat(builder.build(1).size()).isEqualTo(3 * H * (I + H + 1) + H);
  }
}
