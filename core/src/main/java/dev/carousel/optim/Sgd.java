package dev.carousel.optim;

/**
 * Stochastic gradient descent: {@code v = momentum * v + g; w -= rate * v} (as PyTorch defines it).
 */
public record Sgd(double rate, double momentum) implements Optimizer {
  /** Checks the options. */
  public Sgd {
    Optimizer.checkRate(rate);
    Optimizer.checkDecay("momentum", momentum);
  }

  /** Without momentum. */
  public Sgd(double rate) {
    this(rate, 0);
  }

  @Override
  public int slots() {
    return momentum == 0 ? 0 : 1;
  }

  @Override
  public void step(
      long step, float[] values, float[] gradients, float[][] slots, int from, int to) {
    float r = (float) -rate;
    if (momentum == 0) {
      for (int i = from; i < to; i++) {
        values[i] = Math.fma(r, gradients[i], values[i]);
      }
      return;
    }
    float m = (float) momentum;
    float[] v = slots[0];
    for (int i = from; i < to; i++) {
      v[i] = Math.fma(m, v[i], gradients[i]);
      values[i] = Math.fma(r, v[i], values[i]);
    }
  }
}
