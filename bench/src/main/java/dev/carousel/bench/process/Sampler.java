package dev.carousel.bench.process;

import dev.carousel.bench.work.Statistics;
import dev.carousel.bench.work.Subject;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Times a subject. Runs too short for the clock are timed several at once. */
final class Sampler {
  /** Nanoseconds a sample takes at least. */
  private static final double SHORTEST = 1e6;

  private static final double MILLI = 1e6;
  private static final double IMPROVEMENT = 0.95;

  /** Milliseconds of compilation that are worth waiting for more. */
  private static final long COMPILED = 20;

  private final Subject subject;
  private int repeats = 1;

  Sampler(Subject subject) {
    this.subject = subject;
  }

  /**
   * Runs for that many milliseconds, and up to {@code longest} while the runs get faster or the
   * compiler is at work. Settles how many runs a sample has.
   */
  void warmUp(long millis, long longest) throws Exception {
    long start = System.nanoTime();
    long now = start;
    long restless = start;
    double best = Double.POSITIVE_INFINITY;
    long compiled = compilationMillis();
    do {
      double last = sample();
      now = System.nanoTime();
      long compiledNow = compilationMillis();
      if (last < IMPROVEMENT * best || compiledNow > compiled + COMPILED) {
        best = Math.min(best, last);
        compiled = compiledNow;
        restless = now;
      }
      repeats = (int) Math.clamp(SHORTEST / last, 1, 1_000_000);
    } while (now - start < millis * MILLI
        || (now - restless < millis * MILLI / 2 && now - start < longest * MILLI));
  }

  private static long compilationMillis() {
    return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
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
