package dev.carousel.lab.paper;

import dev.carousel.lab.Draws;

/**
 * Experiment 3: the first N elements tell the class, 1 or -1; the rest is noise of variance 0.2. In
 * 3b there is noise on the first too, in 3c on the targets instead: the paper's 0.4 % of wrong ones
 * with N = 1 could not be had from a noisy signal.
 */
final class TwoClasses implements Generator {
  /** Which of the three. */
  enum Noise {
    /** 3a: on what comes after the signal. */
    AFTER,
    /** 3b: on the signal too. */
    ON_SIGNAL,
    /** 3c: after the signal, and on the target. */
    ON_TARGET
  }

  private static final double INPUT_DEVIATION = Math.sqrt(0.2);
  private static final double TARGET_DEVIATION = Math.sqrt(0.1);

  private final int shortest;
  private final int signal;
  private final Noise noise;
  private final Sequence sequence;

  TwoClasses(int shortest, int signal, Noise noise) {
    this.shortest = shortest;
    this.signal = signal;
    this.noise = noise;
    sequence = Sequence.ofValues(1, shortest + shortest / 10, 1);
  }

  @Override
  public Sequence next(Draws draws) {
    int length = draws.between(shortest, shortest + shortest / 10);
    boolean first = draws.flip();
    double level = first ? 1 : -1;
    sequence.clear();
    for (int t = 0; t < signal; t++) {
      sequence.add(noise == Noise.ON_SIGNAL ? level + INPUT_DEVIATION * draws.gaussian() : level);
    }
    for (int t = signal; t < length; t++) {
      sequence.add(INPUT_DEVIATION * draws.gaussian());
    }
    if (noise == Noise.ON_TARGET) {
      sequence.targets(first ? 0.2 : 0.8);
      sequence.target[0] += TARGET_DEVIATION * draws.gaussian();
    } else {
      sequence.targets(first ? 1 : 0);
    }
    return sequence;
  }
}
