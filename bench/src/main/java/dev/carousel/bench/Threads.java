package dev.carousel.bench;

import dev.carousel.BadInput;
import dev.carousel.kernel.Engine;

/** The option of that name. */
final class Threads {
  private Threads() {}

  /** Refuses what Carousel's engine would refuse in a child process. */
  static int checked(int threads, int least) {
    if (threads < least || threads > Engine.MOST_THREADS) {
      throw new BadInput(
          "--threads %d: expected %d to %d".formatted(threads, least, Engine.MOST_THREADS));
    }
    return threads;
  }
}
