package dev.carousel.tensor;

import static dev.carousel.tensor.GradientCheck.check;
import static dev.carousel.tensor.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carousel.kernel.Engine;
import org.junit.jupiter.api.Test;

/** Functions of rows: their way back, and the same bits whatever the threads. */
class RowWiseTest {
  /** y_0 = sum_i g_i x_i^2, y_1 = x_0 x_1 g_0. */
  private record Sample() implements RowFunction {
    @Override
    public int outputs(int inputs, int given) {
      return 2;
    }

    @Override
    public void value(double[] x, double[] given, double[] y) {
      for (int i = 0; i < given.length; i++) {
        y[0] += given[i] * x[i] * x[i];
      }
      y[1] = x[0] * x[1] * given[0];
    }

    @Override
    public void gradient(double[] x, double[] given, double[] dy, double[] dx) {
      for (int i = 0; i < given.length; i++) {
        dx[i] += 2 * dy[0] * given[i] * x[i];
      }
      dx[0] += dy[1] * x[1] * given[0];
      dx[1] += dy[1] * x[0] * given[0];
    }
  }

  @Test
  void gradientsAgreeWithDifferencesInDouble() {
    Tensor given = tensor(9, 5, 3, 2);
    check(
        "rows",
        in ->
            in.get(0)
                .ops()
                .rows(new Sample(), in.get(0).times(in.get(1)), GradientCheckTest.onOps(in, given))
                .sum(),
        tensor(1, 5, 3, 4),
        tensor(2, 4));
  }

  @Test
  void theSameBitsOnAnyNumberOfThreads() {
    float[][] results = new float[2][];
    for (int threads = 1; threads <= 2; threads++) {
      Tape tape = new Tape(Engine.of("scalar", threads), true);
      Tensor x = tape.variable(tensor(4, 700, 4));
      Tensor y = tape.rows(new Sample(), x, tape.constant(tensor(5, 700, 3)));
      tape.backward(y.times(y).sum());
      results[threads - 1] = tape.gradient(x).toArray();
    }
    assertThat(results[1]).isEqualTo(results[0]);
  }

  @Test
  void otherNumbersOfRowsAreRefused() {
    Tape tape = new Tape(Engine.of("scalar", 1), false);
    Tensor x = tape.constant(tensor(4, 5, 4));
    Tensor given = tape.constant(tensor(4, 6, 4));
    assertThatThrownBy(() -> tape.rows(new Sample(), x, given))
        .hasMessageContaining("same number of rows");
  }
}
