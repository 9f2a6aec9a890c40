package dev.carousel.kernel;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the members of a team wait for each other between two steps. A wait is far shorter than a
 * wake-up would be, so they spin; after a while they nap.
 */
public final class TeamBarrier {
  /** The barrier of a team of one: nobody to wait for. */
  static final TeamBarrier ALONE = new TeamBarrier(1);

  /** Thrown to those who wait for a member that has failed. */
  static final class Left extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Left() {
      super("another member of the team has failed");
    }
  }

  private static final int SPINS = 2_000;

  private final int members;
  private final AtomicLong arrivals = new AtomicLong(); // of all rounds
  private volatile boolean broken;

  TeamBarrier(int members) {
    this.members = members;
  }

  /** Size of the team. */
  public int members() {
    return members;
  }

  /**
   * Returns when all members have called it. What they wrote before is seen by all after.
   *
   * @throws Left if a member has left with an exception
   */
  public void await() {
    if (members == 1) {
      return;
    }
    long mine = arrivals.incrementAndGet();
    long all = (mine + members - 1) / members * members; // arrivals at the end of this round
    for (int spins = 0; arrivals.get() < all; spins++) {
      if (broken) {
        throw new Left();
      }
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(this, 1_000); // the other's processor is taken: give up this one
      }
    }
  }

  /** A member will not come any more: nobody waits for it. */
  void leave() {
    broken = true;
  }
}
