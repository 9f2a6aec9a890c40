package dev.carousel.train;

import dev.carousel.kernel.Engine;
import dev.carousel.kernel.Matmul;
import dev.carousel.tensor.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One number for all that an engine computes: products of awkward sizes, and training runs. */
final class EngineDigest {
  /** M, K, N of products that are computed in several blocks and chunks. */
  private static final int[][] LARGE = {{37, 1030, 33}, {250, 70, 41}, {20, 2100, 17}};

  private static final int[] SIZES = {1, 2, 3, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33, 64, 100};

  private EngineDigest() {}

  /** Prints the digest of the vector engine. */
  public static void main(String[] args) {
    System.out.println(of("vector"));
  }

  static String of(String kernels) {
    Engine engine = Engine.of(kernels, 1);
    List<String> parts = new ArrayList<>();
    for (int rounds = 0; rounds < 3; rounds++) { // interpreted first, compiled in the end
      parts.add(Integer.toHexString(products(engine.kernels().matmul())));
    }
    EngineBitsTest.cases()
        .forEach(c -> {
          int hash = Arrays.deepHashCode(c.train(engine).toArray());
          parts.add(c.name() + " " + Integer.toHexString(hash));
        });
    return String.join(", ", parts);
  }

  private static int products(Matmul matmul) {
    int hash = 1;
    for (int i = 0; i < SIZES.length; i++) {
      for (int m : SIZES) {
        int n = SIZES[(i + m) % SIZES.length];
        hash = 31 * hash + product(matmul, m, 1 + 13 * i, n);
      }
    }
    for (int[] size : LARGE) {
      hash = 31 * hash + product(matmul, size[0], size[1], size[2]);
    }
    return hash;
  }

  /** {@code out += a * b} and {@code out += a^T * b}, of the same numbers. */
  private static int product(Matmul matmul, int m, int k, int n) {
    float[] a = Samples.values(k, m * k, 1);
    float[] b = Samples.values(m, n * k, 1);
    float[] out = Samples.values(7, m * n, 1);
    matmul.multiply(m, a, 0, k, matmul.pack(k, n, b, 0, n), out, 0, n);
    Matmul.Left left = new Matmul.Left(m, a, 0, m, out, 0, n);
    matmul.multiplyTransposed(k, Matmul.Right.of(n, b, 0, n), List.of(left));
    return Arrays.hashCode(Samples.bits(out));
  }
}
