package dev.carousel.cell;

import dev.carousel.random.Randomness;
import dev.carousel.tensor.Parameters.Initializer;
import java.util.Arrays;

/** First values of weights. */
public final class Initializers {
  private Initializers() {}

  /** All zero. */
  public static Initializer zeros() {
    return (shape, values, offset, random) ->
        Arrays.fill(values, offset, offset + shape.size(), 0f);
  }

  /** Uniform in +-limit. */
  public static Initializer uniform(double limit) {
    return (shape, values, offset, random) -> {
      for (int i = 0; i < shape.size(); i++) {
        values[offset + i] = (float) ((2 * random.uniformDouble(i) - 1) * limit);
      }
    };
  }

  /**
   * Uniform in +-sqrt(6 / (fanIn + fanOut)), for a matrix (fanIn, fanOut) (Glorot and Bengio 2010,
   * equation 16).
   */
  public static Initializer glorotUniform() {
    return (shape, values, offset, random) -> {
      double limit = Math.sqrt(6.0 / (shape.at(0) + shape.at(1)));
      uniform(limit).fill(shape, values, offset, random);
    };
  }

  /**
   * A random matrix whose shorter side's vectors are orthonormal (Saxe, McClelland and Ganguli
   * 2014): Gram-Schmidt, twice, on standard normal vectors.
   */
  public static Initializer orthogonal() {
    return (shape, values, offset, random) -> {
      boolean wide = shape.at(0) <= shape.at(1);
      int count = wide ? shape.at(0) : shape.at(1);
      int length = wide ? shape.at(1) : shape.at(0);
      double[][] q = orthonormal(count, length, random);
      for (int r = 0; r < shape.at(0); r++) {
        for (int c = 0; c < shape.at(1); c++) {
          values[offset + r * shape.at(1) + c] = (float) (wide ? q[r][c] : q[c][r]);
        }
      }
    };
  }

  private static double[][] orthonormal(int count, int length, Randomness random) {
    double[][] q = new double[count][length];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < length; j++) {
        q[i][j] = random.gaussian((long) i * length + j);
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int earlier = 0; earlier < i; earlier++) {
          subtractProjection(q[i], q[earlier]);
        }
      }
      double norm = Math.sqrt(dot(q[i], q[i]));
      for (int j = 0; j < length; j++) {
        q[i][j] /= norm;
      }
    }
    return q;
  }

  private static void subtractProjection(double[] v, double[] unit) {
    double along = dot(v, unit);
    for (int j = 0; j < v.length; j++) {
      v[j] -= along * unit[j];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
