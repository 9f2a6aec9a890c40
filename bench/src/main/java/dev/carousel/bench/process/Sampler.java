package dev.carousel.bench.process;

import dev.carousel.bench.work.Statistics;
import dev.carousel.bench.work.Subject;
import java.util.ArrayList;
import java.util.List;

/** Times a subject. Runs too short for the clock are timed several at once. */
final class Sampler {
  /** Nanoseconds a sample takes at least. */
  private static final double SHORTEST = 1e6;

  private static final double MILLI = 1e6;

  private final Subject subject;
  private int repeats = 1;

  Sampler(Subject subject) {
    this.subject = subject;
  }

  /**
   * Runs for that many milliseconds, at least once, and then settles how many runs a sample has.
   */
  void warmUp(long millis) throws Exception {
    long start = System.nanoTime();
    double last;
    do {
      last = sample();
      repeats = (int) Math.clamp(SHORTEST / last, 1, 1_000_000);
    } while (System.nanoTime() - start < millis * MILLI);
  }

  /** Samples for that many milliseconds, at least one; the median of a run, in milliseconds. */
  double medianMillis(long millis) throws Exception {
    List<Double> samples = new ArrayList<>();
    long start = System.nanoTime();
    do {
      samples.add(sample() / MILLI);
    } while (System.nanoTime() - start < millis * MILLI);
    return Statistics.median(samples);
  }

  /** Nanoseconds of a run. */
  private double sample() throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < repeats; i++) {
      subject.run();
    }
    return (double) (System.nanoTime() - start) / repeats;
  }
}
