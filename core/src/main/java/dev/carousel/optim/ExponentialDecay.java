package dev.carousel.optim;

/**
 * {@code factor^(step / steps)}, falling with every step, or {@code factor^epoch}.
 *
 * @param factor in 0 .. 1
 * @param steps after which the rate is multiplied by the factor once; 0: after an epoch, and only
 *     then
 */
public record ExponentialDecay(double factor, long steps) implements Schedule {
  /** Checks the options. */
  public ExponentialDecay {
    Schedule.checkShare("factor", factor);
    Schedule.checkCount("steps", steps, 0);
  }

  /** {@code factor^epoch}. */
  public ExponentialDecay(double factor) {
    this(factor, 0);
  }

  @Override
  public double factor(Progress at) {
    double power = steps == 0 ? at.epoch() : (double) at.step() / steps;
    return StrictMath.pow(factor, power);
  }
}
