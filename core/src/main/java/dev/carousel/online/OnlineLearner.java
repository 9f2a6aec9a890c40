package dev.carousel.online;

/**
 * A learning algorithm on its way along a sequence. For every step: {@link #step}, then {@link
 * #learn} if that step has a target; {@link #update} whenever the weights are to change, after each
 * step or after the sequence.
 *
 * <p>The error of a step is E / 2 = sum over k of (target - output)^2 / 2, as the 1997 paper's
 * learning rates are meant, unless the network's topology says otherwise ({@link OutputError}).
 */
public interface OnlineLearner extends NetworkRun {
  /**
   * Adds what the error of the last step wants of the weights; {@code target} is (K).
   *
   * @throws dev.carousel.BadInput if there are more or fewer targets, or one is no finite number
   */
  void learn(double[] target);

  /**
   * What was added since the last update: minus the gradient of the errors, in the order of the
   * network's weights. Valid until the next call.
   */
  double[] change();

  /** Moves the weights by {@code rate} times the change, with momentum; forgets the change. */
  void update(double rate, double momentum);

  /** The same without momentum. */
  default void update(double rate) {
    update(rate, 0);
  }
}
