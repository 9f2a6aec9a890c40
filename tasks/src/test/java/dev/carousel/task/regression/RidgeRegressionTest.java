package dev.carousel.task.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RidgeRegressionTest {
  /** The gradient is zero at the solution: X'(XW - Y) + ridge tr(X'X)/n W = 0. */
  @Test
  void theGradientIsZeroAtTheSolution() {
    for (int rows : new int[] {7, 8, 9, 30}) {
      for (double ridge : new double[] {0, 0.3}) {
        Random random = new Random(rows);
        double[][] x = new double[rows][5];
        double[][] y = new double[rows][3];
        RidgeRegression regression = new RidgeRegression(5, 3);
        double trace = 0;
        for (int r = 0; r < rows; r++) {
          x[r] = random.doubles(5, -1, 2).toArray();
          y[r] = random.doubles(3, -4, 1).toArray();
          regression.add(x[r], y[r]);
          for (double v : x[r]) {
            trace += v * v;
          }
        }
        double[][] w = regression.solve(ridge);
        for (int k = 0; k < 3; k++) {
          for (int i = 0; i < 5; i++) {
            double gradient = ridge * trace / 5 * w[k][i];
            for (int r = 0; r < rows; r++) {
              gradient += x[r][i] * (dot(x[r], w[k]) - y[r][k]);
            }
            assertThat(gradient).as("%d rows, ridge %s", rows, ridge).isCloseTo(0, within(1e-9));
          }
        }
        assertThat(regression.rows()).isEqualTo(rows);
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void rowsMayBeAddedAfterASolution() {
    RidgeRegression regression = new RidgeRegression(1, 1);
    regression.add(new double[] {1}, new double[] {2});
    assertThat(regression.solve(0)[0]).containsExactly(new double[] {2}, within(1e-12));
    regression.add(new double[] {1}, new double[] {6});
    assertThat(regression.solve(0)[0]).containsExactly(new double[] {4}, within(1e-12));
    assertThat(regression.solve(1)[0]).containsExactly(new double[] {2}, within(1e-12));
  }

  @Test
  void refusesRowsThatDoNotFit() {
    RidgeRegression regression = new RidgeRegression(2, 1);
    assertThatThrownBy(() -> regression.add(new double[1], new double[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> regression.add(new double[2], new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RidgeRegression(0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
