package dev.carousel.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.cell.LayerGolden.Runner;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.GruGate;
import dev.carousel.tensor.Golden;
import dev.carousel.tensor.GruOp;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The GRU that resets after the product against libtorch: values and every gradient. */
class GruGoldenTest {
  private static final Engine ENGINE = Engine.of("auto", 1);

  static List<String> fixtures() {
    return Golden.names("gru");
  }

  @Test
  void thereAreFixtures() {
    assertThat(fixtures()).hasSizeGreaterThanOrEqualTo(6);
  }

  private static Runner composed(LayerGolden fixture) {
    return LayerGolden.composed(new GruCell(fixture.hidden(), true));
  }

  private static LayerGolden.Result fused(Tape tape, Tensor x, Tensor h0, Cell.Weights weights) {
    GruOp.Weights w =
        new GruOp.Weights(
            weights.get(GruCell.INPUT),
            weights.get(GruCell.RECURRENT),
            weights.get(GruCell.BIAS),
            weights.get(GruCell.RECURRENT_BIAS));
    GruOp.Result result = tape.gru(x, h0, w, LstmOp.Options.NONE);
    return new LayerGolden.Result(result.sequence(), result.h());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void fusedAgrees(String name) {
    checkAgrees(LayerGolden.read(name), GruGoldenTest::fused);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void composedAgrees(String name) {
    LayerGolden fixture = LayerGolden.read(name);
    checkAgrees(fixture, composed(fixture));
  }

  private static void checkAgrees(LayerGolden fixture, Runner runner) {
    results(fixture, runner, 0, 0)
        .forEach((what, value) -> Golden.assertClose(what, value, fixture.expected(what)));
  }

  /** The fixtures can see a wrong gate order: in the outputs, the state and the gradients. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void twoGatesSwappedDisagree(String name) {
    LayerGolden fixture = LayerGolden.read(name);
    for (int a = 0; a < GruGate.COUNT; a++) {
      for (int b = a + 1; b < GruGate.COUNT; b++) {
        checkDisagrees(fixture, composed(fixture), a, b);
        checkDisagrees(fixture, GruGoldenTest::fused, a, b);
      }
    }
  }

  private static void checkDisagrees(LayerGolden fixture, Runner runner, int a, int b) {
    Map<String, float[]> wrong = results(fixture, runner, a, b);
    for (String what : List.of("out", "hT", "loss", "grad.x", "grad.weight_hh")) {
      assertThat(Golden.error(wrong.get(what), fixture.expected(what)))
          .as("%s with gates %d and %d swapped", what, a, b)
          .isGreaterThan(10);
    }
  }

  /** The two reset forms are different functions, which the fixtures see. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void resetBeforeDisagrees(String name) {
    LayerGolden fixture = LayerGolden.read(name);
    Runner before = LayerGolden.composed(new GruCell(fixture.hidden(), false));
    Map<String, float[]> wrong = results(fixture, before, 0, 0);
    for (String what : List.of("out", "hT", "loss", "grad.x", "grad.weight_hh")) {
      assertThat(Golden.error(wrong.get(what), fixture.expected(what))).as(what).isGreaterThan(10);
    }
  }

  /** Values and gradients by the fixture's names, with two gates' weights swapped. */
  private static Map<String, float[]> results(
      LayerGolden fixture, Runner runner, int swapA, int swapB) {
    int hidden = fixture.hidden();
    Map<String, Tensor> weights = new LinkedHashMap<>();
    weights.put(GruCell.INPUT, swapped(fixture, fixture.matrix("weight_ih"), swapA, swapB));
    weights.put(GruCell.RECURRENT, swapped(fixture, fixture.matrix("weight_hh"), swapA, swapB));
    Tensor bias = Tensor.of(fixture.sumOfBiases(2 * hidden), 3 * hidden);
    weights.put(GruCell.BIAS, swapped(fixture, bias, swapA, swapB));
    float[] recurrentBias = LayerGolden.last(fixture.given("bias_hh").toArray(), hidden);
    weights.put(GruCell.RECURRENT_BIAS, Tensor.of(recurrentBias, hidden));

    Map<String, float[]> results = fixture.results(new Tape(ENGINE, true), runner, weights);
    results.put("grad.weight_ih", results.remove(GruCell.INPUT));
    results.put("grad.weight_hh", results.remove(GruCell.RECURRENT));
    float[] dBias = results.remove(GruCell.BIAS);
    float[] dRecurrentBias = results.remove(GruCell.RECURRENT_BIAS);
    results.put("grad.bias_ih", dBias);
    float[] second = dBias.clone(); // bias_hh of r and z gets what bias_ih gets
    System.arraycopy(dRecurrentBias, 0, second, 2 * hidden, hidden);
    results.put("grad.bias_hh", second);
    return results;
  }

  private static Tensor swapped(LayerGolden fixture, Tensor a, int first, int second) {
    return fixture.swapped(a, GruGate.COUNT, first, second);
  }
}
