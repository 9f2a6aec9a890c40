package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.random.Randomness;

/**
 * Groups of examples that are read by index.
 *
 * @param order in which they are gone over
 * @param batch examples side by side
 * @param size examples of a group
 */
record IndexedFeed(Examples examples, ExampleOrder order, int batch, int size, Randomness random)
    implements Feed {
  private static final int SOME = 8;

  /** All examples in their own order. */
  static IndexedFeed inOrder(Examples examples, int size) {
    return new IndexedFeed(examples, ExampleOrder.AS_GIVEN, size, size, new Randomness(0, 0));
  }

  @Override
  public Examples some() {
    return examples.range(0, Math.min(SOME, examples.size()));
  }

  @Override
  public int longest() {
    return Group.all(examples).longest();
  }

  @Override
  public int groups() {
    return Math.ceilDiv(examples.size(), size);
  }

  @Override
  public Groups epoch(int epoch, int skip) {
    int[] sequence = order.of(examples, batch, random.numbered(epoch));
    int[] at = {Math.multiplyExact(skip, size)};
    return () -> {
      int from = at[0];
      at[0] = Math.min(sequence.length, from + size);
      return from >= sequence.length ? null : Group.of(examples, sequence, from, at[0]);
    };
  }

  @Override
  public String words() {
    return "%d examples of digest %s".formatted(examples.size(), DataDigest.of(examples));
  }
}
