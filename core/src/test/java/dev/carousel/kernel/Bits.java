package dev.carousel.kernel;

import java.util.SplittableRandom;

/** Shared material of the kernel tests: awkward sizes, special values, comparison by bits. */
final class Bits {
  static final int[] SIZES = {
    0, 1, 2, 3, 5, 7, 8, 13, 15, 16, 17, 31, 33, 64, 100, 207, 702, 4095, 4096, 4097, 4098, 9000
  };

  static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    Float.NaN,
    Float.intBitsToFloat(0x7f800001),
    Float.intBitsToFloat(0xffc12345),
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Math.nextDown(Float.MIN_NORMAL),
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    88.72283f,
    88.72284f,
    -87.33654f,
    -87.33655f,
    -88.8f,
    -103.98f,
    9.02f,
    -9.02f,
    15.9f,
    16.1f,
    17.33f,
    32.1f,
    0.3465736f,
    -0.3465736f,
    0.70710677f,
    0x1.6a09e8p-1f,
    1e-20f,
    -1e-30f
  };

  private Bits() {}

  /** n values from -range to range, every seventh of them a special one if asked for. */
  static float[] random(long seed, int n, float range, boolean special) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] =
          special && random.nextInt(7) == 0
              ? SPECIAL[random.nextInt(SPECIAL.length)]
              : (float) random.nextDouble(-range, range);
    }
    return values;
  }

  /** The bits of every value; all NaNs count as one. */
  static int[] of(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }
}
