package dev.carousel.data;

import dev.carousel.tensor.Shape;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Examples that are read one after the other, for data larger than memory; opened anew for each
 * epoch, and each time the same examples in the same order. It is read by a thread of its own.
 */
public interface ExampleStream {
  /** Shape of one input: (T, I), or (T) tokens, T being the steps of the longest. */
  Shape inputShape();

  /** Shape of one target; (T, ...) if targets have a step for each step of the input. */
  Shape targetShape();

  /** Begins at the first example. */
  Reader open() throws IOException;

  /** Where a pass over the examples is. */
  interface Reader extends Closeable {
    /** The next example; null behind the last. */
    @Nullable Example read() throws IOException;

    @Override
    default void close() throws IOException {}
  }

  /**
   * Some examples of it, to be read by index.
   *
   * @param first number of the first one in the stream, for messages
   * @throws IllegalArgumentException if one does not have the shapes
   */
  default Examples hold(long first, List<Example> some) {
    return new HeldExamples(this, first, some);
  }
}
