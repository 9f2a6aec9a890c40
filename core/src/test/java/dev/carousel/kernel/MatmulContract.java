package dev.carousel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Matmul} has to do: one ascending fma chain an element, nothing else touched.
 */
abstract class MatmulContract {
  private static final int[] SIZES = {
    1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 13, 15, 16, 17, 31, 33, 64, 100
  };
  private static final int CASES = 150;
  private static final float GUARD = -77.25f;

  abstract Matmul matmul();

  /** A row-major matrix somewhere in an array, with room between its rows. */
  private record Operand(float[] data, int offset, int stride, int columns) {
    static Operand random(SplittableRandom random, int rows, int columns) {
      int offset = random.nextInt(9);
      int stride = columns + random.nextInt(8);
      int length = offset + Math.max(rows, 1) * stride + 3;
      return new Operand(
          Bits.random(random.nextLong(), length, 2f, false), offset, stride, columns);
    }

    /** All of it, around and between the rows, is the guard; the rows are random. */
    static Operand guarded(SplittableRandom random, int rows, int columns) {
      Operand o = random(random, rows, columns);
      for (int i = 0; i < o.data.length; i++) {
        int inRow = Math.floorMod(i - o.offset, o.stride);
        boolean inside = i >= o.offset && i < o.offset + rows * o.stride && inRow < columns;
        o.data[i] = inside ? o.data[i] : GUARD;
      }
      return o;
    }

    int at(int r, int c) {
      return offset + r * stride + c;
    }

    float get(int r, int c) {
      return data[at(r, c)];
    }
  }

  private static int pick(SplittableRandom random) {
    return SIZES[random.nextInt(SIZES.length)];
  }

  @Test
  void productIsOneChainAnElement() {
    SplittableRandom random = new SplittableRandom(11);
    for (int n = 0; n < CASES; n++) {
      checkProduct(random, pick(random), pick(random), pick(random));
    }
    for (int rows : SIZES) { // every number of rows and of columns is met
      checkProduct(random, rows, 7, 33);
      checkProduct(random, 3, 5, rows);
    }
    checkProduct(random, 3, 0, 17);
    checkProduct(random, 0, 3, 17);
    checkProduct(random, 13, 700, 37);
    checkProduct(random, 70, 1030, 20); // more than a block of rows, and of k
    checkProduct(random, 250, 9, 5);
  }

  private void checkProduct(SplittableRandom random, int m, int k, int n) {
    Operand a = Operand.random(random, m, k);
    Operand b = Operand.random(random, k, n);
    Operand out = Operand.guarded(random, m, n);
    float[] expected = out.data.clone();
    for (int r = 0; r < m; r++) {
      for (int c = 0; c < n; c++) {
        for (int j = 0; j < k; j++) {
          expected[out.at(r, c)] = Math.fma(a.get(r, j), b.get(j, c), expected[out.at(r, c)]);
        }
      }
    }
    float[] before = out.data.clone();
    int[] groupings = {1, n % 2 == 0 ? 2 : 1, n % 3 == 0 ? 3 : 1, n % 4 == 0 ? 4 : 1};
    int groups = groupings[random.nextInt(4)];
    PackedMatrix packed = new PackedMatrix(k, n, groups, matmul().panelWidth());
    packed.pack(b.data, b.offset, b.stride);
    matmul().multiply(m, a.data, a.offset, a.stride, packed, out.data, out.offset, out.stride);
    assertThat(Bits.of(out.data))
        .as("%d x %d x %d in %d", m, k, n, groups)
        .isEqualTo(Bits.of(expected));

    int middle = random.nextInt(packed.panelsPerGroup() + 1); // the same in two ranges
    for (int[] range : new int[][] {{0, middle}, {middle, packed.panelsPerGroup()}}) {
      matmul()
          .multiply(
              m,
              a.data,
              a.offset,
              a.stride,
              packed,
              range[0],
              range[1],
              before,
              out.offset,
              out.stride);
    }
    assertThat(Bits.of(before))
        .as("%d x %d x %d, panels cut at %d", m, k, n, middle)
        .isEqualTo(Bits.of(expected));
  }

  @Test
  void transposedProductIsOneChainAnElement() {
    SplittableRandom random = new SplittableRandom(12);
    for (int n = 0; n < CASES; n++) {
      checkTransposed(random, pick(random), pick(random), pick(random));
    }
    for (int rows : SIZES) {
      checkTransposed(random, 5, rows, 33);
      checkTransposed(random, 5, 3, rows);
    }
    for (int k : new int[] {0, 255, 256, 257, 511, 512, 513, 777}) {
      checkTransposed(random, k, 7, 19);
    }
    checkTransposed(random, 515, 130, 9); // more than a block of columns
    checkTransposed(random, 3, 250, 9);
  }

