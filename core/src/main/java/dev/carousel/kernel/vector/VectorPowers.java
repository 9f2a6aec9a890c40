package dev.carousel.kernel.vector;

import static dev.carousel.kernel.Reductions.LANES;
import static dev.carousel.kernel.scalar.ScalarMath.E2;
import static dev.carousel.kernel.scalar.ScalarMath.E3;
import static dev.carousel.kernel.scalar.ScalarMath.E4;
import static dev.carousel.kernel.scalar.ScalarMath.E5;
import static dev.carousel.kernel.scalar.ScalarMath.E6;
import static dev.carousel.kernel.scalar.ScalarMath.EXP_LARGEST;
import static dev.carousel.kernel.scalar.ScalarMath.EXP_SMALLEST;
import static dev.carousel.kernel.scalar.ScalarMath.FRACTION_BITS;
import static dev.carousel.kernel.scalar.ScalarMath.LN2;
import static dev.carousel.kernel.scalar.ScalarMath.LN2_REST;
import static dev.carousel.kernel.scalar.ScalarMath.LOG2_E;
import static dev.carousel.kernel.scalar.ScalarMath.ROUND;
import static dev.carousel.kernel.vector.VectorMath.SPECIES;
import static dev.carousel.kernel.vector.VectorMath.WIDTH;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/**
 * The two loops of a softmax over a large vocabulary, each in one pass: {@link VectorMath#exp} with
 * what comes before and after it. With subtraction, sum and scaling in passes of their own, 7
 * million logits took 10 and 7 ms on one core in place of 4 and 5.
 */
final class VectorPowers {
  private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(SPECIES, 8, 1, true);
  private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(SPECIES, 4, 1, true);
  private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(SPECIES, 2, 1, true);
  private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(SPECIES, 1, 1, true);

  private VectorPowers() {}

  /**
   * Sum of {@code e^(in[at + i] - max)}, one block. The vectors of the sixteen lanes take turns as
   * v0, and whole sixteens are walked, so that at the end each is in its place.
   */
  static float sum(float[] in, int at, int n, float max) {
    FloatVector v0 = FloatVector.zero(SPECIES);
    FloatVector v1 = v0;
    FloatVector v2 = v0;
    FloatVector v3 = v0;
    int whole = (n + LANES - 1) / LANES * LANES;
    for (int i = 0; i < whole; i += WIDTH) {
      boolean full = i <= n - WIDTH;
      FloatVector x =
          (full
                  ? fromArray(SPECIES, in, at + i)
                  : fromArray(SPECIES, in, at + i, SPECIES.indexInRange(i, n)))
              .sub(max);
      FloatVector t = x.fma(LOG2_E, ROUND);
      FloatVector m = t.sub(ROUND);
      FloatVector r = m.fma(broadcast(SPECIES, -LN2_REST), m.fma(broadcast(SPECIES, -LN2), x));
      FloatVector p = r.fma(E6, E5);
      p = p.fma(r, broadcast(SPECIES, E4));
      p = p.fma(r, broadcast(SPECIES, E3));
      p = p.fma(r, broadcast(SPECIES, E2));
      p = p.fma(r, broadcast(SPECIES, 1f));
      p = p.fma(r, broadcast(SPECIES, 1f));
      IntVector twoToN = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, FRACTION_BITS);
      FloatVector y = p.reinterpretAsInts().add(twoToN).reinterpretAsFloats();
      y = x.add(Float.POSITIVE_INFINITY).blend(y, x.compare(VectorOperators.LE, EXP_LARGEST));
      y = y.blend(0f, x.compare(VectorOperators.LT, EXP_SMALLEST));
      FloatVector sum = full ? v0.add(y) : v0.add(y, SPECIES.indexInRange(i, n));
      v0 = WIDTH > 8 ? sum : v1;
      v1 = WIDTH > 4 ? sum : v2;
      v2 = v3;
      v3 = sum;
    }
    v0 = WIDTH == 8 ? v0.add(v1) : v0;
    v0 = WIDTH == 4 ? v0.add(v2).add(v1.add(v3)) : v0;
    v0 = WIDTH > 8 ? v0.add(v0.rearrange(BY_8)) : v0;
    v0 = WIDTH > 4 ? v0.add(v0.rearrange(BY_4)) : v0;
    v0 = v0.add(v0.rearrange(BY_2));
    return v0.add(v0.rearrange(BY_1)).lane(0);
  }

  /** {@code out[outAt + i] = e^(in[at + i] - max) * first * second}. */
  static void scaled(
      float[] in, int at, float[] out, int outAt, int n, float max, float first, float second) {
    for (int i = 0; i < n; i += WIDTH) {
      boolean whole = i <= n - WIDTH;
      FloatVector x =
          (whole
                  ? fromArray(SPECIES, in, at + i)
                  : fromArray(SPECIES, in, at + i, SPECIES.indexInRange(i, n)))
              .sub(max);
      FloatVector t = x.fma(LOG2_E, ROUND);
      FloatVector m = t.sub(ROUND);
      FloatVector r = m.fma(broadcast(SPECIES, -LN2_REST), m.fma(broadcast(SPECIES, -LN2), x));
      FloatVector p = r.fma(E6, E5);
      p = p.fma(r, broadcast(SPECIES, E4));
      p = p.fma(r, broadcast(SPECIES, E3));
      p = p.fma(r, broadcast(SPECIES, E2));
      p = p.fma(r, broadcast(SPECIES, 1f));
      p = p.fma(r, broadcast(SPECIES, 1f));
      IntVector twoToN = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, FRACTION_BITS);
      FloatVector y = p.reinterpretAsInts().add(twoToN).reinterpretAsFloats();
      y = x.add(Float.POSITIVE_INFINITY).blend(y, x.compare(VectorOperators.LE, EXP_LARGEST));
      y = y.blend(0f, x.compare(VectorOperators.LT, EXP_SMALLEST));
      y = y.mul(first).mul(second);
      if (whole) {
        y.intoArray(out, outAt + i);
      } else {
        y.intoArray(out, outAt + i, SPECIES.indexInRange(i, n));
      }
    }
  }
}
