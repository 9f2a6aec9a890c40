package dev.carousel.cell;

import java.util.function.DoubleUnaryOperator;

/**
 * A GRU over one sequence in double, as the papers have it, one number after the other: shares
 * nothing with the engine. Weights are (I, 3H), (H, 3H), (3H), (H), gates r, z, n.
 */
record GruEquations(
    boolean resetAfter,
    int hidden,
    DoubleUnaryOperator gate,
    DoubleUnaryOperator candidate,
    double[] w,
    double[] u,
    double[] b,
    double[] bU) {

  /** With logistic gates and tanh. */
  GruEquations(boolean resetAfter, int hidden, double[] w, double[] u, double[] b, double[] bU) {
    this(resetAfter, hidden, GruEquations::sigmoid, StrictMath::tanh, w, u, b, bU);
  }

  /** A cell's, with the functions of its options. */
  static Loops.Equations of(GruCell cell) {
    return (w, x) ->
        new GruEquations(
                cell.resetAfter(),
                cell.hiddenSize(),
                Loops.function(cell.gate()),
                Loops.function(cell.candidate()),
                w.weights().get(GruCell.INPUT),
                w.weights().get(GruCell.RECURRENT),
                w.weights().get(GruCell.BIAS),
                w.weights().getOrDefault(GruCell.RECURRENT_BIAS, new double[0]))
            .run(x, new double[cell.hiddenSize()]);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** h of every step. */
  double[][] run(double[][] x, double[] h0) {
    double[][] shown = new double[x.length][];
    double[] h = h0;
    for (int t = 0; t < x.length; t++) {
      h = step(x[t], h);
      shown[t] = h;
    }
    return shown;
  }

  private double[] step(double[] x, double[] hPrev) {
    double[] r = new double[hidden];
    double[] z = new double[hidden];
    for (int j = 0; j < hidden; j++) {
      r[j] = gate.applyAsDouble(b[j] + column(w, x, j) + column(u, hPrev, j));
      z[j] =
          gate.applyAsDouble(
              b[hidden + j] + column(w, x, hidden + j) + column(u, hPrev, hidden + j));
    }
    double[] resetH = new double[hidden];
    for (int j = 0; j < hidden; j++) {
      resetH[j] = r[j] * hPrev[j];
    }
    double[] h = new double[hidden];
    for (int j = 0; j < hidden; j++) {
      int c = 2 * hidden + j;
      double recurrent = resetAfter ? r[j] * (bU[j] + column(u, hPrev, c)) : column(u, resetH, c);
      double n = candidate.applyAsDouble(b[c] + column(w, x, c) + recurrent);
      h[j] = (1 - z[j]) * n + z[j] * hPrev[j];
    }
    return h;
  }

  /** {@code v . matrix[:, c]}. */
  private double column(double[] matrix, double[] v, int c) {
    double sum = 0;
    for (int k = 0; k < v.length; k++) {
      sum += v[k] * matrix[k * 3 * hidden + c];
    }
    return sum;
  }
}
