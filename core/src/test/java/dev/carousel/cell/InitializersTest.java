package dev.carousel.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.carousel.kernel.Gate;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Parameters;
import dev.carousel.tensor.Parameters.Initializer;
import dev.carousel.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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

  /** Mean, standard deviation and fourth moment, which tells normal (3) from uniform (9/5). */
  private static double[] moments(float[] w) {
    double mean = 0;
    for (float v : w) {
      mean += (double) v / w.length;
    }
    double second = 0;
    double fourth = 0;
    for (float v : w) {
      double square = (v - mean) * (v - mean);
      second += square / w.length;
      fourth += square * square / w.length;
    }
    return new double[] {mean, Math.sqrt(second), fourth / (second * second)};
  }

  static Stream<Arguments> deviations() {
    return Stream.of(
        arguments(Initializers.heNormal(), Math.sqrt(2.0 / 40), 3),
        arguments(Initializers.heUniform(), Math.sqrt(2.0 / 40), 1.8),
        arguments(Initializers.lecunNormal(), Math.sqrt(1.0 / 40), 3),
        arguments(Initializers.lecunUniform(), Math.sqrt(1.0 / 40), 1.8),
        arguments(Initializers.glorotNormal(), Math.sqrt(2.0 / 540), 3),
        arguments(Initializers.glorotUniform(), Math.sqrt(2.0 / 540), 1.8),
        arguments(Initializers.gaussian(0.3), 0.3, 3),
        arguments(Initializers.uniform(0.3), 0.3 / Math.sqrt(3), 1.8));
  }

  @ParameterizedTest
  @MethodSource("deviations")
  void momentsOfThePapers(Initialization initialization, double deviation, double kurtosis) {
    double[] found = moments(fill(initialization, Shape.of(40, 500)));
    assertThat(found[0]).isCloseTo(0, within(0.03 * deviation));
    assertThat(found[1]).isCloseTo(deviation, within(0.03 * deviation));
    assertThat(found[2]).isCloseTo(kurtosis, within(0.15));
  }

  @Test
  void constantAndIdentity() {
    assertThat(fill(Initializers.constant(0.25), Shape.of(2, 3))).containsOnly(0.25f);
    assertThat(fill(Initializers.zeros(), Shape.of(4))).containsOnly(0);
    assertThat(fill(Initializers.identity(0.5), Shape.of(3, 3)))
        .containsExactly(0.5f, 0, 0, 0, 0.5f, 0, 0, 0, 0.5f);
    assertThatThrownBy(() -> fill(Initializers.identity(1), Shape.of(3, 12)))
        .hasMessage("identity starts square matrices, found shape (3, 12)");
  }

  /** Forget gates remember for 1 .. 99 steps, evenly spread; input gates mirror them. */
  @Test
  void chrono() {
    int hidden = 2000;
    float[] bias = fill(Initializers.chrono(100), Shape.of(4 * hidden));
    int forget = Gate.FORGET.column(hidden);
    double[] times = new double[hidden];
    for (int j = 0; j < hidden; j++) {
      times[j] = Math.exp(bias[forget + j]);
      assertThat(times[j]).isBetween(1 - 1e-6, 99 + 1e-4);
      assertThat(bias[Gate.INPUT.column(hidden) + j]).isEqualTo(-bias[forget + j]);
      assertThat(bias[Gate.CANDIDATE.column(hidden) + j]).isZero();
      assertThat(bias[Gate.OUTPUT.column(hidden) + j]).isZero();
    }
    Arrays.sort(times);
    for (int tenth = 1; tenth < 10; tenth++) {
      assertThat(times[tenth * hidden / 10]).isCloseTo(1 + 9.8 * tenth, within(4.0));
    }
  }

  @Test
  void chronoOfOtherCells() {
    float[] gru = fill(Initializers.chrono(50, 3, 1, -1), Shape.of(15));
    float[] lstm = fill(Initializers.chrono(50), Shape.of(20));
    for (int j = 0; j < 5; j++) {
      assertThat(gru[j]).isZero();
      assertThat(gru[5 + j]).isPositive().isEqualTo(lstm[Gate.FORGET.column(5) + j]);
      assertThat(gru[10 + j]).isZero();
    }
    assertThatThrownBy(() -> fill(Initializers.chrono(50), Shape.of(7)))
        .hasMessage("chrono starts the biases of 4 gates, found shape (7)");
  }

  @Test
  void initializationsAreOptions() {
    assertThat(Initializers.gaussian(0.1))
        .isEqualTo(new Initialization(Initialization.Kind.GAUSSIAN, 0.1))
        .isNotEqualTo(Initializers.gaussian(0.2))
        .hasToString("Initialization[kind=GAUSSIAN, value=0.1]");
    assertThatThrownBy(() -> Initializers.gaussian(-1))
        .hasMessage("initialization GAUSSIAN: -1.0, expected at least 0");
    assertThatThrownBy(() -> Initializers.constant(Double.NaN))
        .hasMessage("initialization CONSTANT: NaN, expected a finite number");
    assertThatThrownBy(() -> Initializers.chrono(2))
        .hasMessage("chrono: longest dependency 2.0 steps, expected more than 2");
    assertThatThrownBy(() -> fill(Initializers.heNormal(), Shape.of(7)))
        .hasMessage("HE_NORMAL starts matrices (inputs, outputs), found shape (7)");
    assertThatThrownBy(() -> fill(Initializers.orthogonal(), Shape.of(7)))
        .hasMessage("orthogonal starts matrices (inputs, outputs), found shape (7)");
  }

  /** Every kind, drawn anew, is the same to the bit, and no two kinds are the same. */
  @Test
  void drawnByKind() {
    Set<String> seen = new HashSet<>();
    for (Initialization.Kind kind : Initialization.Kind.values()) {
      Shape shape =
          switch (kind) {
            case CHRONO -> Shape.of(16);
            case IDENTITY -> Shape.of(4, 4);
            default -> Shape.of(4, 5);
          };
      float[] values = fill(new Initialization(kind, 2.5), shape);
      assertThat(fill(new Initialization(kind, 2.5), shape)).isEqualTo(values);
      assertThat(seen.add(Arrays.toString(values))).as(kind.name()).isTrue();
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
