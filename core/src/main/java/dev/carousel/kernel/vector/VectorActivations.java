package dev.carousel.kernel.vector;

import dev.carousel.kernel.Activations;

/** {@link VectorMath} as a kernel family. */
public final class VectorActivations implements Activations {

  @Override
  public void exp(float[] in, int inOffset, float[] out, int outOffset, int n) {
    VectorMath.exp(in, inOffset, out, outOffset, n);
  }

  @Override
  public void log(float[] in, int inOffset, float[] out, int outOffset, int n) {
    VectorMath.log(in, inOffset, out, outOffset, n);
  }

  @Override
  public void sigmoid(float[] in, int inOffset, float[] out, int outOffset, int n) {
    VectorMath.sigmoid(in, inOffset, out, outOffset, n);
  }

  @Override
  public void tanh(float[] in, int inOffset, float[] out, int outOffset, int n) {
    VectorMath.tanh(in, inOffset, out, outOffset, n);
  }
}
