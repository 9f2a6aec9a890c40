package dev.carousel.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.kernel.Engine;
import dev.carousel.tensor.Samples;
import dev.carousel.tensor.Shape;
import dev.carousel.tensor.Tape;
import dev.carousel.tensor.Tensor;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses against their formulas in double, where it is smooth and where it is not. */
class LossTest {
  private final Tape tape = new Tape(Engine.of("auto", 1), true);

  /** Checks the values, and the gradient of their sum, of predictions p and targets y. */
  private void check(
      Loss loss, float[] p, float[] y, DoubleBinaryOperator value, DoubleBinaryOperator slope) {
    Tensor prediction = tape.variable(Tensor.of(p, p.length));
    Tensor each = loss.each().apply(prediction, tape.constant(Tensor.of(y, y.length)));
    tape.backward(each.sum());
    Tensor gradient = tape.gradient(prediction);
    for (int i = 0; i < p.length; i++) {
      double v = value.applyAsDouble(p[i], y[i]);
      double g = slope.applyAsDouble(p[i], y[i]);
      String where = "%s of %s and %s".formatted(loss, p[i], y[i]);
      assertThat((double) each.get(i)).as(where).isCloseTo(v, within(1e-6 * (1 + Math.abs(v))));
      assertThat((double) gradient.get(i)).as("slope of " + where).isCloseTo(g, within(1e-6));
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  @Test
  void sigmoidCrossEntropy() {
    float[] p = {0, 0, 0, -0f, 1e-3f, -1e-3f, 1, -1, 3, -3, 20, -20, 100, -100, 1e4f, -1e4f, 100};
    float[] y = {0, 1, 0.3f, 1, 0, 1, 1, 0, 0.25f, 0.75f, 1, 0, 1, 0, 1, 0, 0};
    check(
        Loss.SIGMOID_CROSS_ENTROPY,
        p,
        y,
        (a, b) -> Math.max(a, 0) - a * b + StrictMath.log1p(StrictMath.exp(-Math.abs(a))),
        (a, b) -> sigmoid(a) - b);
  }

  @Test
  void sigmoidCrossEntropyKeepsSmallSlopes() {
    Tensor p = tape.variable(Tensor.of(new float[] {-20}, 1));
    tape.backward(Loss.SIGMOID_CROSS_ENTROPY.mean(p, tape.constant(Tensor.of(new float[1], 1))));
    double exact = sigmoid(-20);
    assertThat((double) tape.gradient(p).get(0)).isCloseTo(exact, within(1e-5 * exact));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.5, 0.9})
  void pinball(double q) {
    float[] p = {0, 1, -2, 3.5f, 1e-3f, 7};
    float[] y = {1, 0, -1.5f, 3, 0, -7};
    check(
        Loss.pinball(q),
        p,
        y,
        (a, b) -> Math.max(q * (b - a), (q - 1) * (b - a)),
        (a, b) -> b > a ? -q : 1 - q);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2.5})
  void huber(double delta) {
    float[] p = {0, 0.1f, -0.3f, 0.49f, 2.4f, 2.6f, -8, 1e4f};
    check(
        Loss.huber(delta),
        p,
        new float[p.length],
        (a, b) -> Math.abs(a) <= delta ? a * a / 2 : delta * (Math.abs(a) - delta / 2),
        (a, b) -> Math.clamp(a, -delta, delta));
  }

  @Test
  void squaredAndAbsolute() {
    float[] p = {0, 1, -2, 3.5f, 4};
    float[] y = {1, 0, -1.5f, 3, 4};
    check(Loss.MEAN_SQUARED_ERROR, p, y, (a, b) -> (a - b) * (a - b), (a, b) -> 2 * (a - b));
    check(Loss.MEAN_ABSOLUTE_ERROR, p, y, (a, b) -> Math.abs(a - b), (a, b) -> Math.signum(a - b));
  }

