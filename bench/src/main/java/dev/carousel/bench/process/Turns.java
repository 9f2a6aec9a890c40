package dev.carousel.bench.process;

import dev.carousel.bench.work.Statistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What parties reached that took turns: what disturbs the machine for a while disturbs all of them.
 *
 * @param figures for each party those of its rounds
 */
public record Turns(List<List<Double>> figures) {

  /** Warms all up, then runs the rounds. */
  public static Turns take(Pacing pacing, Party... parties)
      throws IOException, InterruptedException {
    List<List<Double>> figures = new ArrayList<>();
    for (Party party : parties) {
      party.warmUp(pacing.warmUp(), pacing.longest());
      figures.add(new ArrayList<>());
    }
    for (int round = 0; round < pacing.rounds(); round++) {
      for (int i = 0; i < parties.length; i++) {
        Thread.sleep(pacing.settle());
        figures.get(i).add(parties[i].run(pacing.run()));
      }
    }
    return new Turns(figures);
  }

  /** Of a party, over the rounds. */
  public double median(int party) {
    return Statistics.median(figures.get(party));
  }

  /** Of a party, the round in which it was least: the fastest, if figures are times. */
  public double least(int party) {
    return figures.get(party).stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }
}
