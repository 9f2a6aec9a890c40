package dev.carousel.kernel.vector;

import static dev.carousel.kernel.vector.VectorMath.SPECIES;
import static dev.carousel.kernel.vector.VectorMath.WIDTH;

import dev.carousel.kernel.Activations;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * {@link VectorMath} over array ranges; what is left of a range after its whole vectors goes through
 * masked loads and stores.
 */
public final class VectorActivations implements Activations {

  @Override
  public void exp(float[] in, int inOffset, float[] out, int outOffset, int n) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      VectorMath.exp(load(in, inOffset + i)).intoArray(out, outOffset + i);
    }
    if (i < n) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, n);
      VectorMath.exp(load(in, inOffset + i, rest)).intoArray(out, outOffset + i, rest);
    }
  }

  @Override
  public void log(float[] in, int inOffset, float[] out, int outOffset, int n) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      VectorMath.log(load(in, inOffset + i)).intoArray(out, outOffset + i);
    }
    if (i < n) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, n);
      VectorMath.log(load(in, inOffset + i, rest)).intoArray(out, outOffset + i, rest);
    }
  }

  @Override
  public void sigmoid(float[] in, int inOffset, float[] out, int outOffset, int n) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      VectorMath.sigmoid(load(in, inOffset + i)).intoArray(out, outOffset + i);
    }
    if (i < n) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, n);
      VectorMath.sigmoid(load(in, inOffset + i, rest)).intoArray(out, outOffset + i, rest);
    }
  }

  @Override
  public void tanh(float[] in, int inOffset, float[] out, int outOffset, int n) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      VectorMath.tanh(load(in, inOffset + i)).intoArray(out, outOffset + i);
    }
    if (i < n) {
      VectorMask<Float> rest = SPECIES.indexInRange(i, n);
      VectorMath.tanh(load(in, inOffset + i, rest)).intoArray(out, outOffset + i, rest);
    }
  }

  private static FloatVector load(float[] a, int at) {
    return FloatVector.fromArray(SPECIES, a, at);
  }

  private static FloatVector load(float[] a, int at, VectorMask<Float> mask) {
    return FloatVector.fromArray(SPECIES, a, at, mask);
  }
}
