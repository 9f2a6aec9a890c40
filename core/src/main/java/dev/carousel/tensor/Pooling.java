package dev.carousel.tensor;

/** What is left of each feature of a sequence when the time axis goes. */
public enum Pooling {
  /** The value at the last step that is there. */
  LAST,
  /** The mean over the steps that are there. */
  AVERAGE,
  /** The largest value of the steps that are there. */
  MAX
}
