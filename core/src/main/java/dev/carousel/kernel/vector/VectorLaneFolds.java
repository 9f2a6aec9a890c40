package dev.carousel.kernel.vector;

import static dev.carousel.kernel.Reductions.LANES;
import static dev.carousel.kernel.vector.VectorMath.SPECIES;
import static dev.carousel.kernel.vector.VectorMath.WIDTH;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * Sums of one block over sixteen lanes: four vectors of 128 bits, two of 256 or one of 512. Vector
 * v takes the elements whose index mod 16 starts at {@code v * WIDTH}.
 *
 * <p>Lanes start at +0 and so never become -0: the zeros that a masked load puts into absent lanes
 * change nothing. What is written twice is so for the reason given in {@link VectorMath}.
 */
final class VectorLaneFolds {
  private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(SPECIES, 8, 1, true);
  private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(SPECIES, 4, 1, true);
  private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(SPECIES, 2, 1, true);
  private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(SPECIES, 1, 1, true);

  private VectorLaneFolds() {}

  /** Sum of {@code a[at .. at+n)}. */
  static float sum(float[] a, int at, int n) {
    FloatVector v0 = FloatVector.zero(SPECIES);
    FloatVector v1 = v0;
    FloatVector v2 = v0;
    FloatVector v3 = v0;
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      v0 = v0.add(fromArray(SPECIES, a, at + i));
      if (WIDTH <= 8) {
        v1 = v1.add(fromArray(SPECIES, a, at + i + WIDTH));
      }
      if (WIDTH <= 4) {
        v2 = v2.add(fromArray(SPECIES, a, at + i + 2 * WIDTH));
        v3 = v3.add(fromArray(SPECIES, a, at + i + 3 * WIDTH));
      }
    }
    if (i < n) {
      v0 = v0.add(fromArray(SPECIES, a, at + i, SPECIES.indexInRange(i, n)));
      if (WIDTH <= 8) {
        v1 = v1.add(fromArray(SPECIES, a, at + i + WIDTH, SPECIES.indexInRange(i + WIDTH, n)));
      }
      if (WIDTH <= 4) {
        v2 =
            v2.add(
                fromArray(SPECIES, a, at + i + 2 * WIDTH, SPECIES.indexInRange(i + 2 * WIDTH, n)));
        v3 =
            v3.add(
                fromArray(SPECIES, a, at + i + 3 * WIDTH, SPECIES.indexInRange(i + 3 * WIDTH, n)));
      }
    }
    v0 = WIDTH == 8 ? v0.add(v1) : v0;
    v0 = WIDTH == 4 ? v0.add(v2).add(v1.add(v3)) : v0;
    v0 = WIDTH > 8 ? v0.add(v0.rearrange(BY_8)) : v0;
    v0 = WIDTH > 4 ? v0.add(v0.rearrange(BY_4)) : v0;
    v0 = v0.add(v0.rearrange(BY_2));
    return v0.add(v0.rearrange(BY_1)).lane(0);
  }

  /** Sum of {@code a[aAt + i] * b[bAt + i]}. */
  static float dot(float[] a, int aAt, float[] b, int bAt, int n) {
    FloatVector v0 = FloatVector.zero(SPECIES);
    FloatVector v1 = v0;
    FloatVector v2 = v0;
    FloatVector v3 = v0;
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      v0 = fromArray(SPECIES, a, aAt + i).fma(fromArray(SPECIES, b, bAt + i), v0);
      if (WIDTH <= 8) {
        v1 = fromArray(SPECIES, a, aAt + i + WIDTH).fma(fromArray(SPECIES, b, bAt + i + WIDTH), v1);
      }
      if (WIDTH <= 4) {
        v2 =
            fromArray(SPECIES, a, aAt + i + 2 * WIDTH)
                .fma(fromArray(SPECIES, b, bAt + i + 2 * WIDTH), v2);
        v3 =
            fromArray(SPECIES, a, aAt + i + 3 * WIDTH)
                .fma(fromArray(SPECIES, b, bAt + i + 3 * WIDTH), v3);
      }
    }
    if (i < n) {
      v0 =
          fromArray(SPECIES, a, aAt + i, SPECIES.indexInRange(i, n))
              .fma(fromArray(SPECIES, b, bAt + i, SPECIES.indexInRange(i, n)), v0);
      if (WIDTH <= 8) {
        v1 =
            fromArray(SPECIES, a, aAt + i + WIDTH, SPECIES.indexInRange(i + WIDTH, n))
                .fma(
                    fromArray(SPECIES, b, bAt + i + WIDTH, SPECIES.indexInRange(i + WIDTH, n)), v1);
      }
      if (WIDTH <= 4) {
        v2 =
            fromArray(SPECIES, a, aAt + i + 2 * WIDTH, SPECIES.indexInRange(i + 2 * WIDTH, n))
                .fma(
                    fromArray(
                        SPECIES, b, bAt + i + 2 * WIDTH, SPECIES.indexInRange(i + 2 * WIDTH, n)),
                    v2);
        v3 =
            fromArray(SPECIES, a, aAt + i + 3 * WIDTH, SPECIES.indexInRange(i + 3 * WIDTH, n))
                .fma(
                    fromArray(
                        SPECIES, b, bAt + i + 3 * WIDTH, SPECIES.indexInRange(i + 3 * WIDTH, n)),
                    v3);
      }
    }
    v0 = WIDTH == 8 ? v0.add(v1) : v0;
    v0 = WIDTH == 4 ? v0.add(v2).add(v1.add(v3)) : v0;
    v0 = WIDTH > 8 ? v0.add(v0.rearrange(BY_8)) : v0;
    v0 = WIDTH > 4 ? v0.add(v0.rearrange(BY_4)) : v0;
    v0 = v0.add(v0.rearrange(BY_2));
    return v0.add(v0.rearrange(BY_1)).lane(0);
  }
}
