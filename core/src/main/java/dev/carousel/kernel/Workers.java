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
 * threads advance step by step and meet at a barrier. No work waits for a thread to come, whose
 * processor may be taken: what nobody has begun the caller does.
 */
public final class Workers implements AutoCloseable {
  /** Multiply-adds below which handing over costs more than it saves. */
  private static final long SMALL = 100_000;

  /**
   * About a third of a millisecond, so that threads are still awake after what the caller does
   * alone. One that sleeps has to be woken and comes late (LSTM 1, 100, 128, 128, a training step:
   * 0.65 ms with 4,000, 0.59 with 30,000).
   */
  private static final int SPINS = 20_000;

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

  /** What the pool is at. */
  private abstract static class Work {
    final AtomicInteger unfinished = new AtomicInteger();
    volatile @Nullable Throwable failure;

    /** A helper's share. */
    abstract void help();
  }

  /** Parts to be taken by whoever is free. */
  private static final class Job extends Work {
    final IntConsumer body;
    final int parts;
    final AtomicInteger next = new AtomicInteger();

    Job(int parts, IntConsumer body) {
      this.body = body;
      this.parts = parts;
      unfinished.set(parts);
    }

    @Override
    void help() {
      for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
        try {
          body.accept(part);
        } catch (RuntimeException | Error e) {
          failure = e;
        } finally {
          unfinished.decrementAndGet();
        }
      }
    }
  }

  /** A team: helpers join it until the caller begins. */
  private static final class Crew extends Work {
    private static final int CLOSED = -1;

    /** Nanoseconds the caller waits for helpers, at least; they are on their way. */
    private static final long WAIT = 10_000;

    /** The same as a share of what the work takes: multiply-adds, of which a thread makes 100. */
    private static final long WORK_PER_NANO = 400;

    final Team body;
    final AtomicInteger joined = new AtomicInteger(1); // the caller
    volatile @Nullable TeamBarrier barrier;

    Crew(Team body) {
      this.body = body;
    }

    /** The caller's share, after all helpers have joined or have had their time. */
    void lead(int most, long work) {
      long until = System.nanoTime() + WAIT + work / WORK_PER_NANO;
      while (joined.get() < most && System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      int members = joined.getAndSet(CLOSED);
      unfinished.set(members);
      TeamBarrier all = members == 1 ? TeamBarrier.ALONE : new TeamBarrier(members);
      barrier = all;
      run(0, all);
    }

    @Override
    void help() {
      int index = join();
      if (index == CLOSED) {
        return;
      }
      TeamBarrier all = barrier;
      while (all == null) {
        Thread.onSpinWait();
        all = barrier;
      }
      run(index, all);
    }

    private int join() {
      int now = joined.get();
      while (now != CLOSED && !joined.compareAndSet(now, now + 1)) {
        now = joined.get();
      }
      return now;
    }

    private void run(int index, TeamBarrier all) {
      try {
        body.run(index, all);
      } catch (TeamBarrier.Left e) { // the failure is that of the member who left
        failure = failure == null ? e : failure;
      } catch (RuntimeException | Error e) {
        failure = e;
        all.leave();
      } finally {
        unfinished.decrementAndGet();
      }
    }
  }

  private final Thread[] helpers;
  private final ReentrantLock use = new ReentrantLock();
  private volatile @Nullable Work current;
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
      Job job = new Job(parts, p -> body.run(p * step, Math.min(size, (p + 1) * step)));
      share(job, job::help);
    } finally {
      use.unlock();
    }
  }

  /**
   * Runs {@code body} on several threads at once, each as one member of a team, whose size depends
   * on which threads are there in time; the caller alone is the team if {@code work} (multiply-adds
   * in all) is small.
   */
  public void together(long work, Team body) {
    if (!take(work)) {
      body.run(0, TeamBarrier.ALONE);
      return;
    }
    try {
      Crew crew = new Crew(body);
      share(crew, () -> crew.lead(threads(), work));
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

  private void share(Work shared, Runnable own) {
    current = shared;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
    try {
      own.run();
      while (shared.unfinished.get() > 0) {
        Thread.onSpinWait();
      }
    } finally {
      current = null;
    }
    switch (shared.failure) {
      case null -> {}
      case Error e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new AssertionError(shared.failure);
    }
  }

  private void loop() {
    Work done = null;
    int spins = 0;
    while (!closed) {
      Work work = current;
      if (work != null && !work.equals(done)) {
        done = work;
        work.help();
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
