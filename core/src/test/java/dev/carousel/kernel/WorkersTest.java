package dev.carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pool: every output once, on several threads, whoever calls and whatever is thrown. */
@Timeout(30)
class WorkersTest {
  private static final long MUCH = 10_000_000;

  private static void checkEachOnce(Workers workers, int size, int grain, long work) {
    AtomicIntegerArray done = new AtomicIntegerArray(size);
    workers.split(
        size,
        grain,
        work,
        (from, to) -> {
          assertThat(from % grain).isZero();
          assertThat(from).isLessThan(to);
          for (int i = from; i < to; i++) {
            done.incrementAndGet(i);
          }
        });
    for (int i = 0; i < size; i++) {
      assertThat(done.get(i)).as("output %d of %d", i, size).isEqualTo(1);
    }
  }

  @Test
  void everyOutputOnceWhateverTheSizes() {
    for (int threads = 1; threads <= 4; threads++) {
      try (Workers workers = new Workers(threads)) {
        for (int size : new int[] {0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 100, 1001}) {
          for (int grain : new int[] {1, 2, 4, 16}) {
            checkEachOnce(workers, size, grain, MUCH);
          }
        }
      }
    }
  }

  /** All pieces are under way at once, so as many threads as there are run them. */
  @Test
  void piecesRunAtTheSameTime() {
    for (int threads = 2; threads <= 3; threads++) {
      try (Workers workers = new Workers(threads)) {
        CountDownLatch all = new CountDownLatch(threads);
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        workers.split(
            threads,
            1,
            MUCH,
            (from, to) -> {
              seen.add(Thread.currentThread());
              all.countDown();
              await(all);
            });
        assertThat(seen).hasSize(threads).contains(Thread.currentThread());
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void littleWorkAndOneThreadStayOnTheCaller() {
    try (Workers two = new Workers(2);
        Workers one = new Workers(1)) {
      List<int[]> ranges = new ArrayList<>();
      two.split(100, 1, 1000, (from, to) -> ranges.add(new int[] {from, to}));
      two.split(4, 4, MUCH, (from, to) -> ranges.add(new int[] {from, to}));
      one.split(9, 1, MUCH, (from, to) -> ranges.add(new int[] {from, to}));
      assertThat(ranges).containsExactly(new int[] {0, 100}, new int[] {0, 4}, new int[] {0, 9});
    }
  }

  @Test
  void whatIsThrownComesOutOnTheCallerAndThePoolGoesOn() {
    try (Workers workers = new Workers(3)) {
      for (int where = 0; where < 3; where++) {
        int bad = where;
        AtomicInteger finished = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(3);
        assertThatThrownBy(() ->
                workers.split(
                    3,
                    1,
                    MUCH,
                    (from, to) -> {
                      all.countDown();
                      await(all);
                      if (from == bad) {
                        throw new IllegalStateException("piece " + from);
                      }
                      finished.incrementAndGet();
                    }))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("piece " + where);
        assertThat(finished).hasValue(2);
        checkEachOnce(workers, 100, 1, MUCH);
      }
      assertThatThrownBy(() ->
              workers.split(
                  3,
                  1,
                  MUCH,
                  (from, to) -> {
                    throw new StackOverflowError("an error too");
                  }))
          .isInstanceOf(StackOverflowError.class);
      checkEachOnce(workers, 100, 1, MUCH);
    }
  }

  @Test
  void nestedUseComesToAnEnd() {
    try (Workers workers = new Workers(3)) {
      AtomicInteger inner = new AtomicInteger();
      workers.split(
          30,
          1,
          MUCH,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              workers.split(10, 1, MUCH, (f, t) -> inner.addAndGet(t - f));
            }
          });
      assertThat(inner).hasValue(300);
      checkEachOnce(workers, 100, 1, MUCH);
    }
  }

  @Test
  void manyCallersAtOnce() throws InterruptedException, ExecutionException {
    try (Workers workers = new Workers(2);
        ExecutorService callers = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all = new ArrayList<>();
      for (int caller = 0; caller < 4; caller++) {
        all.add(
            callers.submit(() -> {
              for (int i = 0; i < 200; i++) {
                checkEachOnce(workers, 17, 2, MUCH);
              }
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  @Test
  void closingEndsTheThreadsAndLeavesTheCallerWorking() throws InterruptedException {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    Workers workers = new Workers(3);
    CountDownLatch all = new CountDownLatch(3);
    workers.split(
        3,
        1,
        MUCH,
        (from, to) -> {
          seen.add(Thread.currentThread());
          all.countDown();
          await(all);
        });
    workers.close();
    seen.remove(Thread.currentThread());
    assertThat(seen).hasSize(2);
    for (Thread helper : seen) {
      assertThat(helper.isDaemon()).isTrue();
      assertThat(helper.join(Duration.ofSeconds(10))).isTrue();
    }
    checkEachOnce(workers, 100, 1, MUCH);
  }

  @Test
  void aTeamMeetsAtItsBarrierAndEveryMemberIsThereOnce() {
    try (Workers workers = new Workers(3)) {
      int largest = 0;
      for (int round = 0; round < 200; round++) {
        AtomicIntegerArray steps = new AtomicIntegerArray(3);
        Set<Integer> sizes = ConcurrentHashMap.newKeySet();
        workers.together(
            1_000_000_000, // waits 2.5 ms for its members
            (index, barrier) -> {
              sizes.add(barrier.members());
              for (int step = 1; step <= 5; step++) {
                steps.incrementAndGet(index);
                barrier.await();
                for (int other = 0; other < barrier.members(); other++) {
                  assertThat(steps.get(other)).isEqualTo(step);
                }
                barrier.await();
              }
            });
        assertThat(sizes).hasSize(1);
        int members = sizes.iterator().next();
        for (int i = 0; i < 3; i++) {
          assertThat(steps.get(i)).isEqualTo(i < members ? 5 : 0);
        }
        largest = Math.max(largest, members);
      }
      assertThat(largest).as("members of the largest team").isGreaterThan(1);
    }
  }

  /** Helpers that are at other work, or gone, are not waited for. */
  @Test
  void aTeamBeginsWithoutThoseWhoDoNotCome() {
    Workers workers = new Workers(3);
    workers.close();
    AtomicInteger members = new AtomicInteger();
    for (int i = 0; i < 3; i++) { // a helper may see the first before it sees the end
      workers.together(MUCH, (index, barrier) -> members.set(barrier.members()));
    }
    assertThat(members).hasValue(1);
  }

  @Test
  void aMemberThatFailsEndsTheTeamAndThePoolGoesOn() {
    AtomicInteger largest = new AtomicInteger();
    try (Workers workers = new Workers(3)) {
      for (int i = 0; i < 20; i++) {
        assertThatThrownBy(() ->
                workers.together(
                    1_000_000_000,
                    (index, barrier) -> {
                      largest.accumulateAndGet(barrier.members(), Math::max);
                      if (index == barrier.members() - 1) {
                        throw new IllegalStateException("the last one");
                      }
                      barrier.await();
                    }))
            .hasMessage("the last one");
        checkEachOnce(workers, 100, 1, MUCH);
      }
    }
    assertThat(largest.get()).as("members of the largest team").isGreaterThan(1);
  }

  @Test
  void threadsAreAtLeastOne() {
    assertThatThrownBy(() -> new Workers(0)).hasMessage("threads: 0, expected at least 1");
  }
}
