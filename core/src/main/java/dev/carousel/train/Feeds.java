package dev.carousel.train;

import dev.carousel.data.ExampleStream;
import dev.carousel.data.Examples;
import dev.carousel.random.Randomness;
import org.jspecify.annotations.Nullable;

/**
 * What a run learns from and what it is validated on.
 *
 * @param validation null if there is nothing to validate on
 */
record Feeds(Feed training, @Nullable Feed validation) {
  private static final int BATCH = 256; // of validation examples read by index

  /** Feeds of examples, some of which may be put aside for validation. */
  static Feeds of(Fit fit, Examples examples) {
    ValidationSplit split = fit.split;
    if (split == null) {
      return new Feeds(indexed(fit, examples), validation(fit));
    }
    Examples parted = split.order(examples, random(fit, "split"));
    int kept = split.kept(examples.size());
    return new Feeds(
        indexed(fit, parted.range(0, kept)),
        IndexedFeed.inOrder(parted.range(kept, examples.size()), BATCH));
  }

  /** Feeds of a stream. */
  static Feeds of(Fit fit, ExampleStream stream) {
    if (fit.split != null) {
      throw new IllegalArgumentException(
          "a stream cannot be split; give validation(...) examples or a stream of their own");
    }
    int size = Math.multiplyExact(fit.batchSize, fit.accumulate);
    Randomness order = random(fit, "order");
    Feed training = new StreamFeed(stream, fit.order, fit.batchSize, size, fit.buffer, order);
    return new Feeds(training, validation(fit));
  }

  private static Feed indexed(Fit fit, Examples examples) {
    int size = Math.multiplyExact(fit.batchSize, fit.accumulate);
    return new IndexedFeed(examples, fit.order, fit.batchSize, size, random(fit, "order"));
  }

  private static @Nullable Feed validation(Fit fit) {
    ExampleStream stream = fit.validationStream;
    if (stream != null) {
      int size = fit.batchSize;
      Randomness none = new Randomness(0, 0);
      return new StreamFeed(stream, ExampleOrder.AS_GIVEN, size, size, fit.buffer, none);
    }
    Examples examples = fit.validation;
    return examples == null ? null : IndexedFeed.inOrder(examples, BATCH);
  }

  private static Randomness random(Fit fit, String name) {
    return new Randomness(fit.seed, 0).named(name);
  }
}
