package dev.carousel.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.kernel.Gate;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Parameters.Initializer;
import dev.carousel.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** First weights: the bounds and angles of the papers, and nothing written outside. */
class InitializersTest {
  private static final int AT = 3;

  private static float[] fill(Initializer initializer, Shape shape) {
    float[] values = new float[shape.size() + 2 * AT];
    Arrays.fill(values, 77);
    initializer.fill(shape, values, AT, new Randomness(5, 0).named("w"));
    assertThat(Arrays.copyOf(values, AT)).containsOnly(77);
    assertThat(Arrays.copyOfRange(values, AT + shape.size(), values.length)).containsOnly(77);
    return Arrays.copyOfRange(values, AT, AT + shape.size());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 9", "9, 1", "5, 5", "7, 28", "28, 7", "33, 132"})
  void orthogonalRowsOrColumns(int rows, int columns) {
    float[] w = fill(Initializers.orthogonal(), Shape.of(rows, columns));
    boolean wide = rows <= columns;
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    for (int a = 0; a < count; a++) {
      for (int b = 0; b <= a; b++) {
        double dot = 0;
        for (int i = 0; i < length; i++) {
          dot +=
              wide
                  ? (double) w[a * columns + i] * w[b * columns + i]
                  : (double) w[i * columns + a] * w[i * columns + b];
        }
        assertThat(dot).as("vectors %d and %d", a, b).isCloseTo(a == b ? 1 : 0, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 40", "100, 100", "200, 7"})
  void glorotFillsItsRangeEvenly(int in, int out) {
    double limit = Math.sqrt(6.0 / (in + out));
    float[] w = fill(Initializers.glorotUniform(), Shape.of(in, out));
    double squares = 0;
    for (float v : w) {
      assertThat((double) v).isBetween(-limit, limit);
      squares += (double) v * v / w.length;
    }
    if (w.length > 1000) {
      assertThat(squares).isCloseTo(limit * limit / 3, within(0.1 * limit * limit / 3));
      Arrays.sort(w);
      assertThat((double) w[0]).isLessThan(-0.98 * limit);
      assertThat((double) w[w.length - 1]).isGreaterThan(0.98 * limit);
    }
  }

  @Test
  void theLstmStartsWithItsForgetBiasAndDifferentGates() {
    Parameters.Builder builder = new Parameters.Builder();
    new LstmCell(5, 1.5f)
        .weights(3)
        .forEach((name, w) -> builder.add(name, w.shape(), w.initializer()));
    Parameters parameters = builder.build(1);
    float[] bias = parameters.get(LstmCell.BIAS).toArray();
    for (int i = 0; i < 20; i++) {
      assertThat(bias[i]).isEqualTo(i / 5 == Gate.FORGET.ordinal() ? 1.5f : 0);
    }
    float[] w = parameters.get(LstmCell.INPUT).toArray();
    assertThat(parameters.get(LstmCell.INPUT).shape()).isEqualTo(Shape.of(3, 20));
    assertThat(parameters.get(LstmCell.RECURRENT).shape()).isEqualTo(Shape.of(5, 20));
    assertThat(Arrays.copyOfRange(w, 0, 5)).isNotEqualTo(Arrays.copyOfRange(w, 5, 10));
    assertThat(new LstmCell(5, 1).stateSizes()).containsExactly(5, 5);
  }

  @Test
  void parametersAreNamedOnceAndDrawnByName() {
    Initializer glorot = Initializers.glorotUniform();
    Shape shape = Shape.of(3, 4);
    Parameters one =
        new Parameters.Builder().add("a", shape, glorot).add("b", shape, glorot).build(1);
    Parameters other = new Parameters.Builder().add("b", shape, glorot).build(1);
    assertThat(other.get("b").toArray()).isEqualTo(one.get("b").toArray());
    assertThat(one.get("a").toArray()).isNotEqualTo(one.get("b").toArray());
    assertThatThrownBy(() -> one.get("c")).hasMessage("no parameter c; there are [a, b]");
    Parameters.Builder twice = new Parameters.Builder().add("a", shape, glorot);
    assertThatThrownBy(() -> twice.add("a", shape, glorot))
        .hasMessage("two parameters are named a");
  }
}
