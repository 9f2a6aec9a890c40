package dev.carousel.regularize;

import dev.carousel.tensor.Parameter;

/**
 * Adds {@code strength * sum |w|} to the loss, as Keras does; gradient {@code strength * sign(w)},
 * 0 at 0.
 */
public record L1(double strength, Selection selection) implements Regularizer {
  /** Checks the strength. */
  public L1 {
    Regularizer.checkStrength("L1", strength);
  }

  @Override
  public double penalty(Parameter weight) {
    float[] w = weight.arena().values();
    double sum = 0;
    for (int i = weight.offset(); i < weight.offset() + weight.shape().size(); i++) {
      sum += Math.abs(w[i]);
    }
    return strength * sum;
  }

  @Override
  public void addGradient(Parameter weight) {
    float[] w = weight.arena().values();
    float[] g = weight.arena().gradients();
    float slope = (float) strength;
    for (int i = weight.offset(); i < weight.offset() + weight.shape().size(); i++) {
      g[i] = Math.fma(slope, Math.signum(w[i]), g[i]);
    }
  }
}