  @ParameterizedTest
  @ValueSource(floats = {1e2f, 1e4f, 1e20f, 3e38f})
  void softmaxCrossEntropyOfExtremeLogitsIsFinite(float size) {
    float[] logits = {size, -size, 0, -size, -size, size, size, size, size};
    float[] target = {1, 0, 0, 0, 1, 0, 0, 0.5f, 0.5f};
    Tensor on = tape.variable(Tensor.of(logits, 3, 3));
    Tensor each =
        Loss.SOFTMAX_CROSS_ENTROPY.each().apply(on, tape.constant(Tensor.of(target, 3, 3)));
    tape.backward(each.mean());
    assertThat(each.get(0)).isEqualTo(0);
    assertThat(each.get(1)).isEqualTo(size == 3e38f ? Float.POSITIVE_INFINITY : 2 * size);
    for (float g : tape.gradient(on).toArray()) {
      assertThat(g).isBetween(-1f, 1f);
    }
    assertThat(tape.gradient(on).get(1, 2)).isCloseTo(1f / 3, within(1e-6f));
    assertThat(tape.gradient(on).get(1, 1)).isCloseTo(-1f / 3, within(1e-6f));
  }

  @Test
  void weightedMean() {
    Tensor p = tape.variable(Samples.tensor(1, 3, 2));
    Tensor y = tape.constant(Samples.tensor(2, 3, 2));
    float[] w = {1, 0, 0.5f, 2, 0, 3};
    Tensor mean = Loss.MEAN_SQUARED_ERROR.mean(p, y, tape.constant(Tensor.of(w, 3, 2)), 6.5);
    double expected = 0;
    for (int i = 0; i < w.length; i++) {
      double e = p.toArray()[i] - y.toArray()[i];
      expected += w[i] * e * e / 6.5;
    }
    assertThat((double) mean.get()).isCloseTo(expected, within(1e-6));
    tape.backward(mean);
    assertThat(tape.gradient(p).get(0, 1)).isZero();
    assertThat(tape.gradient(p).get(1, 1)).isNotZero();
    Tensor none = tape.zeros(Shape.of(3, 2));
    assertThat(Loss.MEAN_SQUARED_ERROR.mean(p, y, none, 0).get()).isZero();
    assertThat(Loss.MEAN_SQUARED_ERROR.mean(p, y, null, 0).get())
        .isEqualTo(Loss.MEAN_SQUARED_ERROR.mean(p, y).get());
  }

  @Test
  void countsValuesOrRows() {
    assertThat(Loss.MEAN_SQUARED_ERROR.values(Shape.of(4, 3))).isEqualTo(12);
    assertThat(Loss.SOFTMAX_CROSS_ENTROPY.values(Shape.of(4, 5, 3))).isEqualTo(20);
    assertThat(Loss.SPARSE_SOFTMAX_CROSS_ENTROPY.values(Shape.of(4, 5))).isEqualTo(20);
    assertThat(Loss.SPARSE_SOFTMAX_CROSS_ENTROPY.target(Shape.of(4, 3))).isEqualTo(Shape.of(4));
    assertThat(Loss.SOFTMAX_CROSS_ENTROPY.target(Shape.of(4, 3))).isEqualTo(Shape.of(4, 3));
  }

  @Test
  void optionsAndNames() {
    assertThatThrownBy(() -> Loss.huber(0)).hasMessage("huber: delta 0.0, expected > 0");
    assertThatThrownBy(() -> Loss.pinball(1))
        .hasMessage("pinball: quantile 1.0, expected 0 < quantile < 1");
    assertThatThrownBy(() -> Loss.pinball(Double.NaN)).hasMessageContaining("quantile NaN");
    assertThat(Loss.MEAN_SQUARED_ERROR).hasToString("mean squared error");
    assertThat(Loss.pinball(0.9)).hasToString("pinball 0.9");
  }

  /** Side by side, each quantile has its own pinball loss, value and slope. */
  @Test
  void quantilesAreThePinballLossesSideBySide() {
    List<Double> levels = List.of(0.1, 0.5, 0.8);
    float[] p = {1, 2, 4, -1, 0, 3};
    float[] y = {3, 3, 3, -2, -2, 5};
    Tensor prediction = tape.variable(Tensor.of(p, 2, 3));
    Tensor each =
        Loss.quantiles(levels).each().apply(prediction, tape.constant(Tensor.of(y, 2, 3)));
    tape.backward(each.sum());
    float[] gradient = tape.gradient(prediction).toArray();
    for (int i = 0; i < p.length; i++) {
      double level = levels.get(i % 3);
      double e = y[i] - p[i];
      double value = Math.max(level * e, (level - 1) * e);
      assertThat((double) each.toArray()[i]).isCloseTo(value, within(1e-6));
      assertThat((double) gradient[i]).isCloseTo(e > 0 ? -level : 1 - level, within(1e-6));
    }
    assertThatThrownBy(() -> Loss.quantiles(List.of(0.5, 1.0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
