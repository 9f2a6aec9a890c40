package dev.carousel.task.regression;

import java.util.Arrays;

/**
 * Linear least squares with many targets on the same terms, pulled towards zero (Hoerl and Kennard
 * 1970), by the normal equations in double: {@code (X'X + ridge tr(X'X)/n I) W = X'Y}. The ridge is
 * relative to the mean square of the terms, so scaling X or Y scales the solution and nothing else.
 */
public final class RidgeRegression {
  private static final int ROWS = 4;

  private final int terms;
  private final double[][] products; // (terms, terms), lower half: sums of x_i x_j
  private final double[][] right; // (terms, targets): sums of x_i y
  private final double[][] x = new double[ROWS][];
  private final double[][] y = new double[ROWS][];
  private int waiting;
  private long rows;

  /** No equations yet. */
  public RidgeRegression(int terms, int targets) {
    if (terms < 1 || targets < 1) {
      throw new IllegalArgumentException("terms: " + terms + ", targets: " + targets);
    }
    this.terms = terms;
    this.products = new double[terms][terms];
    this.right = new double[terms][targets];
    for (int r = 0; r < ROWS; r++) {
      x[r] = new double[terms];
      y[r] = new double[targets];
    }
  }

  /** Adds a row of X and one of Y; both are copied. */
  public void add(double[] rowX, double[] rowY) {
    if (rowX.length != terms || rowY.length != y[0].length) {
      throw new IllegalArgumentException(
          rowX.length
              + " terms and "
              + rowY.length
              + " targets, expected "
              + terms
              + " and "
              + y[0].length);
    }
    System.arraycopy(rowX, 0, x[waiting], 0, terms);
    System.arraycopy(rowY, 0, y[waiting], 0, rowY.length);
    rows++;
    waiting++;
    if (waiting == ROWS) {
      flush();
    }
  }

  /** The number of rows. */
  public long rows() {
    return rows;
  }

  /** Four rows at a time, so that the sums travel through memory a quarter as often. */
  private void flush() {
    for (int r = waiting; r < ROWS; r++) {
      Arrays.fill(x[r], 0);
      Arrays.fill(y[r], 0);
    }
    waiting = 0;
    for (int i = 0; i < terms; i++) {
      add(products[i], i + 1, i, x);
      add(right[i], right[i].length, i, y);
    }
  }

  private void add(double[] sums, int length, int term, double[][] values) {
    double a = x[0][term];
    double b = x[1][term];
    double c = x[2][term];
    double d = x[3][term];
    double[] u = values[0];
    double[] v = values[1];
    double[] w = values[2];
    double[] z = values[3];
    for (int j = 0; j < length; j++) {
      sums[j] = sums[j] + a * u[j] + b * v[j] + c * w[j] + d * z[j];
    }
  }

  /**
   * The weights.
   *
   * @param ridge the pull towards zero as a part of the mean diagonal of X'X, at least 0
   * @return (targets, terms)
   */
  public double[][] solve(double ridge) {
    flush();
    double trace = 0;
    for (int i = 0; i < terms; i++) {
      trace += products[i][i];
    }
    double[] added = new double[terms];
    Arrays.fill(added, ridge * trace / terms);
    Cholesky factor = Cholesky.of(products, added);
    double[][] weights = new double[right[0].length][];
    double[] column = new double[terms];
    for (int k = 0; k < weights.length; k++) {
      for (int i = 0; i < terms; i++) {
        column[i] = right[i][k];
      }
      weights[k] = factor.solve(column);
    }
    return weights;
  }
}
