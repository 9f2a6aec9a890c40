package dev.carousel.task.distribution;

import dev.carousel.tensor.RowFunction;

/** The negative log-likelihood of rows: beside each stand the value and its scale. */
record RowLikelihood(Family family) implements RowFunction {
  @Override
  public int outputs(int inputs, int given) {
    if (inputs != family.parameters() || given < 2) {
      throw new IllegalArgumentException(
          "a likelihood of rows of %d numbers with %d beside them, expected %d and at least 2"
              .formatted(inputs, given, family.parameters()));
    }
    return 1;
  }

  @Override
  public void value(double[] x, double[] given, double[] y) {
    y[0] = family.negativeLog(x, given[0], scale(given), new double[x.length]);
  }

  @Override
  public void gradient(double[] x, double[] given, double[] dy, double[] dx) {
    family.negativeLog(x, given[0], scale(given), dx);
    for (int i = 0; i < dx.length; i++) {
      dx[i] *= dy[0];
    }
  }

  /** Rows that do not count are all zeros, and no scale is 0. */
  private static double scale(double[] given) {
    return given[1] == 0 ? 1 : given[1];
  }
}
