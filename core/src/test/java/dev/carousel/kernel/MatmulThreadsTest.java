package dev.carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products split over one, two and three threads, by rows, by panels and by columns. */
class MatmulThreadsTest {

  @ParameterizedTest
  @CsvSource({
    "64, 33, 100",
    "7, 129, 130",
    "2, 300, 257",
    "1, 600, 301",
    "3, 7, 5",
    "131, 64, 17",
    "5, 1000, 33"
  })
  void equalByBits(int m, int k, int n) {
    float[] a = Bits.random(1, m * k, 1f, false);
    float[] aTransposed = Bits.random(2, k * m, 1f, false);
    float[] b = Bits.random(3, k * n, 1f, false);
    float[] start = Bits.random(4, m * n, 1f, false);
    int[] product = null;
    int[] transposed = null;
    int[] added = null;
    for (String kernels : new String[] {"scalar", "vector"}) {
      for (int threads = 1; threads <= 3; threads++) {
        Engine engine = Engine.of(kernels, threads);
        try (Workers workers = engine.workers()) {
          PackedMatrix packed = engine.kernels().matmul().pack(k, n, b, 0, n);
          float[] out = start.clone();
          engine.multiply(m, a, 0, k, packed, out, 0, n);
          float[] outTransposed = start.clone();
          float[] sums = start.clone();
          Matmul.Right right = new Matmul.Right(n, b, 0, n, sums, 0);
          Matmul.Left left = new Matmul.Left(m, aTransposed, 0, m, outTransposed, 0, n);
          engine.multiplyTransposed(k, right, List.of(left));
          String what = "%s, %d threads of %d".formatted(kernels, threads, workers.threads());
          product = product == null ? Bits.of(out) : product;
          transposed = transposed == null ? Bits.of(outTransposed) : transposed;
          added = added == null ? Bits.of(sums) : added;
          assertThat(Bits.of(out)).as(what).isEqualTo(product);
          assertThat(Bits.of(outTransposed)).as(what + ", transposed").isEqualTo(transposed);
          assertThat(Bits.of(sums)).as(what + ", sums").isEqualTo(added);
        }
      }
    }
  }
}