  /** Two left operands and the sums of the right one. */
  private void checkTransposed(SplittableRandom random, int k, int m, int n) {
    Operand a = Operand.random(random, k, m);
    Operand second = Operand.random(random, k, 5);
    Operand b = Operand.random(random, k, n);
    Operand out = Operand.guarded(random, m, n);
    Operand secondOut = Operand.guarded(random, 5, n);
    Operand sums = Operand.guarded(random, 1, n);
    float[] expected = transposed(k, m, a, b, out);
    float[] expectedSecond = transposed(k, 5, second, b, secondOut);
    float[] expectedSums = sums.data.clone();
    for (int j = 0; j < k; j++) {
      for (int c = 0; c < n; c++) {
        expectedSums[sums.at(0, c)] += b.get(j, c);
      }
    }
    Matmul.Right right = Matmul.Right.of(n, b.data, b.offset, b.stride);
    matmul().multiplyTransposed(k, right, List.of(left(m, a, out)));
    assertThat(Bits.of(out.data)).as("%d x %d x %d", k, m, n).isEqualTo(Bits.of(expected));

    expected = transposed(k, m, a, b, out);
    right = new Matmul.Right(n, b.data, b.offset, b.stride, sums.data, sums.offset);
    List<Matmul.Left> lefts = List.of(left(m, a, out), left(5, second, secondOut));
    matmul().multiplyTransposed(k, right, lefts);
    assertThat(Bits.of(out.data)).as("%d x %d x %d", k, m, n).isEqualTo(Bits.of(expected));
    assertThat(Bits.of(secondOut.data)).isEqualTo(Bits.of(expectedSecond));
    assertThat(Bits.of(sums.data)).isEqualTo(Bits.of(expectedSums));
  }

  private static Matmul.Left left(int m, Operand a, Operand out) {
    return new Matmul.Left(m, a.data, a.offset, a.stride, out.data, out.offset, out.stride);
  }

  private static float[] transposed(int k, int m, Operand a, Operand b, Operand out) {
    float[] expected = out.data.clone();
    for (int r = 0; r < m; r++) {
      for (int c = 0; c < out.columns; c++) {
        for (int j = 0; j < k; j++) {
          expected[out.at(r, c)] = Math.fma(a.get(j, r), b.get(j, c), expected[out.at(r, c)]);
        }
      }
    }
    return expected;
  }

  @Test
  void packsAMatrixAndItsTranspose() {
    SplittableRandom random = new SplittableRandom(13);
    for (int n = 0; n < 30; n++) {
      int rows = pick(random);
      int columns = pick(random);
      Operand a = Operand.random(random, rows, columns);
      PackedMatrix packed = new PackedMatrix(rows, columns, matmul().panelWidth());
      PackedMatrix transposed = new PackedMatrix(columns, rows, matmul().panelWidth());
      int cut = random.nextInt(packed.panels() + 1);
      matmul().pack(packed, a.data, a.offset, a.stride, cut, packed.panels());
      matmul().pack(packed, a.data, a.offset, a.stride, 0, cut);
      cut = random.nextInt(transposed.panels() + 1);
      matmul().packTransposed(transposed, a.data, a.offset, a.stride, cut, transposed.panels());
      matmul().packTransposed(transposed, a.data, a.offset, a.stride, 0, cut);
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          assertThat(element(packed, r, c)).isEqualTo(a.get(r, c));
          assertThat(element(transposed, c, r)).isEqualTo(a.get(r, c));
        }
      }
    }
  }

  @Test
  void packsGroupsOfColumnsAndLeavesTheirEndsZero() {
    SplittableRandom random = new SplittableRandom(14);
    for (int size : new int[] {1, 7, 16, 33, 48}) {
      Operand a = Operand.random(random, 21, 3 * size);
      PackedMatrix packed = new PackedMatrix(21, 3 * size, 3, matmul().panelWidth());
      PackedMatrix expected = new PackedMatrix(21, 3 * size, 3, matmul().panelWidth());
      matmul().pack(packed, a.data, a.offset, a.stride, 0, packed.panels());
      expected.pack(a.data, a.offset, a.stride);
      assertThat(Bits.of(packed.data())).isEqualTo(Bits.of(expected.data()));
    }
  }

  private static float element(PackedMatrix m, int r, int c) {
    return m.data()[m.at(c / m.width(), r) + c % m.width()];
  }

  @Test
  void specialValuesTravelAsInTheDefinition() {
    float inf = Float.POSITIVE_INFINITY;
    float[] a = {0, 1, inf, -inf, Float.NaN, Float.MIN_VALUE, -0f, 3e38f, -3e38f};
    float[] b = new float[9 * 9];
    for (int i = 0; i < 81; i++) {
      b[i] = a[(i * 5 + i / 9) % 9];
    }
    float[] out = new float[9];
    float[] expected = new float[9];
    matmul().multiply(1, a, 0, 9, matmul().pack(9, 9, b, 0, 9), out, 0, 9);
    for (int c = 0; c < 9; c++) {
      for (int k = 0; k < 9; k++) {
        expected[c] = Math.fma(a[k], b[k * 9 + c], expected[c]);
      }
    }
    assertThat(Bits.of(out)).isEqualTo(Bits.of(expected));
  }
}
