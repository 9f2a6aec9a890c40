package dev.carousel.online;

/** The forward accumulators of a learner of memory cell blocks, beside a run. */
interface ForwardSums {
  /** A sequence begins. */
  void start();

  /** After a step of the run. */
  void accumulate();

  /** Adds what the error of the last step wants of the weights to {@code change}. */
  void learn(double[] target, double[] change);
}
