package dev.carousel.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every tile, also those this machine's vectors are too narrow to choose. */
class RowTilesTest {
  private static final int K = 37;

  @ParameterizedTest
  @ValueSource(ints = {8, 6, 4, 2, 1})
  void isOneChainAnElement(int rows) {
    int width = RowTiles.WIDTH;
    int aStride = K + 3;
    int outStride = width + 5;
    float[] a = random(1, 2 + rows * aStride);
    float[] b = random(2, 4 + K * width);
    float[] out = random(3, 1 + rows * outStride);
    float[] expected = out.clone();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < width; c++) {
        int at = 1 + r * outStride + c;
        for (int k = 0; k < K; k++) {
          expected[at] = Math.fma(a[2 + r * aStride + k], b[4 + k * width + c], expected[at]);
        }
      }
    }
    RowTiles.run(rows, K, a, 2, aStride, b, 4, out, 1, outStride);
    assertThat(out).isEqualTo(expected);
  }

  private static float[] random(int seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] a = new float[n];
    for (int i = 0; i < n; i++) {
      a[i] = (float) (random.nextDouble() - 0.5);
    }
    return a;
  }
}
