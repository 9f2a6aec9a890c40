package dev.carousel.train;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Groups that a virtual thread reads ahead. What it throws is thrown by {@link #next}, in its place
 * among the groups.
 */
final class Prefetch implements Feed.Groups {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What reads. */
  @FunctionalInterface
  interface Source {
    /** Puts all groups. */
    void read(Prefetch ahead) throws IOException, InterruptedException;
  }

  /** A group, a failure, or neither: the end. */
  private record Item(@Nullable Group group, @Nullable Throwable failure) {}

  private final BlockingQueue<Item> ready;
  private final Thread reader;
  private @Nullable Item last;

  /**
   * Begins to read.
   *
   * @param most groups that wait to be taken
   */
  Prefetch(int most, Source source) {
    ready = new ArrayBlockingQueue<>(most);
    reader = Thread.ofVirtual().name("examples").start(() -> read(source));
  }

  private void read(Source source) {
    try {
      Item end = new Item(null, null);
      try {
        source.read(this);
      } catch (IOException | RuntimeException | Error e) {
        end = new Item(null, e);
      }
      ready.put(end);
    } catch (InterruptedException e) { // nobody waits for more
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until there is room. */
  void put(Group group) throws InterruptedException {
    ready.put(new Item(group, null));
  }

  @Override
  public @Nullable Group next() throws IOException {
    Item item = last;
    if (item == null) {
      try {
        item = ready.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for examples");
      }
    }
    last = item.group == null ? item : null;
    return switch (item.failure) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> item.group;
    };
  }

  /** Ends the reading, and waits until the source is closed. */
  @Override
  public void close() {
    reader.interrupt();
    try {
      reader.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
