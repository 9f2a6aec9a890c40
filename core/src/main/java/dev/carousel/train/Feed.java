package dev.carousel.train;

import dev.carousel.data.Examples;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the groups of examples come from, epoch by epoch. */
interface Feed {
  /** Some examples, of the shapes of all. */
  Examples some();

  /** Steps of the longest example, as far as it is known. */
  int longest();

  /** Groups in an epoch; 0 if that is not known. */
  int groups();

  /**
   * The groups of an epoch from some place on.
   *
   * @param epoch epochs done before it
   * @param skip groups done in it
   */
  Groups epoch(int epoch, int skip) throws IOException;

  /** What decides the examples and their order, for a fingerprint. */
  String words();

  /** The groups of an epoch, one after the other. */
  interface Groups extends AutoCloseable {
    /** The next one; null behind the last. */
    @Nullable Group next() throws IOException;

    @Override
    default void close() {}
  }
}
