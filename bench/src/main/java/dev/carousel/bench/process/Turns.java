package dev.carousel.bench.process;

import dev.carousel.bench.work.Statistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Two children that took turns: what disturbs the machine for a while disturbs both.
 *
 * @param firstMillis median over the rounds
 * @param secondMillis median over the rounds
 */
public record Turns(double firstMillis, double secondMillis) {

  /** Warms both up, then runs the rounds. */
  public static Turns take(Pacing pacing, ChildProcess first, ChildProcess second)
      throws IOException, InterruptedException {
    first.warmUp(pacing.warmUp(), pacing.longest());
    second.warmUp(pacing.warmUp(), pacing.longest());
    Thread.sleep(pacing.settle());
    List<Double> firsts = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    for (int round = 0; round < pacing.rounds(); round++) {
      firsts.add(first.medianMillis(pacing.run()));
      Thread.sleep(pacing.settle());
      seconds.add(second.medianMillis(pacing.run()));
      Thread.sleep(pacing.settle());
    }
    return new Turns(Statistics.median(firsts), Statistics.median(seconds));
  }
}
