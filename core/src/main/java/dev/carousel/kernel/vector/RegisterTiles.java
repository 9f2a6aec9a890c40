package dev.carousel.kernel.vector;

import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of {@code out += a * b}: eight, six or four rows of a, laid out by {@link
 * PackedRows}, by one panel of b. The accumulators are local variables, the body is straight,
 * addresses are {@code base + i * constant} so that range checks leave the loop.
 *
 * <p>Of six rows, 12 accumulators, 2 vectors of b and 1 of a fit 16 registers, but only if values
 * are loaded when they are wanted. Left to itself the compiler loads three and more of a ahead,
 * which is one register too many, and an accumulator goes through memory in each step. {@link
 * VarHandle#loadLoadFence} is no instruction on x86; it keeps later loads behind it. Longer bodies
 * were compiled well in some programs and badly in others.
 *
 * <p>The loop counts in the indices of a. Where the values of a for one k divide the width of a
 * panel, one addition makes an index into b of it, and 25 instructions 12 fma. Counting in k, with
 * six values a k, took 30: as many cycles while the core is free, but 7 % more while another guest
 * of the machine has a share of it (64, 50, 256, 256).
 *
 * <p>The tiles repeat each other because the accumulators have to be variables: in an array, or
 * behind a loop over rows, they would live in memory, and each fma would load and store one.
 */
final class RegisterTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /**
   * Rows of the tallest tile. Vectors of 512 bits come with 32 registers, of which 16 can be
   * accumulators: eight rows are no faster than six, but 16 and 32 rows come out even, where sixes
   * leave four, whose eight chains make 88 % of the speed (64, 50, 256, 256: 4 % of a training
   * step).
   */
  static final int TALLEST = LANES == 16 ? 8 : 6;

  /** Columns of a panel: two vectors. */
  static final int WIDTH = 2 * LANES;

  // Values of a for each k in tiles of four and of six rows.
  private static final int FOUR = 4;
  private static final int SIX = SixRows.SIDE;

  private RegisterTiles() {}

  /** One tile, K long. Eight rows are two fours, one after the other. */
  static void run(
      int rows,
      int k,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] out,
      int outOffset,
      int outStride) {
    switch (rows) {
      case 8 -> eight(k, a, aOffset, b, bOffset, out, outOffset, outStride);
      case 6 -> six(k, a, aOffset, b, bOffset, out, outOffset, outStride);
      case 4 -> four(k, a, aOffset, b, bOffset, out, outOffset, outStride);
      default -> throw new IllegalArgumentException("no tile of " + rows + " rows");
    }
  }

  private static void eight(
      int kEnd,
      float[] a,
      int aOffset,
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
    int later = aOffset + 4 * kEnd;
    for (int k = 0; k < kEnd; k++) {
      FloatVector bl = FloatVector.fromArray(SPECIES, b, bOffset + k * WIDTH);
      FloatVector bh = FloatVector.fromArray(SPECIES, b, bOffset + k * WIDTH + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[aOffset + k * 4]);
      l0 = x.fma(bl, l0);
      h0 = x.fma(bh, h0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(SPECIES, a[aOffset + k * 4 + 1]);
      l1 = x.fma(bl, l1);
      h1 = x.fma(bh, h1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(SPECIES, a[aOffset + k * 4 + 2]);
      l2 = x.fma(bl, l2);
      h2 = x.fma(bh, h2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(SPECIES, a[aOffset + k * 4 + 3]);
      l3 = x.fma(bl, l3);
      h3 = x.fma(bh, h3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(SPECIES, a[later + k * 4]);
      l4 = x.fma(bl, l4);
      h4 = x.fma(bh, h4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(SPECIES, a[later + k * 4 + 1]);
      l5 = x.fma(bl, l5);
      h5 = x.fma(bh, h5);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(SPECIES, a[later + k * 4 + 2]);
      l6 = x.fma(bl, l6);
      h6 = x.fma(bh, h6);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(SPECIES, a[later + k * 4 + 3]);
      l7 = x.fma(bl, l7);
      h7 = x.fma(bh, h7);
      VarHandle.loadLoadFence();
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

  private static void six(
      int kEnd,
      float[] a,
      int aOffset,
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
    int bFrom = bOffset - aOffset * (WIDTH / SIX);
    for (int i = aOffset; i < aOffset + kEnd * SIX; i += SIX) {
      FloatVector bl = FloatVector.fromArray(SPECIES, b, bFrom + i * (WIDTH / SIX));
      FloatVector bh = FloatVector.fromArray(SPECIES, b, bFrom + i * (WIDTH / SIX) + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[i]);
      l0 = x.fma(bl, l0);
      h0 = x.fma(bh, h0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(SPECIES, a[i + 1]);
      l1 = x.fma(bl, l1);
      h1 = x.fma(bh, h1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(SPECIES, a[i + 2]);
      l2 = x.fma(bl, l2);
      h2 = x.fma(bh, h2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(SPECIES, a[i + 3]);
      l3 = x.fma(bl, l3);
      h3 = x.fma(bh, h3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(SPECIES, a[i + 4]);
      l4 = x.fma(bl, l4);
      h4 = x.fma(bh, h4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(SPECIES, a[i + 5]);
      l5 = x.fma(bl, l5);
      h5 = x.fma(bh, h5);
      VarHandle.loadLoadFence();
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

  private static void four(
      int kEnd,
      float[] a,
      int aOffset,
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
    int bFrom = bOffset - aOffset * (WIDTH / FOUR);
    for (int i = aOffset; i < aOffset + kEnd * FOUR; i += FOUR) {
      FloatVector bl = FloatVector.fromArray(SPECIES, b, bFrom + i * (WIDTH / FOUR));
      FloatVector bh = FloatVector.fromArray(SPECIES, b, bFrom + i * (WIDTH / FOUR) + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[i]);
      l0 = x.fma(bl, l0);
      h0 = x.fma(bh, h0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(SPECIES, a[i + 1]);
      l1 = x.fma(bl, l1);
      h1 = x.fma(bh, h1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(SPECIES, a[i + 2]);
      l2 = x.fma(bl, l2);
      h2 = x.fma(bh, h2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(SPECIES, a[i + 3]);
      l3 = x.fma(bl, l3);
      h3 = x.fma(bh, h3);
      VarHandle.loadLoadFence();
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
}
