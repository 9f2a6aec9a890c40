package dev.carousel.kernel.scalar;

import dev.carousel.kernel.RnnActivation;
import dev.carousel.kernel.RnnGates;

/** The simple RNN's activation, one unit at a time. */
public final class ScalarRnnGates implements RnnGates {

  @Override
  public void forward(
      RnnActivation activation, int n, float[] pre, int preOffset, float[] h, int hOffset) {
    for (int j = 0; j < n; j++) {
      float x = pre[preOffset + j];
      h[hOffset + j] =
          switch (activation) {
            case TANH -> ScalarMath.tanh(x);
            case RELU -> Math.max(x, 0f);
          };
    }
  }

  /** {@inheritDoc} The slope {@code 1 - h^2} is one fma. */
  @Override
  public void backward(
      RnnActivation activation,
      int n,
      float[] h,
      int hOffset,
      float[] dh,
      int dhOffset,
      float[] dPre,
      int dPreOffset) {
    backward(0, activation, n, h, hOffset, dh, dhOffset, dPre, dPreOffset);
  }

  /** {@link #backward} of the units from {@code first} on. */
  public static void backward(
      int first,
      RnnActivation activation,
      int n,
      float[] h,
      int hOffset,
      float[] dh,
      int dhOffset,
      float[] dPre,
      int dPreOffset) {
    for (int j = first; j < n; j++) {
      float y = h[hOffset + j];
      float dy = dh[dhOffset + j];
      dPre[dPreOffset + j] =
          switch (activation) {
            case TANH -> dy * Math.fma(-y, y, 1f);
            case RELU -> y > 0f ? dy : 0f;
          };
    }
  }
}
