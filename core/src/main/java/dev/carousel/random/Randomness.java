package dev.carousel.random;

/**
 * A counter-based generator: the number at a position is a pure function of (seed, stream,
 * position), so it is the same whatever was drawn before it, on whichever thread.
 *
 * <p>Each number is the SplitMix64 finaliser (Steele, Lea, Flood 2014, constants of Stafford's
 * variant 13), applied twice over the keyed counter.
 */
public record Randomness(long seed, long stream) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** Where positions start: far from the keys of small seeds, which are multiples of the above. */
  private static final long POSITIONS = 0xD1B54A32D192ED03L;

  /** A stream of its own for each name: {@code "shuffle"}, {@code "dropout_1"} ... */
  public Randomness named(String name) {
    long hash = stream;
    for (int i = 0; i < name.length(); i++) {
      hash = mix(hash ^ (name.charAt(i) + GOLDEN));
    }
    return new Randomness(seed, hash);
  }

  /** A stream of its own for each number, such as an epoch. */
  public Randomness numbered(long number) {
    return new Randomness(seed, mix(stream + GOLDEN * (number + 1)));
  }

  /** 64 random bits. */
  public long bits(long position) {
    return mix(mix(seed * GOLDEN + stream) ^ mix(position * GOLDEN + POSITIONS));
  }

  /** Uniform in [0, 1), a multiple of 2^-24. */
  public float uniform(long position) {
    return (bits(position) >>> 40) * 0x1p-24f;
  }

  /** Uniform in [0, 1), a multiple of 2^-53. */
  public double uniformDouble(long position) {
    return (bits(position) >>> 11) * 0x1p-53;
  }

  /** Standard normal (Box-Muller, cosine branch). */
  public double gaussian(long position) {
    double u = 1.0 - uniformDouble(2 * position); // (0, 1]
    double v = uniformDouble(2 * position + 1);
    return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * StrictMath.PI * v);
  }

  /** A random order of 0 .. n-1 (Fisher and Yates). */
  public int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = (int) Math.multiplyHigh(bits(i) >>> 1, 2L * (i + 1));
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
