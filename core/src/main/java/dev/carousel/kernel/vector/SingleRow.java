package dev.carousel.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@code out += a * b} for a single row of a: one panel of b, or four at a time. */
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

  /** Four panels that lie anywhere: the chains of one cannot fill the fma units. */
  static void fourPanels(
      int kEnd,
      float[] a,
      int aOffset,
      float[] b,
      int b0,
      int b1,
      int b2,
      int b3,
      float[] out,
      int out0,
      int out1,
      int out2,
      int out3) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, out, out0);
    FloatVector c1 = FloatVector.fromArray(SPECIES, out, out0 + LANES);
    FloatVector c2 = FloatVector.fromArray(SPECIES, out, out1);
    FloatVector c3 = FloatVector.fromArray(SPECIES, out, out1 + LANES);
    FloatVector c4 = FloatVector.fromArray(SPECIES, out, out2);
    FloatVector c5 = FloatVector.fromArray(SPECIES, out, out2 + LANES);
    FloatVector c6 = FloatVector.fromArray(SPECIES, out, out3);
    FloatVector c7 = FloatVector.fromArray(SPECIES, out, out3 + LANES);
    for (int k = 0; k < kEnd; k++) {
      FloatVector x = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      c0 = x.fma(FloatVector.fromArray(SPECIES, b, b0 + k * WIDTH), c0);
      c1 = x.fma(FloatVector.fromArray(SPECIES, b, b0 + k * WIDTH + LANES), c1);
      c2 = x.fma(FloatVector.fromArray(SPECIES, b, b1 + k * WIDTH), c2);
      c3 = x.fma(FloatVector.fromArray(SPECIES, b, b1 + k * WIDTH + LANES), c3);
      c4 = x.fma(FloatVector.fromArray(SPECIES, b, b2 + k * WIDTH), c4);
      c5 = x.fma(FloatVector.fromArray(SPECIES, b, b2 + k * WIDTH + LANES), c5);
      c6 = x.fma(FloatVector.fromArray(SPECIES, b, b3 + k * WIDTH), c6);
      c7 = x.fma(FloatVector.fromArray(SPECIES, b, b3 + k * WIDTH + LANES), c7);
    }
    c0.intoArray(out, out0);
    c1.intoArray(out, out0 + LANES);
    c2.intoArray(out, out1);
    c3.intoArray(out, out1 + LANES);
    c4.intoArray(out, out2);
    c5.intoArray(out, out2 + LANES);
    c6.intoArray(out, out3);
    c7.intoArray(out, out3 + LANES);
  }
}
