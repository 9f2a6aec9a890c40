package dev.carousel.online;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What learning wants of the weights, gathered until an update. */
final class WeightChange {
  final double[] sum;
  private final double[] weights;
  private double @Nullable [] velocity;

  WeightChange(double[] weights) {
    this.weights = weights;
    this.sum = new double[weights.length];
  }

  /** weights += velocity, velocity = momentum * velocity + rate * sum; the sum is 0 again. */
  void apply(double rate, double momentum) {
    if (momentum != 0) {
      applyWithMomentum(rate, momentum);
    } else {
      for (int i = 0; i < sum.length; i++) {
        weights[i] += rate * sum[i];
      }
    }
    Arrays.fill(sum, 0);
  }

  private void applyWithMomentum(double rate, double momentum) {
    double[] v = velocity;
    if (v == null) {
      v = new double[weights.length];
      velocity = v;
    }
    for (int i = 0; i < sum.length; i++) {
      v[i] = momentum * v[i] + rate * sum[i];
      weights[i] += v[i];
    }
  }
}
