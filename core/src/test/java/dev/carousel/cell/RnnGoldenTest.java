package dev.carousel.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carousel.cell.LayerGolden.Runner;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.RnnActivation;
import dev.carousel.tensor.Golden;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.RnnOp;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The simple RNN, tanh and ReLU, against libtorch: values and every gradient. */
class RnnGoldenTest {
  private static final Engine ENGINE = Engine.of("auto", 1);

  private static List<String> names(RnnActivation activation) {
    return Golden.names("rnn-" + activation.name().toLowerCase(Locale.ROOT));
  }

  static Stream<Arguments> fixtures() {
    return Stream.of(RnnActivation.values())
        .flatMap(a -> names(a).stream().map(name -> Arguments.of(a, name)));
  }

  @ParameterizedTest
  @EnumSource
  void thereAreFixtures(RnnActivation activation) {
    assertThat(names(activation)).hasSizeGreaterThanOrEqualTo(6);
  }

  private static Runner composed(LayerGolden fixture, RnnActivation activation) {
    return LayerGolden.composed(new RnnCell(fixture.hidden(), activation));
  }

  private static Runner fused(RnnActivation activation) {
    return (tape, x, h0, weights) -> {
      RnnOp.Weights w =
          new RnnOp.Weights(
              weights.get(RnnCell.INPUT),
              weights.get(RnnCell.RECURRENT),
              weights.get(RnnCell.BIAS));
      RnnOp.Result result = tape.rnn(x, h0, w, activation, LstmOp.Options.NONE);
      return new LayerGolden.Result(result.sequence(), result.h());
    };
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void fusedAgrees(RnnActivation activation, String name) {
    checkAgrees(LayerGolden.read(name), fused(activation));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void composedAgrees(RnnActivation activation, String name) {
    LayerGolden fixture = LayerGolden.read(name);
    checkAgrees(fixture, composed(fixture, activation));
  }

  private static void checkAgrees(LayerGolden fixture, Runner runner) {
    results(fixture, runner, false)
        .forEach((what, value) -> Golden.assertClose(what, value, fixture.expected(what)));
  }

  /** The fixtures can see the other activation, and a recurrent matrix the wrong way round. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void whatIsWrongDisagrees(RnnActivation activation, String name) {
    LayerGolden fixture = LayerGolden.read(name);
    RnnActivation other = RnnActivation.values()[1 - activation.ordinal()];
    checkDisagrees(fixture, composed(fixture, other), false);
    checkDisagrees(fixture, fused(other), false);
    if (fixture.hidden() > 1) {
      checkDisagrees(fixture, composed(fixture, activation), true);
      checkDisagrees(fixture, fused(activation), true);
    }
  }

  private static void checkDisagrees(LayerGolden fixture, Runner runner, boolean transposed) {
    Map<String, float[]> wrong = results(fixture, runner, transposed);
    for (String what : List.of("out", "hT", "loss", "grad.x", "grad.weight_hh")) {
      assertThat(Golden.error(wrong.get(what), fixture.expected(what))).as(what).isGreaterThan(10);
    }
  }

  /** Values and gradients by the fixture's names. */
  private static Map<String, float[]> results(
      LayerGolden fixture, Runner runner, boolean transposed) {
    int hidden = fixture.hidden();
    Map<String, Tensor> weights = new LinkedHashMap<>();
    weights.put(RnnCell.INPUT, fixture.matrix("weight_ih"));
    weights.put(
        RnnCell.RECURRENT, transposed ? fixture.given("weight_hh") : fixture.matrix("weight_hh"));
    weights.put(RnnCell.BIAS, Tensor.of(fixture.sumOfBiases(hidden), hidden));
    Map<String, float[]> results = fixture.results(new Tape(ENGINE, true), runner, weights);
    results.put("grad.weight_ih", results.remove(RnnCell.INPUT));
    results.put("grad.weight_hh", results.remove(RnnCell.RECURRENT));
    float[] dBias = results.remove(RnnCell.BIAS);
    results.put("grad.bias_ih", dBias);
    results.put("grad.bias_hh", dBias);
    return results;
  }
}
