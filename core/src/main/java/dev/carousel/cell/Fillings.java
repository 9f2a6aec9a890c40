package dev.carousel.cell;

import dev.carousel.kernel.Gate;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Parameters.Initializer;
import dev.carousel.tensor.Shape;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** What {@link Initialization} does to arrays. */
final class Fillings {
  private Fillings() {}

  static Initializer constant(double value) {
    return (shape, values, offset, random) ->
        Arrays.fill(values, offset, offset + shape.size(), (float) value);
  }

  static Initializer uniform(ToDoubleFunction<Shape> limits) {
    return (shape, values, offset, random) -> {
      double limit = limits.applyAsDouble(shape);
      for (int i = 0; i < shape.size(); i++) {
        values[offset + i] = (float) ((2 * random.uniformDouble(i) - 1) * limit);
      }
    };
  }

  static Initializer gaussian(ToDoubleFunction<Shape> deviations) {
    return (shape, values, offset, random) -> {
      double deviation = deviations.applyAsDouble(shape);
      for (int i = 0; i < shape.size(); i++) {
        values[offset + i] = (float) (random.gaussian(i) * deviation);
      }
    };
  }

  static Initializer identity(double scale) {
    return (shape, values, offset, random) -> {
      if (shape.rank() != 2 || shape.at(0) != shape.at(1)) {
        throw new IllegalArgumentException(
            "identity starts square matrices, found shape %s".formatted(shape));
      }
      int n = shape.at(0);
      Arrays.fill(values, offset, offset + n * n, 0f);
      for (int i = 0; i < n; i++) {
        values[offset + i * n + i] = (float) scale;
      }
    };
  }

  static Initializer chronoLstm(double longest) {
    return chrono(longest, Gate.COUNT, Gate.FORGET.ordinal(), Gate.INPUT.ordinal());
  }

  static Initializer chrono(double longest, int gates, int keeping, int writing) {
    return (shape, values, offset, random) -> {
      if (shape.rank() != 1 || shape.at(0) % gates != 0) {
        throw new IllegalArgumentException(
            "chrono starts the biases of %d gates, found shape %s".formatted(gates, shape));
      }
      int hidden = shape.at(0) / gates;
      Arrays.fill(values, offset, offset + shape.size(), 0f);
      for (int j = 0; j < hidden; j++) {
        float bias = (float) StrictMath.log(1 + random.uniformDouble(j) * (longest - 2));
        values[offset + keeping * hidden + j] = bias;
        if (writing >= 0) {
          values[offset + writing * hidden + j] = -bias;
        }
      }
    };
  }

  static void orthogonal(Shape shape, float[] values, int offset, Randomness random) {
    if (shape.rank() != 2) {
      throw new IllegalArgumentException(
          "orthogonal starts matrices (inputs, outputs), found shape %s".formatted(shape));
    }
    boolean wide = shape.at(0) <= shape.at(1);
    int count = wide ? shape.at(0) : shape.at(1);
    int length = wide ? shape.at(1) : shape.at(0);
    double[][] q = orthonormal(count, length, random);
    for (int r = 0; r < shape.at(0); r++) {
      for (int c = 0; c < shape.at(1); c++) {
        values[offset + r * shape.at(1) + c] = (float) (wide ? q[r][c] : q[c][r]);
      }
    }
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
