package dev.carousel.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every number of rows up to several tiles, by whole panels and by ones cut short. */
class PackedRowsTest {
  private static final int WIDTH = RegisterTiles.WIDTH;

  @ParameterizedTest
  @MethodSource("numbersOfRows")
  void rowsAreOneChainAnElement(int rows) {
    check(rows, 37, WIDTH, false);
    check(rows, 3, WIDTH - 1, false);
  }

  @ParameterizedTest
  @MethodSource("numbersOfRows")
  void columnsAreOneChainAnElement(int rows) {
    check(rows, 38, WIDTH, true);
    check(rows, 1, 1, true);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBlockMayBeFull(boolean columns) {
    for (int depth : new int[] {1, 27, 513, PackedRows.DEPTH}) {
      int rows = PackedRows.rowsOfBlock(depth);
      check(rows, depth, WIDTH, columns);
      check(rows - 1, depth, WIDTH - 3, columns);
    }
  }

  @Test
  void columnsMayEndWithTheirArray() {
    float[] a = random(1, 9 * 6);
    float[] b = random(2, 9 * WIDTH);
    float[] out = new float[6 * WIDTH];
    PackedRows packed = new PackedRows();
    packed.packColumns(6, 9, a, 0, 6);
    packed.multiply(b, 0, WIDTH, out, 0, WIDTH);
    float last = 0;
    for (int k = 0; k < 9; k++) {
      last = Math.fma(a[k * 6 + 5], b[k * WIDTH + WIDTH - 1], last);
    }
    assertThat(out[6 * WIDTH - 1]).isEqualTo(last);
  }

  private static IntStream numbersOfRows() {
    return IntStream.rangeClosed(1, 31);
  }

  private static void check(int rows, int depth, int valid, boolean transposed) {
    int stride = (transposed ? rows : depth) + 3;
    int outStride = WIDTH + 5;
    float[] a = random(1, 2 + (transposed ? depth : rows) * stride);
    float[] b = random(2, 4 + depth * WIDTH);
    float[] out = random(3, 1 + rows * outStride);
    float[] expected = out.clone();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < valid; c++) {
        int at = 1 + r * outStride + c;
        for (int k = 0; k < depth; k++) {
          float left = a[2 + (transposed ? k * stride + r : r * stride + k)];
          expected[at] = Math.fma(left, b[4 + k * WIDTH + c], expected[at]);
        }
      }
    }
    PackedRows packed = new PackedRows();
    if (transposed) {
      packed.packColumns(rows, depth, a, 2, stride);
    } else {
      packed.packRows(rows, depth, a, 2, stride);
    }
    packed.multiply(b, 4, valid, out, 1, outStride);
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
