package dev.carousel.cli;

import dev.carousel.lab.RowRun;
import dev.carousel.lab.TrialResult;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** Shows the trials of a row on stderr: one line that changes on a terminal, else now and then. */
final class LabProgress implements RowRun.Listener, AutoCloseable {
  private static final int COLUMNS = Integer.getInteger("carousel.columns", 0);
  private static final long TERMINAL_NANOS = 200_000_000L;
  private static final long LINE_NANOS = 10_000_000_000L;

  private final RowRun plan;
  private final Map<Integer, Long> running = new ConcurrentSkipListMap<>();
  private final long start = System.nanoTime();
  private volatile long next = start + (COLUMNS > 0 ? TERMINAL_NANOS : LINE_NANOS);
  private int finished;
  private int solved;
  private boolean shown;

  LabProgress(RowRun plan) {
    this.plan = plan;
  }

  @Override
  public void onSequences(int trial, long sequences) {
    running.put(trial, sequences);
    if (System.nanoTime() > next) {
      show();
    }
  }

  @Override
  public synchronized void onTrial(int trial, TrialResult result) {
    running.remove(trial);
    finished++;
    solved += result.solved() ? 1 : 0;
  }

  private synchronized void show() {
    long now = System.nanoTime();
    if (now <= next) {
      return;
    }
    next = now + (COLUMNS > 0 ? TERMINAL_NANOS : LINE_NANOS);
    String line =
        String.format(
            Locale.ROOT,
            "%s %s: %d of %d trials, %d solved; %s; %.0f s",
            plan.variant().experiment(),
            plan.variant().name(),
            finished,
            plan.trials(),
            solved,
            running.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%d at %,d", e.getKey() + 1, e.getValue()))
                .collect(Collectors.joining(", ")),
            (now - start) / 1e9);
    if (COLUMNS > 0) {
      int width = Math.max(1, COLUMNS - 1);
      String cut = line.length() > width ? line.substring(0, width) : line;
      System.err.print("\r" + cut + " ".repeat(width - cut.length()));
      System.err.flush();
    } else {
      System.err.println(line);
    }
    shown = true;
  }

  @Override
  public synchronized void close() {
    if (shown && COLUMNS > 0) {
      System.err.print("\r" + " ".repeat(Math.max(1, COLUMNS - 1)) + "\r");
      System.err.flush();
    }
  }
}
