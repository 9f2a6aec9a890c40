package dev.carousel.bench.work;

/** What is timed. */
public enum Work {
  /**
   * Forward and backward of one layer for a given gradient of its output: gradients of weights and
   * biases, none of the input.
   */
  TRAIN,
  /** Forward of one layer, weights prepared beforehand. */
  FORWARD,
  /** One time step of one sequence, the state carried from step to step. */
  STREAM,
  /** A whole training step of a {@link LanguageModel}. */
  MODEL
}
