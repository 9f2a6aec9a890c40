package dev.carousel.train;

import dev.carousel.data.Examples;
import dev.carousel.random.Randomness;
import java.util.Arrays;

/** In which order examples are gone over. */
enum ExampleOrder {
  /** Their own. */
  AS_GIVEN,
  /** At random. */
  SHUFFLED,
  /** At random, but those of similar length in one batch. */
  BY_LENGTH;

  /** Batches that are filled by length from one random draw of examples. */
  static final int POOL = 64;

  /** The order of all examples. */
  int[] of(Examples examples, int batch, Randomness random) {
    if (this == AS_GIVEN) {
      return Group.all(examples).rows();
    }
    int[] shuffled = random.permutation(examples.size());
    return this == SHUFFLED ? shuffled : byLength(examples, shuffled, batch, random);
  }

  /** Sorts pools of the shuffled examples by length, and shuffles the batches cut from them. */
  private static int[] byLength(Examples examples, int[] shuffled, int batch, Randomness random) {
    int n = shuffled.length;
    long[] pool = new long[Math.min(n, Math.multiplyExact(POOL, batch))];
    int[] sorted = new int[n];
    for (int from = 0; from < n; from += pool.length) {
      int size = Math.min(pool.length, n - from);
      for (int i = 0; i < size; i++) {
        pool[i] = (long) examples.length(shuffled[from + i]) << Integer.SIZE | i;
      }
      Arrays.sort(pool, 0, size);
      for (int i = 0; i < size; i++) {
        sorted[from + i] = shuffled[from + (int) pool[i]];
      }
    }
    int[] order = sorted.clone();
    int[] batches = random.named("batches").permutation(n / batch); // a short last one stays last
    for (int i = 0; i < batches.length; i++) {
      System.arraycopy(sorted, batches[i] * batch, order, i * batch, batch);
    }
    return order;
  }

  @Override
  public String toString() {
    return switch (this) {
      case AS_GIVEN -> "as given";
      case SHUFFLED -> "shuffled";
      case BY_LENGTH -> "shuffled by length";
    };
  }
}
