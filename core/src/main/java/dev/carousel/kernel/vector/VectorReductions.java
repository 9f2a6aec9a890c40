package dev.carousel.kernel.vector;

import static dev.carousel.kernel.vector.VectorMath.SPECIES;
import static dev.carousel.kernel.vector.VectorMath.WIDTH;

import dev.carousel.kernel.Activations;
import dev.carousel.kernel.Reductions;
import dev.carousel.kernel.scalar.ScalarMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Row reductions: the sixteen lanes of the fold are one, two or four vectors. */
public final class VectorReductions implements Reductions {
  private final Activations activations;

  /** Reductions whose softmax takes its exponentials from {@code activations}. */
  public VectorReductions(Activations activations) {
    this.activations = activations;
  }

  @Override
  public double sum(float[] a, int offset, int n) {
    double total = 0;
    for (int start = 0; start < n; start += BLOCK) {
      total += VectorLaneFolds.sum(a, offset + start, Math.min(BLOCK, n - start));
    }
    return total;
  }

  /** C2 leaves the plain loop scalar, since the arrays might overlap; 2.7 times slower. */
  @Override
  public void add(float[] a, int aOffset, float[] out, int outOffset, int n) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      FloatVector row = FloatVector.fromArray(SPECIES, a, aOffset + i);
      FloatVector.fromArray(SPECIES, out, outOffset + i).add(row).intoArray(out, outOffset + i);
    }
    for (; i < n; i++) {
      out[outOffset + i] += a[aOffset + i];
    }
  }

  @Override
  public double dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
    double total = 0;
    for (int start = 0; start < n; start += BLOCK) {
      int count = Math.min(BLOCK, n - start);
      total += VectorLaneFolds.dot(a, aOffset + start, b, bOffset + start, count);
    }
    return total;
  }

  @Override
  public float max(float[] a, int offset, int n) {
    FloatVector max = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    FloatVector second = max; // four chains, for a maximum is the same in any order
    FloatVector third = max;
    FloatVector fourth = max;
    int i = 0;
    for (; i <= n - 4 * WIDTH; i += 4 * WIDTH) {
      max = max.max(FloatVector.fromArray(SPECIES, a, offset + i));
      second = second.max(FloatVector.fromArray(SPECIES, a, offset + i + WIDTH));
      third = third.max(FloatVector.fromArray(SPECIES, a, offset + i + 2 * WIDTH));
      fourth = fourth.max(FloatVector.fromArray(SPECIES, a, offset + i + 3 * WIDTH));
    }
    max = max.max(second).max(third.max(fourth));
    for (; i <= n - WIDTH; i += WIDTH) {
      max = max.max(FloatVector.fromArray(SPECIES, a, offset + i));
    }
    if (i < n) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, n);
      max = max.blend(max.max(FloatVector.fromArray(SPECIES, a, offset + i, rest)), rest);
    }
    return max.reduceLanes(VectorOperators.MAX);
  }

  @Override
  public void softmax(float[] in, int inOffset, float[] out, int outOffset, int n) {
    subtract(max(in, inOffset, n), in, inOffset, out, outOffset, n);
    activations.exp(out, outOffset, out, outOffset, n);
    scale(1f / (float) sum(out, outOffset, n), out, outOffset, n);
  }

  @Override
  public float logSumExp(float[] in, int inOffset, int n) {
    float max = max(in, inOffset, n);
    if (Float.isInfinite(max)) {
      return max;
    }
    return max + ScalarMath.log((float) sumExp(in, inOffset, n, max));
  }

  @Override
  public double sumExp(float[] in, int inOffset, int n, float max) {
    double total = 0;
    for (int start = 0; start < n; start += BLOCK) {
      total += VectorPowers.sum(in, inOffset + start, Math.min(BLOCK, n - start), max);
    }
    return total;
  }

  @Override
  public void expScaled(
      float[] in,
      int inOffset,
      float[] out,
      int outOffset,
      int n,
      float max,
      float reciprocal,
      float factor) {
    VectorPowers.scaled(in, inOffset, out, outOffset, n, max, reciprocal, factor);
  }

  private static void subtract(
      float value, float[] in, int inOffset, float[] out, int outOffset, int n) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      FloatVector.fromArray(SPECIES, in, inOffset + i).sub(value).intoArray(out, outOffset + i);
    }
    for (; i < n; i++) {
      out[outOffset + i] = in[inOffset + i] - value;
    }
  }

  private static void scale(float factor, float[] out, int outOffset, int n) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      FloatVector.fromArray(SPECIES, out, outOffset + i).mul(factor).intoArray(out, outOffset + i);
    }
    for (; i < n; i++) {
      out[outOffset + i] *= factor;
    }
  }
}
