package dev.carousel.optim;

/**
 * Another schedule whose first steps rise linearly: step k of {@code steps} has k / steps of what
 * the other one says. The other one's clock runs from the first step on, so that its epochs stay
 * epochs and it ends where the run ends.
 *
 * @param steps that rise, at least 1; the last of them has all of it
 * @param then what rises
 */
public record Warmup(long steps, Schedule then) implements Schedule {
  /** Checks the options. */
  public Warmup {
    Schedule.checkCount("warm-up steps", steps, 1);
  }

  @Override
  public double factor(Progress at) {
    return then.factor(at) * Math.min(1, (at.step() + 1.0) / steps);
  }

  @Override
  public boolean dependsOnTotal() {
    return then.dependsOnTotal();
  }
}
