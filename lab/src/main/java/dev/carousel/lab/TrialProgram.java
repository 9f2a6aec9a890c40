package dev.carousel.lab;

/** What one trial does: a pure function of the trial's randomness, number and algorithm. */
@FunctionalInterface
public interface TrialProgram {
  /** Runs a trial to its end, telling it how far it is; stops when {@link Trial#at} throws. */
  TrialResult run(Trial trial);
}
