package dev.carousel.bench.process;

import java.io.IOException;

/** Who takes a turn in each round. */
public interface Party {
  /** Gets ready: runs for that many milliseconds, or up to {@code longest} while it gets faster. */
  void warmUp(long millis, long longest) throws IOException;

  /** Runs for that many milliseconds, at least once, and gives the round's figure. */
  double run(long millis) throws IOException;
}
