package dev.carousel.online;

/** A network on its way along a sequence: one step at a time, keeping nothing but its state. */
public interface NetworkRun {
  /** Begins a sequence: states and activations as before the first step. */
  void start();

  /**
   * Takes one step with these inputs (I).
   *
   * @throws dev.carousel.BadInput if there are more or fewer, or one is no finite number
   */
  void step(double[] x);

  /**
   * Takes one step with input {@code hot} 1 and all others 0, at less cost.
   *
   * @throws dev.carousel.BadInput if there is no such input
   */
  void step(int hot);

  /** The outputs (K) of the last step, valid until the next one; they cost only when asked for. */
  double[] outputs();
}
