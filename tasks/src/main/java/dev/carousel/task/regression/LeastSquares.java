package dev.carousel.task.regression;

import java.util.Arrays;

/**
 * Linear least squares by the normal equations, for a handful of well-scaled terms, the last of
 * which is the constant 1.
 */
public final class LeastSquares {
  private static final double CONSTANT_RIDGE = 1e-9;

  private final int n;
  private final double[][] products; // (n, n), lower half: sums of terms_i * terms_j
  private final double[] right; // (n): sums of terms_i * value
  private double squares; // sum of value^2
  private int rows;

  /** No equations yet, in {@code n} terms. */
  public LeastSquares(int n) {
    this.n = n;
    this.products = new double[n][n];
    this.right = new double[n];
  }

  /** Adds an equation {@code terms . weights = value}. */
  public void add(double[] terms, double value) {
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
  public void add(LeastSquares other, int sign) {
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
  public LeastSquares only(int[] terms) {
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
  public int rows() {
    return rows;
  }

  /** The sum of squared errors of weights. */
  public double error(double[] weights) {
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
  public double[] solve(double ridge) {
    double[] added = new double[n];
    Arrays.fill(added, ridge * rows);
    added[n - 1] = CONSTANT_RIDGE;
    return Cholesky.of(products, added).solve(right);
  }
}
