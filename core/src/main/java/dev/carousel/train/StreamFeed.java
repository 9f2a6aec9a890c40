package dev.carousel.train;

import dev.carousel.BadInput;
import dev.carousel.data.Example;
import dev.carousel.data.ExampleStream;
import dev.carousel.data.Examples;
import dev.carousel.random.Randomness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups of examples that are read one after the other. As many as the buffer holds are read, put
 * in order, and cut into groups; meanwhile the next ones are read. So at most about two buffers of
 * examples are in memory, and examples change places within a buffer only.
 */
final class StreamFeed implements Feed {
  private static final int SOME = 8;

  private final ExampleStream stream;
  private final ExampleOrder order;
  private final int batch;
  private final int size; // examples of a group
  private final int buffer; // groups that are put in order together
  private final Randomness random;
  private final Examples some;

  /** Reads the first examples, to know what they look like. */
  StreamFeed(
      ExampleStream stream,
      ExampleOrder order,
      int batch,
      int size,
      int buffer,
      Randomness random) {
    this.stream = stream;
    this.order = order;
    this.batch = batch;
    this.size = size;
    this.buffer = Math.ceilDiv(buffer, size);
    this.random = random;
    try (ExampleStream.Reader reader = stream.open()) {
      some = stream.hold(0, read(reader, SOME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Examples some() {
    return some;
  }

  @Override
  public int longest() {
    return some().inputShape().at(0);
  }

  @Override
  public int groups() {
    return 0;
  }

  @Override
  public Groups epoch(int epoch, int skip) {
    return new Prefetch(
        buffer,
        ahead -> {
          try (ExampleStream.Reader reader = stream.open()) {
            read(reader, epoch, skip, ahead);
          }
        });
  }

  private void read(ExampleStream.Reader reader, int epoch, int skip, Prefetch ahead)
      throws IOException, InterruptedException {
    long read = skip(reader, (long) (skip / buffer) * buffer * size);
    int within = skip % buffer;
    boolean more = true;
    for (int pool = skip / buffer; more; pool++) {
      List<Example> held = read(reader, buffer * size);
      more = held.size() == buffer * size;
      if (within > Math.ceilDiv(held.size(), size)) {
        throw ended(read + held.size());
      }
      Examples examples = stream.hold(read, held);
      read += held.size();
      int[] sequence = order.of(examples, batch, random.numbered(epoch).numbered(pool));
      for (int from = within * size; from < sequence.length; from += size) {
        int to = Math.min(sequence.length, from + size);
        ahead.put(Group.of(examples, sequence, from, to));
      }
      within = 0;
    }
  }

  private static long skip(ExampleStream.Reader reader, long examples) throws IOException {
    for (long i = 0; i < examples; i++) {
      if (reader.read() == null) {
        throw ended(i);
      }
    }
    return examples;
  }

  private static BadInput ended(long examples) {
    return new BadInput(
        "the stream ended after %d examples, before the place where the checkpoint goes on; give"
            + " the stream the checkpoint was made with, or delete the checkpoint to start anew",
        examples);
  }

  private static List<Example> read(ExampleStream.Reader reader, int most) throws IOException {
    List<Example> held = new ArrayList<>();
    while (held.size() < most) {
      Example next = reader.read();
      if (next == null) {
        return held;
      }
      held.add(next);
    }
    return held;
  }

  @Override
  public String words() {
    return "stream whose first examples have digest %s, %d groups in a buffer"
        .formatted(DataDigest.of(some), buffer);
  }
}
