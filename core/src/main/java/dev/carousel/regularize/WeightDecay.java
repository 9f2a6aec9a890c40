package dev.carousel.regularize;

import dev.carousel.tensor.Parameter;

/**
 * Decoupled weight decay (Loshchilov and Hutter 2019): {@code w -= rate * strength * w} before the
 * optimiser's step, whatever the optimiser divides its gradients by; nothing is added to the loss.
 */
public record WeightDecay(double strength, Selection selection) implements Regularizer {
  /** Checks the strength. */
  public WeightDecay {
    Regularizer.checkStrength("weight decay", strength);
  }

  @Override
  public void beforeStep(Parameter weight, double rate) {
    float[] w = weight.arena().values();
    float kept = (float) (1 - rate * strength);
    for (int i = weight.offset(); i < weight.offset() + weight.shape().size(); i++) {
      w[i] *= kept;
    }
  }
}
