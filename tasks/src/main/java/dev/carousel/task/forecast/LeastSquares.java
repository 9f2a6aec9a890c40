package dev.carousel.task.forecast;

/** Linear least squares by the normal equations, for a handful of well-scaled terms. */
final class LeastSquares {
  private final int n;
  private final double[][] products; // (n, n)
  private final double[] right; // (n)
  private int rows;

  LeastSquares(int n) {
    this.n = n;
    this.products = new double[n][n];
    this.right = new double[n];
  }

  /** Adds an equation {@code terms . weights = value}. */
  void add(double[] terms, double value) {
    rows++;
    for (int i = 0; i < n; i++) {
      right[i] += terms[i] * value;
      for (int j = 0; j <= i; j++) {
        products[i][j] += terms[i] * terms[j];
      }
    }
  }

  /** The weights, pulled to zero by {@code ridge} times the number of rows; the last one is not. */
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
