package dev.carousel.optim;

/**
 * The learning rate over a run, as a factor of the optimiser's own: a pure function of where the
 * run stands, so that a run that is taken up again goes on as if it had not been stopped. A record
 * of its options, whose words are part of a checkpoint's fingerprint.
 */
@FunctionalInterface
public interface Schedule {
  /** The factor of the next step, 0 or more. */
  double factor(Progress at);

  /**
   * Whether factors depend on how long the whole run is. Then a checkpoint of it cannot be given
   * more epochs.
   */
  default boolean dependsOnTotal() {
    return false;
  }

  /** This, its first {@code steps} steps rising linearly from zero; see {@link Warmup}. */
  default Schedule warmUp(long steps) {
    return new Warmup(steps, this);
  }

  /** Checks a count that must not be negative. */
  static void checkCount(String name, long count, long least) {
    if (count < least) {
      throw new IllegalArgumentException(
          "%s: %d, expected at least %d".formatted(name, count, least));
    }
  }

  /** Checks a number in 0 .. 1, both included. */
  static void checkShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "%s: %s, expected 0 <= %s <= 1".formatted(name, share, name));
    }
  }
}
