package dev.carousel.kernel.scalar;

import dev.carousel.kernel.Activations;

/** {@link ScalarMath} over array ranges. */
public final class ScalarActivations implements Activations {

  @Override
  public void exp(float[] in, int inOffset, float[] out, int outOffset, int n) {
    for (int i = 0; i < n; i++) {
      out[outOffset + i] = ScalarMath.exp(in[inOffset + i]);
    }
  }

  @Override
  public void log(float[] in, int inOffset, float[] out, int outOffset, int n) {
    for (int i = 0; i < n; i++) {
      out[outOffset + i] = ScalarMath.log(in[inOffset + i]);
    }
  }

  @Override
  public void sigmoid(float[] in, int inOffset, float[] out, int outOffset, int n) {
    for (int i = 0; i < n; i++) {
      out[outOffset + i] = ScalarMath.sigmoid(in[inOffset + i]);
    }
  }

  @Override
  public void tanh(float[] in, int inOffset, float[] out, int outOffset, int n) {
    for (int i = 0; i < n; i++) {
      out[outOffset + i] = ScalarMath.tanh(in[inOffset + i]);
    }
  }
}
