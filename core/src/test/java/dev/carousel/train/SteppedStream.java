package dev.carousel.train;

import dev.carousel.data.Example;
import dev.carousel.data.ExampleStream;
import dev.carousel.random.Randomness;
import dev.carousel.tensor.Shape;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sequences of random lengths made while they are read: the target is the mean of their steps. */
final class SteppedStream implements ExampleStream {
  private final int size;
  private final int steps;
  private final int features;
  final AtomicInteger open = new AtomicInteger();
  int broken = Integer.MAX_VALUE; // the example that cannot be read

  SteppedStream(int size, int steps, int features) {
    this.size = size;
    this.steps = steps;
    this.features = features;
  }

  @Override
  public Shape inputShape() {
    return Shape.of(steps, features);
  }

  @Override
  public Shape targetShape() {
    return Shape.of(1);
  }

  @Override
  public Reader open() {
    open.incrementAndGet();
    return new Reader() {
      private int next;

      @Override
      public @Nullable Example read() throws IOException {
        if (next == broken) {
          throw new IOException("example " + next + " cannot be read");
        }
        return next == size ? null : example(next++);
      }

      @Override
      public void close() {
        open.decrementAndGet();
      }
    };
  }

  Example example(int index) {
    Randomness random = new Randomness(9, index);
    int length = 1 + (int) (random.uniformDouble(0) * steps);
    float[] x = new float[length * features];
    float sum = 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = random.uniform(i + 1) - 0.5f;
      sum += x[i];
    }
    float[] weights = {index % 3 == 0 ? 2 : 1};
    return new Example(x, new float[] {sum / length}, index < size / 2 ? null : weights);
  }
}
