package dev.carousel.kernel;

/**
 * Runs the steps of a sweep on the workers, in one of two ways that give the same bits.
 *
 * <p>By rows: every thread takes some sequences of the batch through all steps and never waits.
 *
 * <p>By units: every thread computes some hidden units of all sequences, and the threads meet at a
 * barrier after each phase. So the recurrent weights are read once a step, not once a thread: the
 * way for a batch of few rows. With more rows the waits cost more than they save, even for weights
 * that outgrow the cache (measured: 64 rows, H = 512, 8 % of the time).
 */
final class Recurrence {
  /** Rows a thread needs to fill the register tiles. */
  private static final int ROWS = 10;

  /**
   * Multiply-adds of a step that are worth a barrier: about 50 microseconds, for where the
   * processors are busy with other work a wait may take that long.
   */
  private static final long WORTH = 2_000_000;

  /**
   * The same where there are fewer rows than threads, which would have nothing to do otherwise: a
   * microsecond (measured: LSTM 1, 100, 128, 128, forward alone, 0.33 ms by rows, 0.18 by units).
   */
  private static final long WORTH_OF_FEW = 40_000;

  /** Panels a thread needs so that the chains of a single row fill the fma units. */
  private static final int PANELS = 4;

  /**
   * Rows {@code [from, to)} of the batch and, of the hidden units, part {@code part} of {@code
   * parts}.
   */
  record Share(int from, int to, int part, int parts) {
    int rows() {
      return to - from;
    }

    /** First of the panels, {@code panels} in all, that are this share's. */
    int first(int panels) {
      return panels * part / parts;
    }

    /** The panel after the last one that is this share's. */
    int last(int panels) {
      return panels * (part + 1) / parts;
    }
  }

  /** A part of the work of one step, after which all threads must have done theirs. */
  @FunctionalInterface
  interface Phase {
    /** Computes the share in step {@code n}, 0 first. */
    void run(int n, Share share);
  }

  private Recurrence() {}

  /**
   * Runs {@code steps} steps of the given phases.
   *
   * @param weights what every step reads; its columns are the units, or gates of units
   */
  static void run(Workers workers, int steps, int batch, PackedMatrix weights, Phase... phases) {
    long size = (long) weights.rows() * weights.columns();
    long work = (long) steps * batch * size;
    int threads = workers.threads();
    boolean few =
        batch < threads
            && batch * size >= WORTH_OF_FEW
            && work >= WORTH
            && weights.panels() >= PANELS * threads;
    boolean byUnits = few || (batch < ROWS * threads && batch * size >= WORTH);
    if (!byUnits || threads == 1) {
      workers.split(batch, 2, work, (from, to) -> run(steps, new Share(from, to, 0, 1), phases));
      return;
    }
    workers.together(
        work,
        (index, barrier) -> {
          Share share = new Share(0, batch, index, barrier.members());
          for (int n = 0; n < steps; n++) {
            for (Phase phase : phases) {
              phase.run(n, share);
              barrier.await();
            }
          }
        });
  }

  private static void run(int steps, Share share, Phase... phases) {
    for (int n = 0; n < steps; n++) {
      for (Phase phase : phases) {
        phase.run(n, share);
      }
    }
  }
}
