package dev.carousel.optim;

/**
 * Moves values against their gradients. An optimiser is a record of its options; what it remembers
 * from step to step lies in {@code slots}, so that a checkpoint can hold it. Each value is moved by
 * what is its own, so that threads can take ranges.
 */
public interface Optimizer {
  /** Number of arrays it remembers. */
  int slots();

  /** The learning rate. */
  double rate();

  /**
   * One step of the values {@code [from, to)}.
   *
   * @param step 1 for the first
   * @param factor of the rate, as a {@link Schedule} has it; 1 for the whole rate
   * @param values changed
   * @param gradients as long as values
   * @param slots {@link #slots()} arrays as long as values, zero before the first step
   */
  void step(
      long step,
      double factor,
      float[] values,
      float[] gradients,
      float[][] slots,
      int from,
      int to);

  /** One step of all values, at the whole rate. */
  default void step(long step, float[] values, float[] gradients, float[][] slots) {
    step(step, 1, values, gradients, slots, 0, values.length);
  }

  /** Checks a learning rate. */
  static void checkRate(double rate) {
    if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("learning rate: %s, expected > 0".formatted(rate));
    }
  }

  /** Checks a decay of a running mean. */
  static void checkDecay(String name, double decay) {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException(
          "%s: %s, expected 0 <= %s < 1".formatted(name, decay, name));
    }
  }

  /** Checks what is added to a divisor. */
  static void checkEpsilon(double epsilon) {
    if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("epsilon: %s, expected > 0".formatted(epsilon));
    }
  }
}
