package dev.carousel.kernel.vector;

import static dev.carousel.kernel.vector.SixRows.LATER;
import static dev.carousel.kernel.vector.SixRows.NEIGHBOUR;
import static dev.carousel.kernel.vector.SixRows.ODD;
import static dev.carousel.kernel.vector.SixRows.OTHER_HALF;
import static dev.carousel.kernel.vector.SixRows.ROW;
import static dev.carousel.kernel.vector.SixRows.UPPER;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Lays eight rows side by side, k by k: an 8 x K matrix transposed, in the steps of {@link
 * SixRows}.
 */
final class EightRows {
  private static final int EIGHT = ROW.length();

  private EightRows() {}

  /** {@code to[width k + r] = from[r * stride + k]}, the offsets left out. */
  static void interleave(
      int depth, float[] from, int fromOffset, int stride, float[] to, int toOffset, int width) {
    int k = 0;
    for (; k < depth - EIGHT + 1; k += EIGHT) {
      int at = fromOffset + k;
      LongVector a = FloatVector.fromArray(ROW, from, at).reinterpretAsLongs();
      LongVector b = FloatVector.fromArray(ROW, from, at + stride).reinterpretAsLongs();
      LongVector even0 =
          a.reinterpretAsFloats()
              .blend(b.lanewise(VectorOperators.LSHL, 32).reinterpretAsFloats(), LATER)
              .reinterpretAsLongs();
      LongVector odd0 =
          a.lanewise(VectorOperators.LSHR, 32)
              .reinterpretAsFloats()
              .blend(b.reinterpretAsFloats(), LATER)
              .reinterpretAsLongs();
      a = FloatVector.fromArray(ROW, from, at + 2 * stride).reinterpretAsLongs();
      b = FloatVector.fromArray(ROW, from, at + 3 * stride).reinterpretAsLongs();
      LongVector even1 =
          a.reinterpretAsFloats()
              .blend(b.lanewise(VectorOperators.LSHL, 32).reinterpretAsFloats(), LATER)
              .reinterpretAsLongs();
      LongVector odd1 =
          a.lanewise(VectorOperators.LSHR, 32)
              .reinterpretAsFloats()
              .blend(b.reinterpretAsFloats(), LATER)
              .reinterpretAsLongs();
      a = FloatVector.fromArray(ROW, from, at + 4 * stride).reinterpretAsLongs();
      b = FloatVector.fromArray(ROW, from, at + 5 * stride).reinterpretAsLongs();
      LongVector even2 =
          a.reinterpretAsFloats()
              .blend(b.lanewise(VectorOperators.LSHL, 32).reinterpretAsFloats(), LATER)
              .reinterpretAsLongs();
      LongVector odd2 =
          a.lanewise(VectorOperators.LSHR, 32)
              .reinterpretAsFloats()
              .blend(b.reinterpretAsFloats(), LATER)
              .reinterpretAsLongs();
      a = FloatVector.fromArray(ROW, from, at + 6 * stride).reinterpretAsLongs();
      b = FloatVector.fromArray(ROW, from, at + 7 * stride).reinterpretAsLongs();
      LongVector even3 =
          a.reinterpretAsFloats()
              .blend(b.lanewise(VectorOperators.LSHL, 32).reinterpretAsFloats(), LATER)
              .reinterpretAsLongs();
      LongVector odd3 =
          a.lanewise(VectorOperators.LSHR, 32)
              .reinterpretAsFloats()
              .blend(b.reinterpretAsFloats(), LATER)
              .reinterpretAsLongs();
      int out = toOffset + k * width;
      LongVector left = even0.blend(even1.rearrange(NEIGHBOUR), ODD);
      LongVector right = even2.blend(even3.rearrange(NEIGHBOUR), ODD);
      left.blend(right.rearrange(OTHER_HALF), UPPER).reinterpretAsFloats().intoArray(to, out);
      left.rearrange(OTHER_HALF)
          .blend(right, UPPER)
          .reinterpretAsFloats()
          .intoArray(to, out + 4 * width);
      left = even0.rearrange(NEIGHBOUR).blend(even1, ODD);
      right = even2.rearrange(NEIGHBOUR).blend(even3, ODD);
      left.blend(right.rearrange(OTHER_HALF), UPPER)
          .reinterpretAsFloats()
          .intoArray(to, out + 2 * width);
      left.rearrange(OTHER_HALF)
          .blend(right, UPPER)
          .reinterpretAsFloats()
          .intoArray(to, out + 6 * width);
      left = odd0.blend(odd1.rearrange(NEIGHBOUR), ODD);
      right = odd2.blend(odd3.rearrange(NEIGHBOUR), ODD);
      left.blend(right.rearrange(OTHER_HALF), UPPER)
          .reinterpretAsFloats()
          .intoArray(to, out + width);
      left.rearrange(OTHER_HALF)
          .blend(right, UPPER)
          .reinterpretAsFloats()
          .intoArray(to, out + 5 * width);
      left = odd0.rearrange(NEIGHBOUR).blend(odd1, ODD);
      right = odd2.rearrange(NEIGHBOUR).blend(odd3, ODD);
      left.blend(right.rearrange(OTHER_HALF), UPPER)
          .reinterpretAsFloats()
          .intoArray(to, out + 3 * width);
      left.rearrange(OTHER_HALF)
          .blend(right, UPPER)
          .reinterpretAsFloats()
          .intoArray(to, out + 7 * width);
    }
    for (; k < depth; k++) {
      for (int r = 0; r < EIGHT; r++) {
        to[toOffset + k * width + r] = from[fromOffset + r * stride + k];
      }
    }
  }
}
