package dev.carousel.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Lays six rows side by side, k by k, with room for eight: a 6 x K matrix transposed.
 *
 * <p>Of eight k the values of two rows are joined to longs, those of the even k and those of the
 * odd ones, so that there are three vectors of pairs of each. Four such pairs by three vectors are
 * transposed in two steps: neighbours change places, then halves. This takes half the time of
 * storing value by value. The body repeats itself because methods that take or return vectors may
 * box them.
 */
final class SixRows {
  /** Places for each k: those of the six rows and two of no meaning. */
  static final int SIDE = 8;

  // what EightRows works with too
  static final VectorSpecies<Float> ROW = FloatVector.SPECIES_256;
  private static final VectorSpecies<Long> PAIRS = LongVector.SPECIES_256;
  private static final int EIGHT = ROW.length();

  /** Whether there are such vectors here. */
  static final boolean WIDE = FloatVector.SPECIES_PREFERRED.length() >= EIGHT;

  static final VectorShuffle<Long> NEIGHBOUR = VectorShuffle.fromOp(PAIRS, l -> l ^ 1);
  static final VectorShuffle<Long> OTHER_HALF = VectorShuffle.fromOp(PAIRS, l -> l ^ 2);
  static final VectorMask<Long> ODD = VectorMask.fromLong(PAIRS, 0b1010);
  static final VectorMask<Long> UPPER = VectorMask.fromLong(PAIRS, 0b1100);
  static final VectorMask<Float> LATER = VectorMask.fromLong(ROW, 0b1010_1010);

  private SixRows() {}

  /** {@code to[8 k + r] = from[r * stride + k]}, the offsets left out. */
  static void interleave(
      int depth, float[] from, int fromOffset, int stride, float[] to, int toOffset) {
    int k = 0;
    for (; WIDE && k < depth - EIGHT + 1; k += EIGHT) {
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
      int out = toOffset + k * SIDE;
      LongVector here = even0.blend(even1.rearrange(NEIGHBOUR), ODD);
      LongVector third = even2;
      here.blend(third.rearrange(OTHER_HALF), UPPER).reinterpretAsFloats().intoArray(to, out);
      here.rearrange(OTHER_HALF)
          .blend(third, UPPER)
          .reinterpretAsFloats()
          .intoArray(to, out + 4 * SIDE);
      here = even0.rearrange(NEIGHBOUR).blend(even1, ODD);
      third = even2.rearrange(NEIGHBOUR);
      here.blend(third.rearrange(OTHER_HALF), UPPER)
          .reinterpretAsFloats()
          .intoArray(to, out + 2 * SIDE);
      here.rearrange(OTHER_HALF)
          .blend(third, UPPER)
          .reinterpretAsFloats()
          .intoArray(to, out + 6 * SIDE);
      here = odd0.blend(odd1.rearrange(NEIGHBOUR), ODD);
      third = odd2;
      here.blend(third.rearrange(OTHER_HALF), UPPER)
          .reinterpretAsFloats()
          .intoArray(to, out + SIDE);
      here.rearrange(OTHER_HALF)
          .blend(third, UPPER)
          .reinterpretAsFloats()
          .intoArray(to, out + 5 * SIDE);
      here = odd0.rearrange(NEIGHBOUR).blend(odd1, ODD);
      third = odd2.rearrange(NEIGHBOUR);
      here.blend(third.rearrange(OTHER_HALF), UPPER)
          .reinterpretAsFloats()
          .intoArray(to, out + 3 * SIDE);
      here.rearrange(OTHER_HALF)
          .blend(third, UPPER)
          .reinterpretAsFloats()
          .intoArray(to, out + 7 * SIDE);
    }
    for (; k < depth; k++) {
      int out = toOffset + k * SIDE;
      to[out] = from[fromOffset + k];
      to[out + 1] = from[fromOffset + stride + k];
      to[out + 2] = from[fromOffset + 2 * stride + k];
      to[out + 3] = from[fromOffset + 3 * stride + k];
      to[out + 4] = from[fromOffset + 4 * stride + k];
      to[out + 5] = from[fromOffset + 5 * stride + k];
    }
  }
}
