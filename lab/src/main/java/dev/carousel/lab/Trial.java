package dev.carousel.lab;

import dev.carousel.random.Randomness;

/** A trial that is running: what it starts from, and who is told how far it is. */
public final class Trial {
  private final int number;
  private final Algorithm algorithm;
  private final Randomness random;
  private final Listener listener;

  /** Who follows a trial. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Told about every sequence presented.
     *
     * @return false to give the trial up
     */
    boolean onSequences(long sequences);
  }

  /** The trial gave way before its end, because its listener wanted so. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("the trial was asked to stop", null, false, false);
    }
  }

  /** A trial of a row with this randomness. */
  public Trial(int number, Algorithm algorithm, Randomness random, Listener listener) {
    this.number = number;
    this.algorithm = algorithm;
    this.random = random;
    this.listener = listener;
  }

  /** From 0. */
  public int number() {
    return number;
  }

  /** What learns. */
  public Algorithm algorithm() {
    return algorithm;
  }

  /** A stream of random numbers of this trial alone, one for each use. */
  public Randomness random(String use) {
    return random.named(use).numbered(number);
  }

  /** A stream of random numbers that trials with the same group have in common. */
  public Randomness shared(String use, int group) {
    return random.named(use).numbered(group);
  }

  /** So many sequences have been presented; to be called after each. */
  public void at(long sequences) {
    if (!listener.onSequences(sequences)) {
      throw new Stopped();
    }
  }
}
