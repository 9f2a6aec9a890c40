package dev.carousel.task.text;

import java.util.Arrays;

/** Weights of the tokens 0 .. V - 1, in double; reused from one step to the next. */
final class Distribution {
  private final double[] weights;
  private final long[] keys;
  private final int[] order;
  private double total;

  Distribution(int vocabulary) {
    this.weights = new double[vocabulary];
    this.keys = new long[vocabulary];
    this.order = new int[vocabulary];
  }

  int vocabulary() {
    return weights.length;
  }

  /** {@code w = e^((z - max z) / temperature)}, summed in ascending order. */
  void fill(float[] logits, int offset, double temperature) {
    float max = logits[offset + greatest(logits, offset, weights.length)];
    total = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = StrictMath.exp(((double) logits[offset + i] - max) / temperature);
      total += weights[i];
      keys[i] = key(logits[offset + i], i);
    }
  }

  /**
   * The place of the greatest logit, the first of equal ones, counted from {@code offset}.
   *
   * @throws IllegalArgumentException if one is NaN or +Inf, or all are -Inf
   */
  static int greatest(float[] logits, int offset, int n) {
    int best = 0;
    for (int i = 0; i < n; i++) {
      float z = logits[offset + i];
      if (!(z < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("logit %d is %s, expected a number".formatted(i, z));
      }
      best = z > logits[offset + best] ? i : best;
    }
    if (logits[offset + best] == Float.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException("all %d logits are -Infinity".formatted(n));
    }
    return best;
  }

  double probability(int token) {
    return weights[token] / total;
  }

  double weight(int token) {
    return weights[token];
  }

  double total() {
    return total;
  }

  /** All tokens by falling logit, equal ones ascending; the array is reused. */
  int[] ranked() {
    Arrays.sort(keys);
    for (int i = 0; i < keys.length; i++) {
      order[i] = Integer.MAX_VALUE - (int) keys[keys.length - 1 - i];
    }
    return order;
  }

  /** A number that orders tokens by logit, then by falling token. */
  private static long key(float logit, int token) {
    int bits = Float.floatToRawIntBits(logit + 0f); // -0 becomes 0
    int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    return ((long) ordered << 32) | (Integer.MAX_VALUE - token);
  }
}
