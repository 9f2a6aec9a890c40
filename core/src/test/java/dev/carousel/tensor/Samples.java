package dev.carousel.tensor;

import java.util.SplittableRandom;

/** Material of the engine's tests: random, asymmetric values, and bits to compare. */
public final class Samples {
  private Samples() {}

  /** n values in (-range, range). */
  public static float[] values(long seed, int n, double range) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextDouble(-range, range);
    }
    return values;
  }

  /** A tensor of values in (-1, 1). */
  public static Tensor tensor(long seed, int... sizes) {
    return Tensor.of(values(seed, Shape.of(sizes).size(), 1), sizes);
  }

  /** Tokens 0 .. vocabulary - 1, some of them more than once. */
  public static Tensor tokens(long seed, int vocabulary, int... sizes) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] ids = new float[Shape.of(sizes).size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.nextInt(vocabulary);
    }
    return Tensor.of(ids, sizes);
  }

  /** The one-hot rows that tokens stand for. */
  public static Tensor oneHot(Tensor tokens, int vocabulary) {
    float[] ids = tokens.toArray();
    float[] rows = new float[ids.length * vocabulary];
    for (int i = 0; i < ids.length; i++) {
      rows[i * vocabulary + (int) ids[i]] = 1;
    }
    return Tensor.of(rows, tokens.shape().append(vocabulary).toArray());
  }

  /** Rows that are positive and sum to 1. */
  public static Tensor distributions(long seed, int rows, int columns) {
    float[] values = values(seed, rows * columns, 1);
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int c = 0; c < columns; c++) {
        values[r * columns + c] = Math.abs(values[r * columns + c]) + 0.1f;
        sum += values[r * columns + c];
      }
      for (int c = 0; c < columns; c++) {
        values[r * columns + c] /= (float) sum;
      }
    }
    return Tensor.of(values, rows, columns);
  }

  /** Row r of a tensor as a tensor whose first axis is 1. */
  public static Tensor row(Tensor a, int r) {
    Shape one = a.shape().dropFirst();
    float[] values = new float[one.size()];
    System.arraycopy(a.toArray(), r * values.length, values, 0, values.length);
    return Tensor.of(values, one.prepend(1).toArray());
  }

  /** The bits of a tensor's elements. */
  public static int[] bits(Tensor tensor) {
    return bits(tensor.toArray());
  }

  /** The bits of values. */
  public static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
