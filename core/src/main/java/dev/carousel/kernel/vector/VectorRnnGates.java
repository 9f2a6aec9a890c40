package dev.carousel.kernel.vector;

import static dev.carousel.kernel.vector.VectorMath.SPECIES;
import static dev.carousel.kernel.vector.VectorMath.WIDTH;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.carousel.kernel.RnnActivation;
import dev.carousel.kernel.RnnGates;
import dev.carousel.kernel.scalar.ScalarRnnGates;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** {@code ScalarRnnGates} by vectors of units. */
public final class VectorRnnGates implements RnnGates {

  @Override
  public void forward(
      RnnActivation activation, int n, float[] pre, int preOffset, float[] h, int hOffset) {
    switch (activation) {
      case TANH -> VectorMath.tanh(pre, preOffset, h, hOffset, n);
      case RELU -> relu(n, pre, preOffset, h, hOffset);
    }
  }

  private static void relu(int n, float[] pre, int preOffset, float[] h, int hOffset) {
    int j = 0;
    for (; j <= n - WIDTH; j += WIDTH) {
      fromArray(SPECIES, pre, preOffset + j).max(0f).intoArray(h, hOffset + j);
    }
    for (; j < n; j++) {
      h[hOffset + j] = Math.max(pre[preOffset + j], 0f);
    }
  }

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
    int done =
        switch (activation) {
          case TANH -> tanhBackward(n, h, hOffset, dh, dhOffset, dPre, dPreOffset);
          case RELU -> reluBackward(n, h, hOffset, dh, dhOffset, dPre, dPreOffset);
        };
    ScalarRnnGates.backward(done, activation, n, h, hOffset, dh, dhOffset, dPre, dPreOffset);
  }

  /** {@code dPre = dh (1 - h^2)} of whole vectors; how many units those are. */
  private static int tanhBackward(
      int n, float[] h, int hOffset, float[] dh, int dhOffset, float[] dPre, int dPreOffset) {
    int j = 0;
    for (; j <= n - WIDTH; j += WIDTH) {
      FloatVector y = fromArray(SPECIES, h, hOffset + j);
      FloatVector slope = y.neg().fma(y, broadcast(SPECIES, 1f));
      fromArray(SPECIES, dh, dhOffset + j).mul(slope).intoArray(dPre, dPreOffset + j);
    }
    return j;
  }

  /** {@code dPre = h > 0 ? dh : 0} of whole vectors; how many units those are. */
  private static int reluBackward(
      int n, float[] h, int hOffset, float[] dh, int dhOffset, float[] dPre, int dPreOffset) {
    int j = 0;
    for (; j <= n - WIDTH; j += WIDTH) {
      FloatVector y = fromArray(SPECIES, h, hOffset + j);
      FloatVector dy = fromArray(SPECIES, dh, dhOffset + j);
      broadcast(SPECIES, 0f)
          .blend(dy, y.compare(VectorOperators.GT, 0f))
          .intoArray(dPre, dPreOffset + j);
    }
    return j;
  }
}
