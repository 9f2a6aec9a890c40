package dev.carousel.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A pool of threads for work that is split by output, so that no result depends on their number.
 * The caller works too. Waiting threads spin briefly, then park. While one caller uses the pool,
 * others do their work themselves.
 *
 * <p>{@link #split} cuts work whose parts know nothing of each other; in {@link #together} the
 * threads advance step by step and meet at a barrier.
 */
public final class Workers implements AutoCloseable {
  /** Multiply-adds below which handing over costs more than it saves. */
  private static final long SMALL = 100_000;

  private static final int SPINS = 4_000;

  /** A range of outputs. */
  @FunctionalInterface
  public interface Range {
    /** Computes the outputs {@code [from, to)}. */
    void run(int from, int to);
  }

  /** What the members of a team do. */
  @FunctionalInterface
  public interface Team {
    /** The part of member {@code index} of {@code barrier.members()}. */
    void run(int index, TeamBarrier barrier);
  }

  /** Parts to be taken by whoever is free. */
  private static final class Job {
    final IntConsumer body;
    final int parts;
    final AtomicInteger next = new AtomicInteger();
    final AtomicInteger unfinished;
    volatile @Nullable Throwable failure;

    Job(int parts, IntConsumer body) {
      this.body = body;
      this.parts = parts;
      this.unfinished = new AtomicInteger(parts);
    }

    void work() {
      for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
        try {
          body.accept(part);
        } catch (TeamBarrier.Left e) { // the failure is that of the member who left
          failure = failure == null ? e : failure;
        } catch (RuntimeException | Error e) {
          failure = e;
        } finally {
          unfinished.decrementAndGet();
        }
      }
    }
  }

  private final Thread[] helpers;
  private final ReentrantLock use = new ReentrantLock();
  private volatile @Nullable Job job;
  private volatile boolean closed;

  /** A pool that works on {@code threads} threads, the caller among them. */
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: %d, expected at least 1".formatted(threads));
    }
    helpers = new Thread[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] =
          Thread.ofPlatform().daemon().name("carousel-worker-" + (i + 1)).unstarted(this::loop);
      helpers[i].start();
    }
  }

  /** Number of threads, the caller among them. */
  public int threads() {
    return helpers.length + 1;
  }

  /**
   * Runs {@code body} over {@code [0, size)} in one piece a thread, cut at multiples of {@code
   * grain}; all of it on the caller if {@code work} (multiply-adds in all) is small.
   */
  public void split(int size, int grain, long work, Range body) {
    if (size == 0) {
      return;
    }
    int grains = (size + grain - 1) / grain;
    if (grains < 2 || !take(work)) {
      body.run(0, size);
      return;
    }
    try {
      int step = (grains + threads() - 1) / threads() * grain;
      int parts = (size + step - 1) / step;
      share(new Job(parts, p -> body.run(p * step, Math.min(size, (p + 1) * step))));
    } finally {
      use.unlock();
    }
  }

  /**
   * Runs {@code body} on all threads at once, each as one member of a team; the caller alone is the
   * team if {@code work} (multiply-adds in all) is small.
   */
  public void together(long work, Team body) {
    if (!take(work)) {
      body.run(0, TeamBarrier.ALONE);
      return;
    }
    try {
      TeamBarrier barrier = new TeamBarrier(threads());
      share(
          new Job(
              threads(),
              index -> {
                try {
                  body.run(index, barrier);
                } catch (RuntimeException | Error e) {
                  barrier.leave();
                  throw e;
                }
              }));
    } finally {
      use.unlock();
    }
  }

  /** Whether the work is worth the pool, and the pool is this caller's from now on. */
  private boolean take(long work) {
    return helpers.length > 0
        && work >= SMALL
        && !use.isHeldByCurrentThread() // in the midst of other work
        && use.tryLock();
  }

  private void share(Job shared) {
    job = shared;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
    shared.work();
    while (shared.unfinished.get() > 0) {
      Thread.onSpinWait();
    }
    job = null;
    switch (shared.failure) {
      case null -> {}
      case Error e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new AssertionError(shared.failure);
    }
  }

  private void loop() {
    Job done = null;
    int spins = 0;
    while (!closed) {
      Job current = job;
      if (current != null && current != done) {
        done = current;
        current.work();
        spins = 0;
      } else if (spins++ < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(this, 1_000_000_000L);
      }
    }
  }

  /** Ends the threads. */
  @Override
  public void close() {
    closed = true;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }
}
