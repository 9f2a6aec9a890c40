package dev.carousel.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C during a training: the training is asked to stop, and has time to keep its state. */
final class Interrupt implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  private final Thread hook = new Thread(this::ask, "carousel-interrupt");
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean asked;

  Interrupt() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the user wants to stop. */
  boolean asked() {
    return asked;
  }

  private void ask() {
    asked = true;
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("carousel: stopped before the checkpoint was written");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything is kept: the JVM may end. */
  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // the hook is running, and has just been told that it may end
    }
  }
}
