package dev.carousel.kernel;

/** What a simple RNN does to its sums. Names are part of the file format. */
public enum RnnActivation {
  /** tanh x. */
  TANH,
  /** max(x, 0); derivative 0 at 0. */
  RELU
}
