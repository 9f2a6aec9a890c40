package dev.carousel.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of {@code out += a * b}, a row-major, b one packed panel: the accumulators are
 * local variables, the body is straight, addresses are {@code base + row * stride + k} so that
 * range checks leave the loop.
 *
 * <p>The tiles repeat each other because the accumulators have to be variables: in an array, or
 * behind a loop over rows, they would live in memory, and each fma would load and store one.
 */
final class RowTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Columns of a panel: two vectors. */
  static final int WIDTH = 2 * LANES;

  /**
   * Rows of the tallest tile: of six, 12 accumulators, 2 of b and 1 of a fit 16 registers; eight,
   * which load b less often, need the 32 registers that 512-bit machines have.
   */
  static final int ROWS = LANES == 16 ? 8 : 6;

  /** Rows of the next tile when {@code left} rows are left, so that few rows run in short tiles. */
  static int rowsOfTile(int left) {
    if (ROWS == 6 && (left == 8 || left == 10)) {
      return 4;
    }
    return left >= ROWS ? ROWS : left >= 6 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1;
  }

  /** One tile of 8, 6, 4, 2 or 1 rows, K long. */
  static void run(
      int rows,
      int k,
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      int bOffset,
      float[] out,
      int outOffset,
      int outStride) {
    switch (rows) {
      case 8 -> tile8(k, a, aOffset, aStride, b, bOffset, out, outOffset, outStride);
      case 6 -> tile6(k, a, aOffset, aStride, b, bOffset, out, outOffset, outStride);
      case 4 -> tile4(k, a, aOffset, aStride, b, bOffset, out, outOffset, outStride);
      case 2 -> tile2(k, a, aOffset, aStride, b, bOffset, out, outOffset, outStride);
      case 1 -> tile1(k, a, aOffset, b, bOffset, out, outOffset);
      default -> throw new IllegalArgumentException("no tile of " + rows + " rows");
    }
  }

  private static void tile8(
      int kEnd,
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      int bOffset,
      float[] out,
      int outOffset,
      int outStride) {
    FloatVector l0 = FloatVector.fromArray(SPECIES, out, outOffset);
    FloatVector h0 = FloatVector.fromArray(SPECIES, out, outOffset + LANES);
    FloatVector l1 = FloatVector.fromArray(SPECIES, out, outOffset + outStride);
    FloatVector h1 = FloatVector.fromArray(SPECIES, out, outOffset + outStride + LANES);
    FloatVector l2 = FloatVector.fromArray(SPECIES, out, outOffset + 2 * outStride);
    FloatVector h2 = FloatVector.fromArray(SPECIES, out, outOffset + 2 * outStride + LANES);
    FloatVector l3 = FloatVector.fromArray(SPECIES, out, outOffset + 3 * outStride);
    FloatVector h3 = FloatVector.fromArray(SPECIES, out, outOffset + 3 * outStride + LANES);
    FloatVector l4 = FloatVector.fromArray(SPECIES, out, outOffset + 4 * outStride);
    FloatVector h4 = FloatVector.fromArray(SPECIES, out, outOffset + 4 * outStride + LANES);
    FloatVector l5 = FloatVector.fromArray(SPECIES, out, outOffset + 5 * outStride);
    FloatVector h5 = FloatVector.fromArray(SPECIES, out, outOffset + 5 * outStride + LANES);
    FloatVector l6 = FloatVector.fromArray(SPECIES, out, outOffset + 6 * outStride);
    FloatVector h6 = FloatVector.fromArray(SPECIES, out, outOffset + 6 * outStride + LANES);
    FloatVector l7 = FloatVector.fromArray(SPECIES, out, outOffset + 7 * outStride);
    FloatVector h7 = FloatVector.fromArray(SPECIES, out, outOffset + 7 * outStride + LANES);
    for (int k = 0; k < kEnd; k++) {
      FloatVector bl = FloatVector.fromArray(SPECIES, b, bOffset + k * WIDTH);
      FloatVector bh = FloatVector.fromArray(SPECIES, b, bOffset + k * WIDTH + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      l0 = x.fma(bl, l0);
      h0 = x.fma(bh, h0);
      x = FloatVector.broadcast(SPECIES, a[aOffset + aStride + k]);
      l1 = x.fma(bl, l1);
      h1 = x.fma(bh, h1);
      x = FloatVector.broadcast(SPECIES, a[aOffset + 2 * aStride + k]);
      l2 = x.fma(bl, l2);
      h2 = x.fma(bh, h2);
      x = FloatVector.broadcast(SPECIES, a[aOffset + 3 * aStride + k]);
      l3 = x.fma(bl, l3);
      h3 = x.fma(bh, h3);
      x = FloatVector.broadcast(SPECIES, a[aOffset + 4 * aStride + k]);
      l4 = x.fma(bl, l4);
      h4 = x.fma(bh, h4);
      x = FloatVector.broadcast(SPECIES, a[aOffset + 5 * aStride + k]);
      l5 = x.fma(bl, l5);
      h5 = x.fma(bh, h5);
      x = FloatVector.broadcast(SPECIES, a[aOffset + 6 * aStride + k]);
      l6 = x.fma(bl, l6);
      h6 = x.fma(bh, h6);
      x = FloatVector.broadcast(SPECIES, a[aOffset + 7 * aStride + k]);
      l7 = x.fma(bl, l7);
      h7 = x.fma(bh, h7);
    }
    l0.intoArray(out, outOffset);
    h0.intoArray(out, outOffset + LANES);
    l1.intoArray(out, outOffset + outStride);
    h1.intoArray(out, outOffset + outStride + LANES);
    l2.intoArray(out, outOffset + 2 * outStride);
    h2.intoArray(out, outOffset + 2 * outStride + LANES);
    l3.intoArray(out, outOffset + 3 * outStride);
    h3.intoArray(out, outOffset + 3 * outStride + LANES);
    l4.intoArray(out, outOffset + 4 * outStride);
    h4.intoArray(out, outOffset + 4 * outStride + LANES);
    l5.intoArray(out, outOffset + 5 * outStride);
    h5.intoArray(out, outOffset + 5 * outStride + LANES);
    l6.intoArray(out, outOffset + 6 * outStride);
    h6.intoArray(out, outOffset + 6 * outStride + LANES);
    l7.intoArray(out, outOffset + 7 * outStride);
    h7.intoArray(out, outOffset + 7 * outStride + LANES);
  }

  private static void tile6(
      int kEnd,
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      int bOffset,
      float[] out,
      int outOffset,
      int outStride) {
    FloatVector l0 = FloatVector.fromArray(SPECIES, out, outOffset);
    FloatVector h0 = FloatVector.fromArray(SPECIES, out, outOffset + LANES);
    FloatVector l1 = FloatVector.fromArray(SPECIES, out, outOffset + outStride);
    FloatVector h1 = FloatVector.fromArray(SPECIES, out, outOffset + outStride + LANES);
    FloatVector l2 = FloatVector.fromArray(SPECIES, out, outOffset + 2 * outStride);
    FloatVector h2 = FloatVector.fromArray(SPECIES, out, outOffset + 2 * outStride + LANES);
    FloatVector l3 = FloatVector.fromArray(SPECIES, out, outOffset + 3 * outStride);
    FloatVector h3 = FloatVector.fromArray(SPECIES, out, outOffset + 3 * outStride + LANES);
    FloatVector l4 = FloatVector.fromArray(SPECIES, out, outOffset + 4 * outStride);
    FloatVector h4 = FloatVector.fromArray(SPECIES, out, outOffset + 4 * outStride + LANES);
    FloatVector l5 = FloatVector.fromArray(SPECIES, out, outOffset + 5 * outStride);
    FloatVector h5 = FloatVector.fromArray(SPECIES, out, outOffset + 5 * outStride + LANES);
    for (int k = 0; k < kEnd; k++) {
      FloatVector bl = FloatVector.fromArray(SPECIES, b, bOffset + k * WIDTH);
      FloatVector bh = FloatVector.fromArray(SPECIES, b, bOffset + k * WIDTH + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      l0 = x.fma(bl, l0);
      h0 = x.fma(bh, h0);
      x = FloatVector.broadcast(SPECIES, a[aOffset + aStride + k]);
      l1 = x.fma(bl, l1);
      h1 = x.fma(bh, h1);
      x = FloatVector.broadcast(SPECIES, a[aOffset + 2 * aStride + k]);
      l2 = x.fma(bl, l2);
      h2 = x.fma(bh, h2);
      x = FloatVector.broadcast(SPECIES, a[aOffset + 3 * aStride + k]);
      l3 = x.fma(bl, l3);
      h3 = x.fma(bh, h3);
      x = FloatVector.broadcast(SPECIES, a[aOffset + 4 * aStride + k]);
      l4 = x.fma(bl, l4);
      h4 = x.fma(bh, h4);
      x = FloatVector.broadcast(SPECIES, a[aOffset + 5 * aStride + k]);
      l5 = x.fma(bl, l5);
      h5 = x.fma(bh, h5);
    }
    l0.intoArray(out, outOffset);
    h0.intoArray(out, outOffset + LANES);
    l1.intoArray(out, outOffset + outStride);
    h1.intoArray(out, outOffset + outStride + LANES);
    l2.intoArray(out, outOffset + 2 * outStride);
    h2.intoArray(out, outOffset + 2 * outStride + LANES);
    l3.intoArray(out, outOffset + 3 * outStride);
    h3.intoArray(out, outOffset + 3 * outStride + LANES);
    l4.intoArray(out, outOffset + 4 * outStride);
    h4.intoArray(out, outOffset + 4 * outStride + LANES);
    l5.intoArray(out, outOffset + 5 * outStride);
    h5.intoArray(out, outOffset + 5 * outStride + LANES);
  }

  private static void tile4(
      int kEnd,
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      int bOffset,
      float[] out,
      int outOffset,
      int outStride) {
    FloatVector l0 = FloatVector.fromArray(SPECIES, out, outOffset);
    FloatVector h0 = FloatVector.fromArray(SPECIES, out, outOffset + LANES);
    FloatVector l1 = FloatVector.fromArray(SPECIES, out, outOffset + outStride);
    FloatVector h1 = FloatVector.fromArray(SPECIES, out, outOffset + outStride + LANES);
    FloatVector l2 = FloatVector.fromArray(SPECIES, out, outOffset + 2 * outStride);
    FloatVector h2 = FloatVector.fromArray(SPECIES, out, outOffset + 2 * outStride + LANES);
    FloatVector l3 = FloatVector.fromArray(SPECIES, out, outOffset + 3 * outStride);
    FloatVector h3 = FloatVector.fromArray(SPECIES, out, outOffset + 3 * outStride + LANES);
    for (int k = 0; k < kEnd; k++) {
      FloatVector bl = FloatVector.fromArray(SPECIES, b, bOffset + k * WIDTH);
      FloatVector bh = FloatVector.fromArray(SPECIES, b, bOffset + k * WIDTH + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      l0 = x.fma(bl, l0);
      h0 = x.fma(bh, h0);
      x = FloatVector.broadcast(SPECIES, a[aOffset + aStride + k]);
      l1 = x.fma(bl, l1);
      h1 = x.fma(bh, h1);
      x = FloatVector.broadcast(SPECIES, a[aOffset + 2 * aStride + k]);
      l2 = x.fma(bl, l2);
      h2 = x.fma(bh, h2);
      x = FloatVector.broadcast(SPECIES, a[aOffset + 3 * aStride + k]);
      l3 = x.fma(bl, l3);
      h3 = x.fma(bh, h3);
    }
    l0.intoArray(out, outOffset);
    h0.intoArray(out, outOffset + LANES);
    l1.intoArray(out, outOffset + outStride);
    h1.intoArray(out, outOffset + outStride + LANES);
    l2.intoArray(out, outOffset + 2 * outStride);
    h2.intoArray(out, outOffset + 2 * outStride + LANES);
    l3.intoArray(out, outOffset + 3 * outStride);
    h3.intoArray(out, outOffset + 3 * outStride + LANES);
  }

  private static void tile2(
      int kEnd,
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      int bOffset,
      float[] out,
      int outOffset,
      int outStride) {
    FloatVector l0 = FloatVector.fromArray(SPECIES, out, outOffset);
    FloatVector h0 = FloatVector.fromArray(SPECIES, out, outOffset + LANES);
    FloatVector l1 = FloatVector.fromArray(SPECIES, out, outOffset + outStride);
    FloatVector h1 = FloatVector.fromArray(SPECIES, out, outOffset + outStride + LANES);
    for (int k = 0; k < kEnd; k++) {
      FloatVector bl = FloatVector.fromArray(SPECIES, b, bOffset + k * WIDTH);
      FloatVector bh = FloatVector.fromArray(SPECIES, b, bOffset + k * WIDTH + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      l0 = x.fma(bl, l0);
      h0 = x.fma(bh, h0);
      x = FloatVector.broadcast(SPECIES, a[aOffset + aStride + k]);
      l1 = x.fma(bl, l1);
      h1 = x.fma(bh, h1);
    }
    l0.intoArray(out, outOffset);
    h0.intoArray(out, outOffset + LANES);
    l1.intoArray(out, outOffset + outStride);
    h1.intoArray(out, outOffset + outStride + LANES);
  }

  private static void tile1(
      int kEnd, float[] a, int aOffset, float[] b, int bOffset, float[] out, int outOffset) {
    FloatVector l0 = FloatVector.fromArray(SPECIES, out, outOffset);
    FloatVector h0 = FloatVector.fromArray(SPECIES, out, outOffset + LANES);
    for (int k = 0; k < kEnd; k++) {
      FloatVector bl = FloatVector.fromArray(SPECIES, b, bOffset + k * WIDTH);
      FloatVector bh = FloatVector.fromArray(SPECIES, b, bOffset + k * WIDTH + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      l0 = x.fma(bl, l0);
      h0 = x.fma(bh, h0);
    }
    l0.intoArray(out, outOffset);
    h0.intoArray(out, outOffset + LANES);
  }

  /** One row by four neighbouring panels, {@code panel} floats apart. */
  static void row4(
      int kEnd,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int panel,
      float[] out,
      int outOffset) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, out, outOffset + 0 * LANES);
    FloatVector c1 = FloatVector.fromArray(SPECIES, out, outOffset + 1 * LANES);
    FloatVector c2 = FloatVector.fromArray(SPECIES, out, outOffset + 2 * LANES);
    FloatVector c3 = FloatVector.fromArray(SPECIES, out, outOffset + 3 * LANES);
    FloatVector c4 = FloatVector.fromArray(SPECIES, out, outOffset + 4 * LANES);
    FloatVector c5 = FloatVector.fromArray(SPECIES, out, outOffset + 5 * LANES);
    FloatVector c6 = FloatVector.fromArray(SPECIES, out, outOffset + 6 * LANES);
    FloatVector c7 = FloatVector.fromArray(SPECIES, out, outOffset + 7 * LANES);
    for (int k = 0; k < kEnd; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      c0 = x.fma(FloatVector.fromArray(SPECIES, b, bOffset + 0 * panel + k * WIDTH), c0);
      c1 = x.fma(FloatVector.fromArray(SPECIES, b, bOffset + 0 * panel + k * WIDTH + LANES), c1);
      c2 = x.fma(FloatVector.fromArray(SPECIES, b, bOffset + 1 * panel + k * WIDTH), c2);
      c3 = x.fma(FloatVector.fromArray(SPECIES, b, bOffset + 1 * panel + k * WIDTH + LANES), c3);
      c4 = x.fma(FloatVector.fromArray(SPECIES, b, bOffset + 2 * panel + k * WIDTH), c4);
      c5 = x.fma(FloatVector.fromArray(SPECIES, b, bOffset + 2 * panel + k * WIDTH + LANES), c5);
      c6 = x.fma(FloatVector.fromArray(SPECIES, b, bOffset + 3 * panel + k * WIDTH), c6);
      c7 = x.fma(FloatVector.fromArray(SPECIES, b, bOffset + 3 * panel + k * WIDTH + LANES), c7);
    }
    c0.intoArray(out, outOffset + 0 * LANES);
    c1.intoArray(out, outOffset + 1 * LANES);
    c2.intoArray(out, outOffset + 2 * LANES);
    c3.intoArray(out, outOffset + 3 * LANES);
    c4.intoArray(out, outOffset + 4 * LANES);
    c5.intoArray(out, outOffset + 5 * LANES);
    c6.intoArray(out, outOffset + 6 * LANES);
    c7.intoArray(out, outOffset + 7 * LANES);
  }
}
