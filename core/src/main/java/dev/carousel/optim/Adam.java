package dev.carousel.optim;

/**
 * Adam (Kingma and Ba 2015, algorithm 1): {@code m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; w
 * -= rate * mHat / (sqrt(vHat) + epsilon)}.
 */
public record Adam(double rate, double beta1, double beta2, double epsilon) implements Optimizer {
  /** Checks the options. */
  public Adam {
    Optimizer.checkRate(rate);
    Optimizer.checkDecay("beta1", beta1);
    Optimizer.checkDecay("beta2", beta2);
    Optimizer.checkEpsilon(epsilon);
  }

  /** Rate 0.001, decays 0.9 and 0.999, epsilon 1e-8. */
  public Adam() {
    this(0.001);
  }

  /** Another rate. */
  public Adam(double rate) {
    this(rate, 0.9, 0.999, 1e-8);
  }

  @Override
  public int slots() {
    return 2;
  }

  @Override
  public void step(
      long step,
      double factor,
      float[] values,
      float[] gradients,
      float[][] slots,
      int from,
      int to) {
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float c1 = 1 - b1;
    float c2 = 1 - b2;
    float rateHat = (float) (rate * factor / (1 - StrictMath.pow(beta1, (double) step)));
    float rootHat = (float) (1 / StrictMath.sqrt(1 - StrictMath.pow(beta2, (double) step)));
    float eps = (float) epsilon;
    float[] m = slots[0];
    float[] v = slots[1];
    for (int i = from; i < to; i++) {
      float g = gradients[i];
      m[i] = Math.fma(b1, m[i], c1 * g);
      v[i] = Math.fma(b2, v[i], c2 * g * g);
      values[i] -= rateHat * m[i] / Math.fma((float) Math.sqrt(v[i]), rootHat, eps);
    }
  }
}
