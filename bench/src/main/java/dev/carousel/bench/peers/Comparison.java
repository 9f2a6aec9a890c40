package dev.carousel.bench.peers;

import dev.carousel.bench.ceiling.Ceiling;
import dev.carousel.bench.ceiling.CeilingLoop;
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
 * Runs the cases. Each side is a child process that computes only while it is asked to: first both
 * show that they compute the same function, then they take turns, and the loop of the ceiling with
 * them.
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
    try (CeilingLoop loop = ceiling.loop(installation)) {
      List<PeerRow> rows = run(loop, start, each);
      say("%d cases in %d s", rows.size(), (System.nanoTime() - start) / MILLI / 1000);
      return rows;
    }
  }

  private List<PeerRow> run(CeilingLoop loop, long start, Consumer<PeerRow> each)
      throws IOException, InterruptedException {
    List<PeerRow> rows = new ArrayList<>();
    int left = options.count();
    for (Side peer : options.peers()) {
      for (List<Case> group : options.groups(peer)) {
        Case first = group.getFirst();
        try (ChildProcess ours = new ChildProcess(installation, Side.CAROUSEL, first);
            ChildProcess theirs = new ChildProcess(installation, peer, first)) {
          Case before = null;
          for (Case which : group) {
            Pacing pacing = options.pacing((System.nanoTime() - start) / MILLI, left);
            if (pacing == null) {
              say("time is up: %d cases are left out, from %s on", left, named(peer, which));
              return rows;
            }
            String us = before == null ? ours.ready() : ours.open(which);
            String them = before == null ? theirs.ready() : theirs.open(which);
            check(peer, which, ours, us, theirs, them);
            boolean cold = before == null || before.work() != which.work();
            Turns turns = Turns.take(cold ? pacing.ofNewProcess() : pacing, ours, theirs, loop);
            before = which;
            left--;
            rows.add(PeerRow.of(peer, which, turns));
            each.accept(rows.getLast());
          }
        }
      }
    }
    return rows;
  }

  /** Whether both sides compute the same; says so, or how they differ. */
  private void check(
      Side peer, Case which, ChildProcess ours, String us, ChildProcess theirs, String them)
      throws IOException {
    try {
      ours.compute();
      theirs.compute(); // both at once: this is not timed
      double tolerance = Agreement.tolerance(which.work());
      Agreement agreement = Agreement.of(ours.results(), theirs.results(), tolerance);
      say(
          "%s: agrees within %.1e (%s; tolerance %.0e); carousel: %s; %s: %s",
          named(peer, which),
          agreement.difference(),
          agreement.worst(),
          tolerance,
          us,
          Case.name(peer),
          them);
    } catch (Disagreement e) {
      throw new Disagreement(
          "carousel and %s do not agree on %s: %s"
              .formatted(Case.name(peer), which, e.getMessage()));
    }
  }

  private static String named(Side peer, Case which) {
    return Case.name(peer) + ", " + which;
  }

  private void say(String format, Object... args) {
    progress.accept(String.format(Locale.ROOT, format, args));
  }
}
