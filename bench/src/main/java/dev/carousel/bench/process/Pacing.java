package dev.carousel.bench.process;

/**
 * How long everything takes.
 *
 * @param warmUp milliseconds each side runs before the first round
 * @param rounds number of rounds, each side once in each
 * @param run milliseconds a side runs in a round, at least once
 * @param settle milliseconds of silence after a run, in which pools of native threads stop spinning
 */
public record Pacing(long warmUp, int rounds, long run, long settle) {
  /** For figures that are kept. */
  public static final Pacing FULL = new Pacing(3000, 7, 500, 300);

  /** For everything within minutes. */
  public static final Pacing QUICK = new Pacing(800, 3, 100, 150);
}
