package dev.carousel.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.kernel.RnnActivation;
import dev.carousel.loss.Loss;
import dev.carousel.tensor.LstmOp;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.RnnOp;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** It passes what is right and, more to the point, finds what is wrong, wherever it is. */
class GradientCheckTest {
  private static Parameters lstm() {
    Parameters.Builder builder = new Parameters.Builder();
    add(builder, "w", 3, 20);
    add(builder, "u", 5, 20);
    add(builder, "b", 20);
    return builder.build(1);
  }

  private static void add(Parameters.Builder builder, String name, int... sizes) {
    Shape shape = Shape.of(sizes);
    float[] from = Samples.values(name.hashCode(), shape.size(), 0.6);
    builder.add(
        name, shape, (s, values, at, random) -> System.arraycopy(from, 0, values, at, s.size()));
  }

  private static Tensor run(Parameters p, Tape tape, Tensor x) {
    Tensor zero = tape.zeros(Shape.of(x.shape().at(0), 5));
    return tape.lstm(
            x,
            zero,
            zero,
            tape.parameter(p.get("w")),
            tape.parameter(p.get("u")),
            tape.parameter(p.get("b")))
        .sequence();
  }

  @Test
  void aLayerWithWeightsInAnArena() {
    Parameters p = lstm();
    float[] before = p.values().clone();
    GradientReport report =
        new GradientCheck((tape, at) -> run(p, tape, at.get("x")))
            .variable("x", Samples.tensor(1, 4, 6, 3))
            .parameters(p)
            .run();
    assertThat(report.passes()).as(report.toString()).isTrue();
    assertThat(report.entries()).hasSize(40 + 1 + 40 + 1 + 40 + 1 + 20 + 1);
    assertThat(p.values()).isEqualTo(before);
    assertThat(p.gradients()).containsOnly(0);
  }

  /** Numerically a function of x, but its gradient knows only one of the two ways x goes. */
  private static Tensor halfForgotten(Tape tape, Map<String, Tensor> at) {
    Tensor x = at.get("x");
    return x.tanh().times(tape.constant(x)).plus(at.get("y"));
  }

  @Test
  void findsAForgottenTerm() {
    GradientReport report =
        new GradientCheck(GradientCheckTest::halfForgotten)
            .variable("y", Samples.tensor(2, 3, 4))
            .variable("x", Samples.tensor(1, 3, 4))
            .run();
    assertThat(report.passes()).isFalse();
    assertThat(report.worst().name()).isEqualTo("x");
    assertThat(report.worst().error()).isGreaterThan(0.3);
    assertThat(report.toString()).contains("of 26 gradients differ by more than 0.01; worst: x (");
    assertThat(report.entries().stream().filter(e -> e.name().equals("y")))
        .allMatch(e -> e.error() < 1e-3);
  }

  /** One wrong entry of many: by itself if it is sampled. */
  @Test
  void findsASingleWrongEntry() {
    GradientReport report =
        new GradientCheck(
                (tape, at) -> {
                  Tensor x = at.get("x"); // (2, 5)
                  Tensor rest = x.columns(0, 3);
                  Tensor cut = tape.constant(x.columns(3, 4));
                  return tape.concat(List.of(rest, cut, x.columns(4, 5))).sigmoid();
                })
            .variable("x", Samples.tensor(3, 2, 5))
            .run();
    assertThat(report.passes()).isFalse();
    assertThat(report.entries().stream().filter(e -> e.error() > 0.01).map(e -> e.place()))
        .containsExactlyInAnyOrder("(0, 3)", "(1, 3)", "in a random direction");
  }

  /** A direction sees what no sample of entries does. */
  @Test
  void aDirectionIsEnough() {
    GradientCheck check =
        new GradientCheck((tape, at) -> at.get("x").times(1.02f).plus(stop(tape, at)).tanh())
            .variable("x", Samples.tensor(1, 50, 50))
            .entries(0);
    assertThat(check.run().entries()).hasSize(1);
    assertThat(check.run().passes()).isFalse();
  }

  private static Tensor stop(Tape tape, Map<String, Tensor> at) {
    return tape.constant(at.get("x")).times(0.5f);
  }

  @Test
  void findsAWeightThatIsNotAskedFor() {
    Parameters p = lstm();
    GradientReport report =
        new GradientCheck(
                (tape, at) -> {
                  Tensor b = tape.constant(tape.parameter(p.get("b")));
                  return at.get("x").plusProduct(at.get("x"), at.get("v")).plus(b.columns(0, 3));
                })
            .variable("x", Samples.tensor(1, 4, 3))
            .variable("v", Samples.tensor(2, 3, 3))
            .parameters(p)
            .run();
    assertThat(report.passes()).isFalse();
    assertThat(report.worst().name()).isEqualTo("b");
  }

  /** Entries near a kink agree at one of the steps. */
  @Test
  void kinks() {
    GradientReport single =
        new GradientCheck((tape, at) -> at.get("x").relu())
            .variable("x", Tensor.of(new float[] {0.003f, -0.003f, 0.2f, -0.2f, 1}, 5))
            .run();
    assertThat(single.entries().stream().filter(e -> e.place().startsWith("(")))
        .allMatch(e -> e.error() < 0.01);
  }

  @Test
  void recurrentReluAndLosses() {
    Parameters.Builder builder = new Parameters.Builder();
    add(builder, "w", 3, 6);
    add(builder, "u", 6, 6);
    add(builder, "b", 6);
    Parameters p = builder.build(1);
    GradientReport report =
        new GradientCheck(
                (tape, at) -> {
                  RnnOp.Weights weights =
                      new RnnOp.Weights(
                          tape.parameter(p.get("w")),
                          tape.parameter(p.get("u")),
                          tape.parameter(p.get("b")));
                  Tensor h =
                      tape.rnn(
                              at.get("x"),
                              tape.zeros(Shape.of(2, 6)),
                              weights,
                              RnnActivation.TANH,
                              LstmOp.Options.NONE)
                          .h();
                  return Loss.SPARSE_SOFTMAX_CROSS_ENTROPY.mean(h, at.get("y"));
                })
            .variable("x", Samples.tensor(1, 2, 4, 3))
            .constant("y", Samples.tokens(2, 6, 2))
            .parameters(p)
            .run();
    assertThat(report.passes()).as(report.toString()).isTrue();
  }

  @Test
  void noNumberIsNoAgreement() {
    GradientReport report =
        new GradientCheck((tape, at) -> at.get("x").log())
            .variable("x", Tensor.of(new float[] {-1, 1}, 2))
            .run();
    assertThat(report.passes()).isFalse();
  }

  @Test
  void nothingToCheck() {
    assertThatThrownBy(() -> new GradientCheck((tape, at) -> tape.zeros(Shape.of(1))).run())
        .hasMessage("gradient check: no variables and no parameters");
    GradientCheck twice = new GradientCheck((tape, at) -> at.get("w")).parameters(lstm());
    assertThatThrownBy(() -> twice.variable("w", Samples.tensor(1, 2)).run())
        .hasMessage("gradient check: two inputs are named w");
    assertThatThrownBy(() -> new GradientCheck((tape, at) -> at.get("x")).entries(-1))
        .hasMessage("entries: -1, expected at least 0");
  }

  /** What no output depends on has no gradient, by either way. */
  @Test
  void unusedInputs() {
    GradientReport report =
        new GradientCheck((tape, at) -> at.get("x").tanh())
            .variable("x", Samples.tensor(1, 3))
            .variable("unused", Samples.tensor(2, 3))
            .run();
    assertThat(report.passes()).as(report.toString()).isTrue();
  }
}
