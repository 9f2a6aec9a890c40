package dev.carousel.online;

/**
 * The squashing functions of the nineties, scaled and shifted logistics {@code scale * f(gain * x)
 * + offset} with f(x) = 1 / (1 + e^-x), and lines {@code gain * x + offset}, some of them cut off.
 */
public enum Squash {
  /** f, range (0, 1): gates, and the outputs of the 1997 paper, eq. (3). */
  LOGISTIC(1, 1, 0),
  /** h = 2 f - 1 = tanh(x / 2), range (-1, 1): what a memory cell shows of its state, eq. (4). */
  BIPOLAR(1, 2, -1),
  /** g = 4 f - 2 = 2 tanh(x / 2), range (-2, 2): the input of a memory cell, eq. (5). */
  WIDE(1, 4, -2),
  /** tanh = 2 f(2 x) - 1, range (-1, 1). */
  TANH(2, 2, -1),
  /** x itself. */
  IDENTITY(1, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
  /** x / 6 + 1/2, at least 0 and at most 1. */
  HARD_LOGISTIC(1.0 / 6, 0.5, 0, 1),
  /** x, at least -1 and at most 1. */
  HARD_TANH(1, 0, -1, 1),
  /** x, at least 0. */
  RELU(1, 0, 0, Double.POSITIVE_INFINITY);

  private static final double LOG2_E = 1.4426950408889634;
  private static final double LN2_HIGH = 0x1.62e42fee00000p-1;
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  /** Added and taken away again, rounds to a whole number, which is left in the low bits. */
  private static final double ROUND = 0x1.8p52;

  /** Beyond this e^x is no normal number; f is 0 or 1 to the last digit that counts long before. */
  private static final double MOST = 700;

  private final double gain;
  private final double scale;
  private final double offset;
  private final boolean line;
  private final double least;
  private final double most;

  /** A logistic. */
  Squash(double gain, double scale, double offset) {
    this.gain = gain;
    this.scale = scale;
    this.offset = offset;
    line = false;
    least = offset;
    most = scale + offset;
  }

  /** A line. */
  Squash(double gain, double offset, double least, double most) {
    this.gain = gain;
    this.scale = 1;
    this.offset = offset;
    line = true;
    this.least = least;
    this.most = most;
  }

  /** The function at {@code x}, within 3 units of the last place of its largest value. */
  public double of(double x) {
    return line ? cut(x) : scale / (1 + exp(-gain * x)) + offset;
  }

  /** The derivative where the function has the value {@code y}. */
  public double slope(double y) {
    if (line) {
      return y > least && y < most ? gain : 0;
    }
    return gain * (y - offset) * (scale - (y - offset)) / scale;
  }

  private double cut(double x) {
    return Math.min(most, Math.max(least, gain * x + offset));
  }

  /** Replaces {@code values[from .. to - 1]} by the function of them. */
  void apply(double[] values, int from, int to) {
    apply(values, from, values, from, to - from);
  }

  /** {@code y[toY + i] = f(x[fromX + i])} for i = 0 .. n - 1. */
  void apply(double[] x, int fromX, double[] y, int toY, int n) {
    if (this == IDENTITY) {
      System.arraycopy(x, fromX, y, toY, n);
      return;
    }
    if (line) {
      for (int i = 0; i < n; i++) {
        y[toY + i] = cut(x[fromX + i]);
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      y[toY + i] = scale / (1 + exp(-gain * x[fromX + i])) + offset;
    }
  }

  /** e^x: 2^k e^r with |r| at most ln 2 / 2, and the Taylor series of e^r up to r^13. */
  static double exp(double x) {
    // min and max would do the same, and ask for -0 and NaN at twice the instructions
    double bounded = x > MOST ? MOST : x < -MOST ? -MOST : x;
    double shifted = Math.fma(bounded, LOG2_E, ROUND);
    double k = shifted - ROUND;
    double r = Math.fma(-k, LN2_LOW, Math.fma(-k, LN2_HIGH, bounded));
    double r2 = r * r;
    double r4 = r2 * r2;
    double low = Math.fma(r2, Math.fma(r, 1.0 / 6, 1.0 / 2), 1 + r);
    double middle =
        Math.fma(r2, Math.fma(r, 1.0 / 5040, 1.0 / 720), Math.fma(r, 1.0 / 120, 1.0 / 24));
    double high =
        Math.fma(
            r2, Math.fma(r, 1.0 / 39916800, 1.0 / 3628800), Math.fma(r, 1.0 / 362880, 1.0 / 40320));
    double highest = Math.fma(r, 1.0 / 6227020800.0, 1.0 / 479001600);
    double e = Math.fma(r4, Math.fma(r4, Math.fma(r4, highest, high), middle), low);
    return e * Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) + 1023L) << 52);
  }
}
