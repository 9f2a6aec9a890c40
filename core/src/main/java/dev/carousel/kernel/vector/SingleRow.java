package dev.carousel.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@code out += a * b} for a single row of a: one panel of b, or four side by side. */
final class SingleRow {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int WIDTH = RegisterTiles.WIDTH;

  private SingleRow() {}

  /** One panel. */
  static void panel(
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

  /** Four panels, {@code panel} floats apart: the chains of one cannot fill the fma units. */
  static void fourPanels(
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
