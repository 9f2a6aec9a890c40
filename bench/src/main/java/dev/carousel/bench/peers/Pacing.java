package dev.carousel.bench.peers;

/**
 * How long everything takes.
 *
 * @param warmUp milliseconds each side runs before the first round
 * @param rounds number of rounds, each side once in each
 * @param run milliseconds a side runs in a round, at least once
 * @param settle milliseconds of silence after a run, in which pools of native threads stop spinning
 */
record Pacing(long warmUp, int rounds, long run, long settle) {
  static final Pacing FULL = new Pacing(3000, 7, 500, 300);
  static final Pacing QUICK = new Pacing(700, 3, 100, 300);
}
