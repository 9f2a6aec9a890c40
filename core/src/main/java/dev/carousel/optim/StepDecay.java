package dev.carousel.optim;

/**
 * The rate times {@code factor} after every {@code epochs} epochs.
 *
 * @param epochs at least 1
 * @param factor in 0 .. 1, such as 0.1
 */
public record StepDecay(int epochs, double factor) implements Schedule {
  /** Checks the options. */
  public StepDecay {
    Schedule.checkCount("epochs", epochs, 1);
    Schedule.checkShare("factor", factor);
  }

  @Override
  public double factor(Progress at) {
    int times = at.epoch() / epochs;
    return StrictMath.pow(factor, times);
  }
}
