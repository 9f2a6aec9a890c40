package dev.carousel.lab;

import dev.carousel.random.Randomness;

/** Random numbers of one stream, read one after the other. */
public final class Draws {
  private final Randomness random;
  private long position;
  private double spare;
  private boolean hasSpare;

  /** From the beginning of a stream. */
  public Draws(Randomness random) {
    this.random = random;
  }

  /** Uniform in [0, 1). */
  public double uniform() {
    return random.uniformDouble(position++);
  }

  /** Uniform in [from, to). */
  public double uniform(double from, double to) {
    return from + (to - from) * uniform();
  }

  /** One of 0 .. n - 1. */
  public int below(int n) {
    return (int) Math.multiplyHigh(random.bits(position++) >>> 1, 2L * n);
  }

  /** One of from .. to, both included. */
  public int between(int from, int to) {
    return from + below(to - from + 1);
  }

  /** Heads or tails. */
  public boolean flip() {
    return random.bits(position++) < 0;
  }

  /** Normal with mean 0 and variance 1 (Marsaglia's polar method). */
  public double gaussian() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    double u;
    double v;
    double square;
    do {
      u = uniform(-1, 1);
      v = uniform(-1, 1);
      square = u * u + v * v;
    } while (square >= 1 || square == 0);
    double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
    spare = v * factor;
    hasSpare = true;
    return u * factor;
  }
}
