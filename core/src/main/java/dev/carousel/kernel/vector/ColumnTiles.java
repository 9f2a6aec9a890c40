package dev.carousel.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of {@code out += a^T * b}: row r of the tile is column r of a, so the index of a
 * is {@code base + k * stride + r}. Otherwise as {@link RowTiles}.
 */
final class ColumnTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private static final int WIDTH = RowTiles.WIDTH;

  /** One tile of 6, 4, 2 or 1 rows, K long. */
  static void run(
      int rows,
      int k,
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      float[] out,
      int outOffset,
      int outStride) {
    switch (rows) {
      case 6 -> tile6(k, a, aOffset, aStride, b, out, outOffset, outStride);
      case 4 -> tile4(k, a, aOffset, aStride, b, out, outOffset, outStride);
      case 2 -> tile2(k, a, aOffset, aStride, b, out, outOffset, outStride);
      case 1 -> tile1(k, a, aOffset, aStride, b, out, outOffset);
      default -> throw new IllegalArgumentException("no tile of " + rows + " rows");
    }
  }

  private static void tile6(
      int kEnd,
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
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
      FloatVector bl = FloatVector.fromArray(SPECIES, b, k * WIDTH);
      FloatVector bh = FloatVector.fromArray(SPECIES, b, k * WIDTH + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aOffset + k * aStride]);
      l0 = x.fma(bl, l0);
      h0 = x.fma(bh, h0);
      x = FloatVector.broadcast(SPECIES, a[aOffset + k * aStride + 1]);
      l1 = x.fma(bl, l1);
      h1 = x.fma(bh, h1);
      x = FloatVector.broadcast(SPECIES, a[aOffset + k * aStride + 2]);
      l2 = x.fma(bl, l2);
      h2 = x.fma(bh, h2);
      x = FloatVector.broadcast(SPECIES, a[aOffset + k * aStride + 3]);
      l3 = x.fma(bl, l3);
      h3 = x.fma(bh, h3);
      x = FloatVector.broadcast(SPECIES, a[aOffset + k * aStride + 4]);
      l4 = x.fma(bl, l4);
      h4 = x.fma(bh, h4);
      x = FloatVector.broadcast(SPECIES, a[aOffset + k * aStride + 5]);
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
      FloatVector bl = FloatVector.fromArray(SPECIES, b, k * WIDTH);
      FloatVector bh = FloatVector.fromArray(SPECIES, b, k * WIDTH + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aOffset + k * aStride]);
      l0 = x.fma(bl, l0);
      h0 = x.fma(bh, h0);
      x = FloatVector.broadcast(SPECIES, a[aOffset + k * aStride + 1]);
      l1 = x.fma(bl, l1);
      h1 = x.fma(bh, h1);
      x = FloatVector.broadcast(SPECIES, a[aOffset + k * aStride + 2]);
      l2 = x.fma(bl, l2);
      h2 = x.fma(bh, h2);
      x = FloatVector.broadcast(SPECIES, a[aOffset + k * aStride + 3]);
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
      float[] out,
      int outOffset,
      int outStride) {
    FloatVector l0 = FloatVector.fromArray(SPECIES, out, outOffset);
    FloatVector h0 = FloatVector.fromArray(SPECIES, out, outOffset + LANES);
    FloatVector l1 = FloatVector.fromArray(SPECIES, out, outOffset + outStride);
    FloatVector h1 = FloatVector.fromArray(SPECIES, out, outOffset + outStride + LANES);
    for (int k = 0; k < kEnd; k++) {
      FloatVector bl = FloatVector.fromArray(SPECIES, b, k * WIDTH);
      FloatVector bh = FloatVector.fromArray(SPECIES, b, k * WIDTH + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aOffset + k * aStride]);
      l0 = x.fma(bl, l0);
      h0 = x.fma(bh, h0);
      x = FloatVector.broadcast(SPECIES, a[aOffset + k * aStride + 1]);
      l1 = x.fma(bl, l1);
      h1 = x.fma(bh, h1);
    }
    l0.intoArray(out, outOffset);
    h0.intoArray(out, outOffset + LANES);
    l1.intoArray(out, outOffset + outStride);
    h1.intoArray(out, outOffset + outStride + LANES);
  }

  private static void tile1(
      int kEnd, float[] a, int aOffset, int aStride, float[] b, float[] out, int outOffset) {
    FloatVector l0 = FloatVector.fromArray(SPECIES, out, outOffset);
    FloatVector h0 = FloatVector.fromArray(SPECIES, out, outOffset + LANES);
    for (int k = 0; k < kEnd; k++) {
      FloatVector bl = FloatVector.fromArray(SPECIES, b, k * WIDTH);
      FloatVector bh = FloatVector.fromArray(SPECIES, b, k * WIDTH + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aOffset + k * aStride]);
      l0 = x.fma(bl, l0);
      h0 = x.fma(bh, h0);
    }
    l0.intoArray(out, outOffset);
    h0.intoArray(out, outOffset + LANES);
  }
}
