package dev.carousel.optim;

/**
 * Adagrad (Duchi, Hazan and Singer 2011, the diagonal form): {@code s += g^2; w -= rate * g /
 * (sqrt(initial + s) + epsilon)}. Weights with rare gradients, such as those of rare tokens, take
 * larger steps.
 *
 * @param rate learning rate; at step t it is {@code rate / (1 + (t - 1) rateDecay)}
 * @param rateDecay 0: none
 * @param initial what the sums of squares start with (0 in PyTorch, 0.1 in Keras)
 * @param epsilon keeps the divisor from zero
 */
public record Adagrad(double rate, double rateDecay, double initial, double epsilon)
    implements Optimizer {
  /** Checks the options. */
  public Adagrad {
    Optimizer.checkRate(rate);
    Optimizer.checkEpsilon(epsilon);
    checkNotNegative("rate decay", rateDecay);
    checkNotNegative("initial sum", initial);
  }

  /** Rate 0.01. */
  public Adagrad() {
    this(0.01);
  }

  /** Another rate; the rate does not decay, sums start with 0, epsilon 1e-10. */
  public Adagrad(double rate) {
    this(rate, 0, 0, 1e-10);
  }

  @Override
  public int slots() {
    return 1;
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
    float r = (float) (-rate * factor / (1 + (step - 1) * rateDecay));
    float start = (float) initial;
    float eps = (float) epsilon;
    float[] s = slots[0];
    for (int i = from; i < to; i++) {
      float g = gradients[i];
      s[i] = Math.fma(g, g, s[i]);
      values[i] = Math.fma(r, g / ((float) Math.sqrt(start + s[i]) + eps), values[i]);
    }
  }

  private static void checkNotNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("%s: %s, expected >= 0".formatted(name, value));
    }
  }
}
