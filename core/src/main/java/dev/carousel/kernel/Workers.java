package dev.carousel.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A pool of threads for work that is split by output, so that no result depends on their number.
 * The caller works too. Waiting threads spin briefly, then park. While one caller uses the pool,
 * others do their work themselves.
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

  private static final class Job {
    final Range body;
    final int size;
    final int step;
    final AtomicInteger next = new AtomicInteger();
    final AtomicInteger unfinished;
    volatile @Nullable Throwable failure;

    Job(Range body, int size, int step) {
      this.body = body;
      this.size = size;
      this.step = step;
      this.unfinished = new AtomicInteger((size + step - 1) / step);
    }

    void work() {
      for (int from = next.getAndAdd(step); from < size; from = next.getAndAdd(step)) {
        try {
          body.run(from, Math.min(size, from + step));
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
    if (helpers.length == 0 || grains < 2 || work < SMALL || !use.tryLock()) {
      body.run(0, size);
      return;
    }
    try {
      int step = (grains + threads() - 1) / threads() * grain;
      share(new Job(body, size, step));
    } finally {
      use.unlock();
    }
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
