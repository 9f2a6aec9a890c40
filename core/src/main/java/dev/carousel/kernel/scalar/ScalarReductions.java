package dev.carousel.kernel.scalar;

import dev.carousel.kernel.Activations;
import dev.carousel.kernel.Reductions;

/** The order of every sum along a row, spelled out. */
public final class ScalarReductions implements Reductions {
  private final Activations activations;

  /** Reductions whose softmax takes its exponentials from {@code activations}. */
  public ScalarReductions(Activations activations) {
    this.activations = activations;
  }

  @Override
  public double sum(float[] a, int offset, int n) {
    double total = 0;
    for (int start = 0; start < n; start += BLOCK) {
      float[] lanes = new float[LANES];
      int end = Math.min(n, start + BLOCK);
      for (int i = start; i < end; i++) {
        lanes[i % LANES] += a[offset + i];
      }
      total += fold(lanes);
    }
    return total;
  }

  @Override
  public void add(float[] a, int aOffset, float[] out, int outOffset, int n) {
    for (int i = 0; i < n; i++) {
      out[outOffset + i] += a[aOffset + i];
    }
  }

  @Override
  public double dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
    double total = 0;
    for (int start = 0; start < n; start += BLOCK) {
      float[] lanes = new float[LANES];
      int end = Math.min(n, start + BLOCK);
      for (int i = start; i < end; i++) {
        lanes[i % LANES] = Math.fma(a[aOffset + i], b[bOffset + i], lanes[i % LANES]);
      }
      total += fold(lanes);
    }
    return total;
  }

  @Override
  public float max(float[] a, int offset, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, a[offset + i]);
    }
    return max;
  }

  @Override
  public void softmax(float[] in, int inOffset, float[] out, int outOffset, int n) {
    float max = max(in, inOffset, n);
    for (int i = 0; i < n; i++) {
      out[outOffset + i] = in[inOffset + i] - max;
    }
    activations.exp(out, outOffset, out, outOffset, n);
    float reciprocal = 1f / (float) sum(out, outOffset, n);
    for (int i = 0; i < n; i++) {
      out[outOffset + i] *= reciprocal;
    }
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
      float[] lanes = new float[LANES];
      int end = Math.min(n, start + BLOCK);
      for (int i = start; i < end; i++) {
        lanes[i % LANES] += ScalarMath.exp(in[inOffset + i] - max);
      }
      total += fold(lanes);
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
    for (int i = 0; i < n; i++) {
      out[outOffset + i] = ScalarMath.exp(in[inOffset + i] - max) * reciprocal * factor;
    }
  }

  /** The tree 8-4-2-1: lane j + lane j+8, then j+4, j+2, j+1. */
  private static float fold(float[] lanes) {
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        lanes[j] += lanes[j + half];
      }
    }
    return lanes[0];
  }
}
