package dev.carousel.bench.ceiling;

import dev.carousel.bench.work.Statistics;
import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;
import dev.carousel.random.Randomness;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Carousel's product of packed weights beside the {@link FmaLoop}, window by window: on a machine
 * that is shared or changes its clock, only what ran in the same moment can be compared.
 */
public final class ProductLoop {
  /** M, K and N: 64 rows through a layer of 512 units. */
  private static final int ROWS = 64;

  private static final int INNER = 512;
  private static final int COLUMNS = 2048;

  private ProductLoop() {}

  /**
   * Prints the best GFLOP/s of the loop and of the product, and the median of the product's part of
   * the loop. The first half of the windows is for the compiler.
   *
   * @param args threads at once, and windows
   */
  public static void main(String[] args) throws InterruptedException {
    int windows = Integer.parseInt(args[1]);
    double[][] all =
        Windows.rates(
            Integer.parseInt(args[0]),
            windows,
            t -> new Windows.Work[] {FmaLoop::window, product(t)});
    List<double[]> warm = Arrays.asList(all).subList(windows / 2, windows);
    System.out.printf(
        Locale.ROOT,
        "%f %f %f%n",
        warm.stream().mapToDouble(w -> w[0]).max().orElseThrow(),
        warm.stream().mapToDouble(w -> w[1]).max().orElseThrow(),
        Statistics.median(warm.stream().map(w -> w[1] / w[0]).toList()));
  }

  /** Three products on arrays of the thread's own. */
  private static Windows.Work product(int thread) {
    Matmul matmul = Engine.of("vector", 1).kernels().matmul();
    float[] a = values(thread, ROWS * INNER);
    float[] out = new float[ROWS * COLUMNS];
    PackedMatrix weights = matmul.pack(INNER, COLUMNS, values(-1, INNER * COLUMNS), 0, COLUMNS);
    return () -> {
      Arrays.fill(out, 0f);
      for (int i = 0; i < 3; i++) {
        matmul.multiply(ROWS, a, 0, INNER, weights, out, 0, COLUMNS);
      }
      return 3 * 2.0 * ROWS * INNER * COLUMNS;
    };
  }

  private static float[] values(long seed, int n) {
    Randomness random = new Randomness(seed, 0);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = 2 * random.uniform(i) - 1;
    }
    return values;
  }
}
