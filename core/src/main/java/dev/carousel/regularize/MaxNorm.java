package dev.carousel.regularize;

import dev.carousel.tensor.Parameter;
import java.util.Arrays;

/**
 * Scales vectors down that are longer than the limit (Srebro, Rennie and Jaakkola 2005; with
 * dropout Srivastava et al. 2014). Of a matrix (inputs, units) the vectors are its columns, what
 * comes into a unit or gate; of an embedding's table (tokens, units) they should be its rows. A
 * bias is one vector.
 *
 * @param limit longest Euclidean norm, over 0
 * @param ofRows whether the vectors are rows
 */
public record MaxNorm(double limit, boolean ofRows, Selection selection) implements Regularizer {
  private static final int BLOCK = 64; // columns measured in one pass over the rows

  /** Checks the limit. */
  public MaxNorm {
    if (!(limit > 0 && limit < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("max-norm: limit %s, expected > 0".formatted(limit));
    }
  }

  /** Of columns. */
  public static MaxNorm columns(double limit, Selection selection) {
    return new MaxNorm(limit, false, selection);
  }

  /** Of rows. */
  public static MaxNorm rows(double limit, Selection selection) {
    return new MaxNorm(limit, true, selection);
  }

  @Override
  public void afterStep(Parameter weight) {
    float[] w = weight.arena().values();
    int columns = weight.shape().last();
    int rows = weight.shape().rows();
    if (ofRows || weight.shape().rank() < 2) {
      for (int r = 0; r < rows; r++) {
        limitRow(w, weight.offset() + r * columns, columns);
      }
    } else {
      double[] squares = new double[Math.min(columns, BLOCK)];
      for (int c = 0; c < columns; c += BLOCK) {
        int n = Math.min(BLOCK, columns - c);
        limitColumns(w, weight.offset() + c, rows, columns, n, squares);
      }
    }
  }

  private void limitRow(float[] w, int from, int n) {
    double square = 0;
    for (int i = from; i < from + n; i++) {
      square += (double) w[i] * w[i];
    }
    float factor = factor(square);
    if (factor != 1) {
      for (int i = from; i < from + n; i++) {
        w[i] *= factor;
      }
    }
  }

  private void limitColumns(float[] w, int from, int rows, int stride, int n, double[] squares) {
    Arrays.fill(squares, 0);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < n; c++) {
        double value = w[from + r * stride + c];
        squares[c] += value * value;
      }
    }
    for (int c = 0; c < n; c++) {
      float factor = factor(squares[c]);
      for (int r = 0; factor != 1 && r < rows; r++) {
        w[from + r * stride + c] *= factor;
      }
    }
  }

  private float factor(double square) {
    double norm = Math.sqrt(square);
    return norm > limit ? (float) (limit / norm) : 1;
  }
}
