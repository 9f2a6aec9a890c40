package dev.carousel.task.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LeastSquaresTest {
  private static final int ROWS = 40;
  private static final int N = 4;
  private final double[][] x = new double[ROWS][N];
  private final double[] y = new double[ROWS];

  LeastSquaresTest() {
    Random random = new Random(5);
    for (int r = 0; r < ROWS; r++) {
      for (int i = 0; i < N - 1; i++) {
        x[r][i] = random.nextGaussian() * (i + 1) + i;
      }
      x[r][N - 1] = 1;
      y[r] = 2 * x[r][0] - 3 * x[r][1] + 0.5 * x[r][2] + 7 + 0.1 * random.nextGaussian();
    }
  }

  private LeastSquares fit(int from, int to) {
    LeastSquares fit = new LeastSquares(N);
    for (int r = from; r < to; r++) {
      fit.add(x[r], y[r]);
    }
    return fit;
  }

  /** (X'X + ridge rows I) w = X'y by Gauss-Jordan elimination, the constant without ridge. */
  private double[] direct(double ridge, int... terms) {
    int n = terms.length;
    double[][] a = new double[n][n + 1];
    for (int i = 0; i < n; i++) {
      for (int r = 0; r < ROWS; r++) {
        for (int j = 0; j < n; j++) {
          a[i][j] += x[r][terms[i]] * x[r][terms[j]];
        }
        a[i][n] += x[r][terms[i]] * y[r];
      }
      a[i][i] += i < n - 1 ? ridge * ROWS : 0;
    }
    for (int p = 0; p < n; p++) {
      for (int i = 0; i < n; i++) {
        double factor = i == p ? 0 : a[i][p] / a[p][p];
        for (int j = p; j <= n; j++) {
          a[i][j] -= factor * a[p][j];
        }
      }
    }
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = a[i][n] / a[i][i];
    }
    return weights;
  }

  private double squaredError(double[] weights) {
    double sum = 0;
    for (int r = 0; r < ROWS; r++) {
      double error = y[r];
      for (int i = 0; i < N; i++) {
        error -= weights[i] * x[r][i];
      }
      sum += error * error;
    }
    return sum;
  }

  @Test
  void equalsADirectSolution() {
    assertThat(fit(0, ROWS).solve(0)).containsExactly(direct(0, 0, 1, 2, 3), within(1e-8));
    assertThat(fit(0, ROWS).solve(0)).containsExactly(new double[] {2, -3, 0.5, 7}, within(0.1));
  }

  @Test
  void ridgePullsAllButTheConstant() {
    assertThat(fit(0, ROWS).solve(0.7)).containsExactly(direct(0.7, 0, 1, 2, 3), within(1e-8));
    assertThat(fit(0, ROWS).solve(1e9)[3])
        .isCloseTo(java.util.Arrays.stream(y).average().orElseThrow(), within(1e-6));
  }

  @Test
  void fewerTermsEqualAFitOfThese() {
    assertThat(fit(0, ROWS).only(new int[] {0, 2, 3}).solve(0.1))
        .containsExactly(direct(0.1, 0, 2, 3), within(1e-8));
  }

  @Test
  void partsAddUpAndCanBeTakenAway() {
    LeastSquares all = fit(0, 11);
    all.add(fit(11, ROWS), 1);
    assertThat(all.rows()).isEqualTo(ROWS);
    assertThat(all.solve(0)).containsExactly(direct(0, 0, 1, 2, 3), within(1e-8));
    all.add(fit(11, ROWS), -1);
    assertThat(all.rows()).isEqualTo(11);
    assertThat(all.solve(0)).containsExactly(fit(0, 11).solve(0), within(1e-7));
  }

  @Test
  void theErrorIsTheSumOfSquares() {
    double[] any = {1, -2, 0, 3};
    assertThat(fit(0, ROWS).error(any)).isCloseTo(squaredError(any), within(1e-8));
    double[] best = fit(0, ROWS).solve(0);
    assertThat(fit(0, ROWS).error(best)).isCloseTo(squaredError(best), within(1e-8));
  }

  @Test
  void equalTermsAreSolvedAllTheSame() {
    LeastSquares fit = new LeastSquares(3);
    for (int r = 0; r < ROWS; r++) {
      fit.add(new double[] {x[r][0], x[r][0], 1}, 2 * x[r][0] + 1);
    }
    double[] weights = fit.solve(1e-3);
    assertThat(weights[0] + weights[1]).isCloseTo(2, within(0.01));
  }
}
