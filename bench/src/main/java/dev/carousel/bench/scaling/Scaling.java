package dev.carousel.bench.scaling;

import dev.carousel.bench.ceiling.Ceiling;
import dev.carousel.bench.ceiling.CeilingLoop;
import dev.carousel.bench.process.ChildProcess;
import dev.carousel.bench.process.Installation;
import dev.carousel.bench.process.Pacing;
import dev.carousel.bench.process.Side;
import dev.carousel.bench.process.Turns;
import dev.carousel.bench.work.Case;
import dev.carousel.bench.work.CellKind;
import dev.carousel.bench.work.LayerShape;
import dev.carousel.bench.work.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Training steps of an LSTM layer over all sweeps, one thread and several taking turns. */
public final class Scaling {
  private static final Pacing PACING = new Pacing(1500, 7500, 5, 200, 50);

  private final Installation installation;
  private final int threads;

  /** With more than one thread. */
  public Scaling(Installation installation, int threads) {
    this.installation = installation;
    this.threads = threads;
  }

  /** Measures everything; each row is given away as soon as it is there. */
  public List<ScalingRow> run(Consumer<ScalingRow> each) throws IOException, InterruptedException {
    List<ScalingRow> rows = new ArrayList<>();
    try (CeilingLoop one = Ceiling.best(installation, 1).loop(installation);
        CeilingLoop all = Ceiling.best(installation, threads).loop(installation)) {
      for (Sweep sweep : Sweep.values()) {
        for (LayerShape shape : sweep.shapes()) {
          ScalingRow row = measure(sweep, shape, one, all);
          rows.add(row);
          each.accept(row);
        }
      }
    }
    return rows;
  }

  private ScalingRow measure(Sweep sweep, LayerShape shape, CeilingLoop one, CeilingLoop all)
      throws IOException, InterruptedException {
    Case single = new Case(Work.TRAIN, CellKind.LSTM, shape, 1);
    Case several = new Case(Work.TRAIN, CellKind.LSTM, shape, threads);
    try (ChildProcess first = new ChildProcess(installation, Side.CAROUSEL, single);
        ChildProcess second = new ChildProcess(installation, Side.CAROUSEL, several)) {
      first.ready();
      second.ready();
      Turns turns = Turns.take(PACING, first, second, one, all);
      long work = single.multiplyAdds();
      return new ScalingRow(
          sweep,
          shape,
          threads,
          turns.median(0),
          turns.median(1),
          turns.least(0) / turns.least(1),
          Ceiling.share(work, turns.median(0), turns.median(2)),
          Ceiling.share(work, turns.median(1), turns.median(3)));
    }
  }
}
