package dev.carousel.regularize;

import dev.carousel.tensor.Parameter;

/**
 * Adds {@code strength * sum w^2} to the loss, as Keras does; gradient {@code 2 strength w}.
 * PyTorch's weight_decay is twice this strength. With Adam and its like {@link WeightDecay} is the
 * better choice.
 */
public record L2(double strength, Selection selection) implements Regularizer {
  /** Checks the strength. */
  public L2 {
    Regularizer.checkStrength("L2", strength);
  }

  @Override
  public double penalty(Parameter weight) {
    float[] w = weight.arena().values();
    double sum = 0;
    for (int i = weight.offset(); i < weight.offset() + weight.shape().size(); i++) {
      sum += (double) w[i] * w[i];
    }
    return strength * sum;
  }

  @Override
  public void addGradient(Parameter weight) {
    float[] w = weight.arena().values();
    float[] g = weight.arena().gradients();
    float slope = (float) (2 * strength);
    for (int i = weight.offset(); i < weight.offset() + weight.shape().size(); i++) {
      g[i] = Math.fma(slope, w[i], g[i]);
    }
  }
}
