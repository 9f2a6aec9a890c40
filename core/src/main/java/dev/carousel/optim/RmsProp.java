package dev.carousel.optim;

/**
 * RMSprop (Tieleman and Hinton 2012, lecture 6.5): each gradient is divided by the root of a
 * running mean of its squares.
 *
 * <pre>
 *   n = decay n + (1 - decay) g^2
 *   m = decay m + (1 - decay) g                     if centred, and then n - m^2 stands for n
 *   u = g / (sqrt(n) + epsilon)                     or g / sqrt(n + epsilon)
 *   v = momentum v + u;  w -= rate v
 * </pre>
 *
 * <p>Where a gradient hardly changes, n - m^2 goes to zero, and only epsilon keeps the steps of the
 * centred form bounded: it wants a large one, such as that of {@link #graves}.
 *
 * @param rate learning rate
 * @param decay of the running means
 * @param momentum 0: none
 * @param epsilon keeps the divisor from zero
 * @param centred whether the variance stands for the mean square (Graves 2013, equations 38 to 45)
 * @param epsilonInRoot whether epsilon is added under the root (Graves, Keras) or to it (PyTorch)
 */
public record RmsProp(
    double rate,
    double decay,
    double momentum,
    double epsilon,
    boolean centred,
    boolean epsilonInRoot)
    implements Optimizer {
  /** Checks the options. */
  public RmsProp {
    Optimizer.checkRate(rate);
    Optimizer.checkDecay("decay", decay);
    Optimizer.checkDecay("momentum", momentum);
    Optimizer.checkEpsilon(epsilon);
  }

  /** Rate 0.001 and decay 0.9, as in the lecture; no momentum, epsilon 1e-8 added to the root. */
  public RmsProp() {
    this(0.001);
  }

  /** Another rate. */
  public RmsProp(double rate) {
    this(rate, 0.9, 0, 1e-8, false, false);
  }

  /**
   * Graves' form: centred, decay 0.95, momentum 0.9, epsilon 1e-4 under the root; his rate: 1e-4.
   */
  public static RmsProp graves(double rate) {
    return new RmsProp(rate, 0.95, 0.9, 1e-4, true, true);
  }

  /** This with another decay. */
  public RmsProp withDecay(double other) {
    return new RmsProp(rate, other, momentum, epsilon, centred, epsilonInRoot);
  }

  /** This with another momentum. */
  public RmsProp withMomentum(double other) {
    return new RmsProp(rate, decay, other, epsilon, centred, epsilonInRoot);
  }

  @Override
  public int slots() {
    return 1 + (centred ? 1 : 0) + (momentum == 0 ? 0 : 1);
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
    float kept = (float) decay;
    float taken = 1 - kept;
    float outside = epsilonInRoot ? 0 : (float) epsilon;
    float inside = epsilonInRoot ? (float) epsilon : 0;
    float inertia = (float) momentum;
    float[] n = slots[0];
    float[] m = slots[centred ? 1 : 0];
    float[] v = slots[slots() - 1];
    for (int i = from; i < to; i++) {
      float g = gradients[i];
      n[i] = Math.fma(kept, n[i], taken * g * g);
      float spread = n[i];
      if (centred) {
        m[i] = Math.fma(kept, m[i], taken * g);
        spread = Math.max(0f, Math.fma(-m[i], m[i], spread)); // rounding may leave it negative
      }
      float u = g / ((float) Math.sqrt(spread + inside) + outside);
      if (momentum != 0) {
        v[i] = Math.fma(inertia, v[i], u);
        u = v[i];
      }
      values[i] = Math.fma(r, u, values[i]);
    }
  }
}
