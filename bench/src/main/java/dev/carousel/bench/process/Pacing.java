package dev.carousel.bench.process;

/**
 * How long everything takes.
 *
 * @param warmUp milliseconds each side runs before the first round
 * @param longest milliseconds it may run while it still gets faster
 * @param rounds number of rounds, each side once in each
 * @param run milliseconds a side runs in a round, at least once
 * @param settle milliseconds of silence after a run, in which pools of native threads stop spinning
 */
public record Pacing(long warmUp, long longest, int rounds, long run, long settle) {
  /** For figures that are kept. */
  public static final Pacing FULL = new Pacing(3000, 15_000, 7, 500, 300);

  /** For everything within minutes. */
  public static final Pacing QUICK = new Pacing(600, 3000, 3, 100, 100);

  /** For what is left when a slow machine has used up the time. */
  public static final Pacing HURRIED = new Pacing(300, 2000, 1, 50, 100);

  private static final long COLD = 1500;
  private static final long COLD_LONGEST = 6000;

  /**
   * The same where no process has run before: without the time to compile, what is measured is the
   * interpreter (hurried on a busy machine, the first shapes of processes took 2 to 3 times as long
   * beside their next ones as they do otherwise).
   */
  public Pacing ofNewProcess() {
    return new Pacing(Math.max(warmUp, COLD), Math.max(longest, COLD_LONGEST), rounds, run, settle);
  }
}
