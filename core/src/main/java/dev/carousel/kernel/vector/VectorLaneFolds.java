package dev.carousel.kernel.vector;

import static dev.carousel.kernel.Reductions.LANES;
import static dev.carousel.kernel.vector.VectorMath.SPECIES;
import static dev.carousel.kernel.vector.VectorMath.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Sums of one block over sixteen lanes: four vectors of 128 bits, two of 256 or one of 512. Vector v
 * takes the elements whose index mod 16 starts at {@code v * WIDTH}.
 *
 * <p>Lanes start at +0 and so never become -0: the zeros that a masked load puts into absent lanes
 * change nothing.
 */
final class VectorLaneFolds {
  private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(SPECIES, 8, 1, true);
  private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(SPECIES, 4, 1, true);
  private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(SPECIES, 2, 1, true);
  private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(SPECIES, 1, 1, true);

  private VectorLaneFolds() {}

  /** Sum of {@code a[at .. at+n)}. */
  static float sum(float[] a, int at, int n) {
    FloatVector lanes = sum(a, at, n, 0);
    if (WIDTH == 8) {
      lanes = lanes.add(sum(a, at, n, 1));
    } else if (WIDTH == 4) {
      lanes = lanes.add(sum(a, at, n, 2)).add(sum(a, at, n, 1).add(sum(a, at, n, 3)));
    }
    return fold(lanes);
  }

  private static FloatVector sum(float[] a, int at, int n, int vector) {
    FloatVector lanes = FloatVector.zero(SPECIES);
    int i = vector * WIDTH;
    for (; i <= n - WIDTH; i += LANES) {
      lanes = lanes.add(FloatVector.fromArray(SPECIES, a, at + i));
    }
    if (i < n) {
      lanes = lanes.add(FloatVector.fromArray(SPECIES, a, at + i, SPECIES.indexInRange(i, n)));
    }
    return lanes;
  }

  /** Sum of {@code a[aAt + i] * b[bAt + i]}. */
  static float dot(float[] a, int aAt, float[] b, int bAt, int n) {
    FloatVector lanes = dot(a, aAt, b, bAt, n, 0);
    if (WIDTH == 8) {
      lanes = lanes.add(dot(a, aAt, b, bAt, n, 1));
    } else if (WIDTH == 4) {
      FloatVector odd = dot(a, aAt, b, bAt, n, 1).add(dot(a, aAt, b, bAt, n, 3));
      lanes = lanes.add(dot(a, aAt, b, bAt, n, 2)).add(odd);
    }
    return fold(lanes);
  }

  private static FloatVector dot(float[] a, int aAt, float[] b, int bAt, int n, int vector) {
    FloatVector lanes = FloatVector.zero(SPECIES);
    int i = vector * WIDTH;
    for (; i <= n - WIDTH; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, aAt + i);
      lanes = x.fma(FloatVector.fromArray(SPECIES, b, bAt + i), lanes);
    }
    if (i < n) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, n);
      FloatVector x = FloatVector.fromArray(SPECIES, a, aAt + i, rest);
      lanes = x.fma(FloatVector.fromArray(SPECIES, b, bAt + i, rest), lanes);
    }
    return lanes;
  }

  /** Sum of {@code e^(a[at + i] - max)}. */
  static float sumExp(float max, float[] a, int at, int n) {
    FloatVector lanes = sumExp(max, a, at, n, 0);
    if (WIDTH == 8) {
      lanes = lanes.add(sumExp(max, a, at, n, 1));
    } else if (WIDTH == 4) {
      FloatVector odd = sumExp(max, a, at, n, 1).add(sumExp(max, a, at, n, 3));
      lanes = lanes.add(sumExp(max, a, at, n, 2)).add(odd);
    }
    return fold(lanes);
  }

  private static FloatVector sumExp(float max, float[] a, int at, int n, int vector) {
    FloatVector lanes = FloatVector.zero(SPECIES);
    int i = vector * WIDTH;
    for (; i <= n - WIDTH; i += LANES) {
      lanes = lanes.add(VectorMath.exp(FloatVector.fromArray(SPECIES, a, at + i).sub(max)));
    }
    if (i < n) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, n);
      FloatVector x = FloatVector.fromArray(SPECIES, a, at + i, rest);
      lanes = lanes.add(VectorMath.exp(x.sub(max)), rest);
    }
    return lanes;
  }

  /** What is left of the tree 8-4-2-1 inside one vector. */
  private static float fold(FloatVector lanes) {
    FloatVector v = lanes;
    if (WIDTH > 8) {
      v = v.add(v.rearrange(BY_8));
    }
    if (WIDTH > 4) {
      v = v.add(v.rearrange(BY_4));
    }
    v = v.add(v.rearrange(BY_2));
    return v.add(v.rearrange(BY_1)).lane(0);
  }
}
