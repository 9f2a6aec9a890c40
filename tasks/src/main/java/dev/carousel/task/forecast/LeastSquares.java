package dev.carousel.task.forecast;

/**
 * Linear least squares by the normal equations, for a handful of well-scaled terms, the last of
 * which is the constant 1.
 */
final class LeastSquares {
  private final int n;
  private final double[][] products; // (n, n), lower half: sums of terms_i * terms_j
  private final double[] right; // (n): sums of terms_i * value
  private double squares; // sum of value^2
  private int rows;

  LeastSquares(int n) {
    this.n = n;
    this.products = new double[n][n];
    this.right = new double[n];
  }

  /** Adds an equation {@code terms . weights = value}. */
  void add(double[] terms, double value) {
    rows++;
    squares += value * value;
    for (int i = 0; i < n; i++) {
      right[i] += terms[i] * value;
      for (int j = 0; j <= i; j++) {
        products[i][j] += terms[i] * terms[j];
      }
    }
  }

  /** Adds {@code sign} times the equations of another. */
  void add(LeastSquares other, int sign) {
    rows += sign * other.rows;
    squares += sign * other.squares;
    for (int i = 0; i < n; i++) {
      right[i] += sign * other.right[i];
      for (int j = 0; j <= i; j++) {
        products[i][j] += sign * other.products[i][j];
      }
    }
  }

  /** The same equations with these terms only; the last must be the constant. */
  LeastSquares only(int[] terms) {
    LeastSquares fewer = new LeastSquares(terms.length);
    fewer.rows = rows;
    fewer.squares = squares;
    for (int i = 0; i < terms.length; i++) {
      fewer.right[i] = right[terms[i]];
      for (int j = 0; j <= i; j++) {
        fewer.products[i][j] = products[terms[i]][terms[j]];
      }
    }
    return fewer;
  }

  /** Number of equations. */
  int rows() {
    return rows;
  }

  /** The sum of squared errors of weights. */
  double error(double[] weights) {
    double sum = squares;
    for (int i = 0; i < n; i++) {
      sum -= 2 * weights[i] * right[i];
      for (int j = 0; j < n; j++) {
        sum += weights[i] * weights[j] * products[Math.max(i, j)][Math.min(i, j)];
      }
    }
    return Math.max(sum, 0);
  }

  /** The weights, pulled to zero by {@code ridge} times the number of rows; the constant is not. */
  double[] solve(double ridge) {
    double[][] lower = new double[n][n]; // Cholesky: products = lower * lower^T
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = products[i][j];
        if (i == j) {
          sum += i < n - 1 ? ridge * rows : 1e-9;
        }
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[j][j];
      }
    }
    return backward(lower, forward(lower));
  }

  private double[] forward(double[][] lower) {
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = right[i];
      for (int k = 0; k < i; k++) {
        sum -= lower[i][k] * y[k];
      }
      y[i] = sum / lower[i][i];
    }
    return y;
  }

  private double[] backward(double[][] lower, double[] y) {
    double[] x = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double sum = y[i];
      for (int k = i + 1; k < n; k++) {
        sum -= lower[k][i] * x[k];
      }
      x[i] = sum / lower[i][i];
    }
    return x;
  }
}
