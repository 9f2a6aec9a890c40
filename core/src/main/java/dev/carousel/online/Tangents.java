package dev.carousel.online;

/**
 * A network seen by real-time recurrent learning: values it carries from step to step, and how they
 * move when one weight moves.
 */
interface Tangents {
  /** The forward pass. */
  NetworkRun run();

  /** Values carried from step to step. */
  int carried();

  /** Weights 0 .. n - 1 move what is carried; the others, of the output layer, do not. */
  int movingWeights();

  /**
   * Derivatives of what the last step carries on, from those of what it was given.
   *
   * @param weight with respect to which
   * @param before (carried)
   * @param after (carried), written
   */
  void advance(int weight, double[] before, double[] after);

  /**
   * Adds what the last step's error wants of the output layer.
   *
   * @param carriedError (carried), written: minus the derivative of E / 2
   */
  void learn(double[] target, double[] change, double[] carriedError);
}
