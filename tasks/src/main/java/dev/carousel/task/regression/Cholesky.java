package dev.carousel.task.regression;

/**
 * A symmetric positive definite matrix as the product of a lower triangle and its transpose, in
 * double (Golub and Van Loan, Matrix Computations, 4.2). A pivot under 1e-12 is taken as 1e-12, so
 * that terms that say the same are solved all the same.
 */
final class Cholesky {
  private static final double LEAST_PIVOT = 1e-12;
  private final double[][] lower; // (n, n), lower half

  private Cholesky(double[][] lower) {
    this.lower = lower;
  }

  /**
   * Factors a matrix.
   *
   * @param matrix (n, n), of which the lower half is read
   * @param added to the diagonal, n values
   */
  static Cholesky of(double[][] matrix, double[] added) {
    int n = matrix.length;
    double[][] lower = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        if (i == j) {
          sum += added[i];
        }
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(Math.max(sum, LEAST_PIVOT)) : sum / lower[j][j];
      }
    }
    return new Cholesky(lower);
  }

  /** The x with {@code matrix x = right}. */
  double[] solve(double[] right) {
    return backward(forward(right));
  }

  private double[] forward(double[] right) {
    double[] y = new double[lower.length];
    for (int i = 0; i < y.length; i++) {
      double sum = right[i];
      for (int k = 0; k < i; k++) {
        sum -= lower[i][k] * y[k];
      }
      y[i] = sum / lower[i][i];
    }
    return y;
  }

  private double[] backward(double[] y) {
    double[] x = new double[y.length];
    for (int i = y.length - 1; i >= 0; i--) {
      double sum = y[i];
      for (int k = i + 1; k < y.length; k++) {
        sum -= lower[k][i] * x[k];
      }
      x[i] = sum / lower[i][i];
    }
    return x;
  }
}
