package dev.carousel.optim;

/**
 * Stochastic gradient descent: {@code v = momentum * v + g; w -= rate * v} (as PyTorch defines it).
 * With Nesterov's momentum {@code w -= rate * (g + momentum * v)}, the form of Sutskever, Martens,
 * Dahl and Hinton (2013) in which the weights are those the next gradient is taken at.
 */
public record Sgd(double rate, double momentum, boolean nesterov) implements Optimizer {
  /** Checks the options. */
  public Sgd {
    Optimizer.checkRate(rate);
    Optimizer.checkDecay("momentum", momentum);
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException("nesterov without momentum, expected momentum > 0");
    }
  }

  /** Without momentum. */
  public Sgd(double rate) {
    this(rate, 0);
  }

  /** With momentum as in physics. */
  public Sgd(double rate, double momentum) {
    this(rate, momentum, false);
  }

  /** With Nesterov's momentum. */
  public static Sgd nesterov(double rate, double momentum) {
    return new Sgd(rate, momentum, true);
  }

  @Override
  public int slots() {
    return momentum == 0 ? 0 : 1;
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
    float r = (float) (-rate * factor);
    float m = (float) momentum;
    if (momentum == 0) {
      plain(r, values, gradients, from, to);
    } else if (nesterov) {
      ahead(r, m, values, gradients, slots[0], from, to);
    } else {
      heavy(r, m, values, gradients, slots[0], from, to);
    }
  }

  private static void plain(float r, float[] values, float[] gradients, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = Math.fma(r, gradients[i], values[i]);
    }
  }

  private static void heavy(
      float r, float m, float[] values, float[] gradients, float[] v, int from, int to) {
    for (int i = from; i < to; i++) {
      v[i] = Math.fma(m, v[i], gradients[i]);
      values[i] = Math.fma(r, v[i], values[i]);
    }
  }

  private static void ahead(
      float r, float m, float[] values, float[] gradients, float[] v, int from, int to) {
    for (int i = from; i < to; i++) {
      v[i] = Math.fma(m, v[i], gradients[i]);
      values[i] = Math.fma(r, Math.fma(m, v[i], gradients[i]), values[i]);
    }
  }
}
