package dev.carousel.bench.peers;

import dev.carousel.bench.ceiling.Ceiling;
import dev.carousel.bench.process.ChildProcess;
import dev.carousel.bench.process.Installation;
import dev.carousel.bench.process.Pacing;
import dev.carousel.bench.process.Side;
import dev.carousel.bench.process.Turns;
import dev.carousel.bench.work.Case;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Runs the cases. Each side is a child process that computes only while it is asked to and ends
 * after the case: first both show that they compute the same function, then they take turns.
 */
public final class Comparison {
  private static final long MILLI = 1_000_000;

  private final Installation installation;
  private final PeersOptions options;
  private final Consumer<String> progress;

  /**
   * A comparison.
   *
   * @param progress gets a line now and then
   */
  public Comparison(Installation installation, PeersOptions options, Consumer<String> progress) {
    this.installation = installation;
    this.options = options;
    this.progress = progress;
  }

  /** Measures all cases; each row is given away as soon as it is there. */
  public List<PeerRow> run(Consumer<PeerRow> each) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Ceiling ceiling = Ceiling.best(installation, options.threads());
    say(
        "ceiling of %d threads: %.1f GFLOP/s, %d bits",
        ceiling.threads(), ceiling.gigaflops(), ceiling.bits());
    List<PeerRow> rows = new ArrayList<>();
    int left = options.peers().stream().mapToInt(peer -> options.cases(peer).size()).sum();
    for (Side peer : options.peers()) {
      for (Case which : options.cases(peer)) {
        Pacing pacing = options.pacing((System.nanoTime() - start) / MILLI, left--);
        PeerRow row = compare(peer, which, ceiling, pacing);
        rows.add(row);
        each.accept(row);
      }
    }
    say("%d cases in %d s", rows.size(), (System.nanoTime() - start) / MILLI / 1000);
    return rows;
  }

  private PeerRow compare(Side peer, Case which, Ceiling ceiling, Pacing pacing)
      throws IOException, InterruptedException {
    try (ChildProcess ours = new ChildProcess(installation, Side.CAROUSEL, which);
        ChildProcess theirs = new ChildProcess(installation, peer, which)) {
      String us = ours.ready();
      String them = theirs.ready();
      double tolerance = Agreement.tolerance(which.work());
      Agreement agreement = Agreement.of(ours.results(), theirs.results(), tolerance);
      say(
          "%s, %s: agrees within %.1e (%s; tolerance %.0e); carousel: %s; %s: %s",
          Case.name(peer),
          which,
          agreement.difference(),
          agreement.worst(),
          tolerance,
          us,
          Case.name(peer),
          them);
      Turns turns = Turns.take(pacing, ours, theirs);
      double millis = turns.firstMillis();
      double share = ceiling.share(which.multiplyAdds(), millis);
      return new PeerRow(peer, which, millis, turns.secondMillis(), share);
    } catch (Disagreement e) {
      throw new Disagreement(
          "carousel and %s do not agree on %s: %s"
              .formatted(Case.name(peer), which, e.getMessage()));
    }
  }

  private void say(String format, Object... args) {
    progress.accept(String.format(Locale.ROOT, format, args));
  }
}
