package dev.carousel.optim;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019): {@code w -= rate * decay * w}
 * before Adam's step; a schedule scales both.
 */
public record AdamW(Adam adam, double weightDecay) implements Optimizer {
  /** Checks the decay. */
  public AdamW {
    if (!(weightDecay >= 0)) {
      throw new IllegalArgumentException("weight decay: %s, expected >= 0".formatted(weightDecay));
    }
  }

  /** Adam's defaults with this rate and decay. */
  public AdamW(double rate, double weightDecay) {
    this(new Adam(rate), weightDecay);
  }

  @Override
  public double rate() {
    return adam.rate();
  }

  @Override
  public int slots() {
    return adam.slots();
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
    float kept = (float) (1 - rate() * factor * weightDecay);
    for (int i = from; i < to; i++) {
      values[i] *= kept;
    }
    adam.step(step, factor, values, gradients, slots, from, to);
  }
}
