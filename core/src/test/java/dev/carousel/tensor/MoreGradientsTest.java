package dev.carousel.tensor;

import static dev.carousel.tensor.GradientCheck.check;
import static dev.carousel.tensor.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carousel.kernel.Engine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The operations of the less usual cells, differentiated, against differences in double. */
class MoreGradientsTest {
  private static final Engine ENGINE = Engine.of("auto", 1);

  private static Ops ops(List<Tensor> in) {
    return in.getFirst().ops();
  }

  @Test
  void quotientsAndMaxima() {
    Tensor a = tensor(1, 3, 7);
    Tensor b = tensor(2, 3, 7);
    check("divide", in -> in.get(0).dividedBy(in.get(1).plus(2f)), a, b);
    check("a / a^2", in -> in.get(0).plus(2f).dividedBy(in.get(0).plus(2f).times(in.get(0))), a);
    check("maximum", in -> in.get(0).maximum(in.get(1)), a, b);
    check("maximum of a view", in -> in.get(0).maximum(in.get(0).times(-2)), a);
    check("max of rows", in -> ops(in).max(in.get(0)), a);
    check("max of three axes", in -> ops(in).max(in.get(0)), tensor(3, 2, 3, 5));
    check("max of one column", in -> ops(in).max(in.get(0)), tensor(3, 5, 1));
  }

  @Test
  void matrices() {
    check("one", in -> in.get(0).matmul(in.get(1)), tensor(1, 2, 3), tensor(2, 3, 5));
    check("outer", in -> in.get(0).matmul(in.get(1)), tensor(1, 4, 3, 1), tensor(2, 4, 1, 2));
    check("many", in -> in.get(0).matmul(in.get(1)), tensor(1, 2, 2, 2, 3), tensor(2, 2, 2, 3, 4));
    check("square", in -> in.get(0).matmul(in.get(0)), tensor(1, 2, 3, 3));
    check("transpose", in -> in.get(0).transpose(), tensor(1, 2, 3));
    check("transposes", in -> in.get(0).transpose().times(3), tensor(1, 2, 3, 5));
    check("gram", in -> in.get(0).matmul(in.get(0).transpose()), tensor(1, 2, 3, 4));
  }

  @Test
  void rowsAndTime() {
    Tensor a = tensor(1, 2, 5, 3);
    check("repeat", in -> in.get(0).repeat(4), a);
    check("normalize", in -> in.get(0).normalize(0.1f), tensor(2, 3, 17));
    check("normalize of three axes", in -> in.get(0).times(3).normalize(1e-2f), a);
    check("cumulative sum", in -> ops(in).cumulativeSum(in.get(0)), a);
    check("cumulative log sum", in -> ops(in).cumulativeLogSumExp(in.get(0).times(5)), a);
    check("of one step", in -> ops(in).cumulativeLogSumExp(in.get(0)), tensor(1, 2, 1, 3));
    check("softplus", in -> in.get(0).times(9).softplus(), a);
    check("log sigmoid", in -> in.get(0).times(9).logSigmoid(), a);
  }

  @Test
  void nothingFlowsBackThroughData() {
    Tape tape = new Tape(ENGINE, true);
    Tensor a = tape.variable(tensor(1, 3));
    Tensor y = a.stopGradient().times(a);
    assertThat(y.toArray()).isEqualTo(a.times(a).toArray());
    tape.backward(y.sum());
    assertThat(tape.gradient(a).toArray()).isEqualTo(a.toArray()); // and not 2 a
  }

  @Test
  void softplusKeepsItsTails() {
    Tape tape = new Tape(ENGINE, false);
    float[] x = {-200, -80, -20, -1e-4f, 0, 1e-4f, 20, 90, Float.NaN};
    float[] y = tape.constant(Tensor.of(x, x.length)).softplus().toArray();
    for (int i = 0; i < x.length - 1; i++) {
      double expected = Math.max(x[i], 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x[i])));
      assertThat((double) y[i]).isCloseTo(expected, within(4e-7 * expected + 1e-38));
    }
    assertThat(y[x.length - 1]).isNaN();
  }

  @Test
  void sumsOfPowersDoNotOverflow() {
    Tape tape = new Tape(ENGINE, true);
    Tensor a = tape.variable(Tensor.of(new float[] {500, -500, 501, 400}, 1, 4, 1));
    Tensor y = tape.cumulativeLogSumExp(a);
    assertThat(y.toArray()).containsExactly(new float[] {500, 500, 501.31326f, 501.31326f});
    tape.backward(y.sum());
    assertThat(tape.gradient(a).toArray())
        .containsExactly(new float[] {2.5378828f, 0, 1.4621172f, 0}, within(1e-4f));
  }

  @Test
  void shapesThatDoNotFit() {
    Tape tape = new Tape(ENGINE, true);
    Tensor a = tape.variable(tensor(1, 2, 3));
    Tensor b = tape.variable(tensor(1, 3));
    assertThatThrownBy(() -> a.dividedBy(b))
        .hasMessage("divide: shapes (2, 3) and (3), expected equal ones");
    assertThatThrownBy(() -> a.maximum(b))
        .hasMessage("maximum: shapes (2, 3) and (3), expected equal ones");
    assertThatThrownBy(() -> a.matmul(a))
        .hasMessage("matmul: (2, 3) times (2, 3), expected (..., M, K) and (..., K, N)");
    assertThatThrownBy(b::transpose).hasMessage("transpose: shape (3), expected (..., M, N)");
    assertThatThrownBy(() -> tape.cumulativeSum(b))
        .hasMessage("cumulativeSum: shape (3), expected (..., T, F)");
  }
}
