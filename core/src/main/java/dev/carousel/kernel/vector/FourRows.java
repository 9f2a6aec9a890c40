package dev.carousel.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Lays four rows side by side, k by k: a 4 x K matrix transposed.
 *
 * <p>As in {@link SixRows} values of two rows are joined to a long, so that of a few k there are
 * two vectors of pairs. A result is of half of these k, and takes its lanes from either in turn.
 */
final class FourRows {
  private static final VectorSpecies<Long> PAIRS = LongVector.SPECIES_PREFERRED;
  private static final int LANES = PAIRS.length();
  private static final VectorSpecies<Float> ROW =
      VectorSpecies.of(float.class, VectorShape.forBitSize(PAIRS.vectorBitSize() / 2));

  /** Vectors of half a register of 128 bits have no instructions. */
  private static final boolean WIDE = LANES >= 4;

  private static final VectorShuffle<Long> FIRST_HALF = VectorShuffle.fromOp(PAIRS, l -> l / 2);
  private static final VectorShuffle<Long> SECOND_HALF =
      VectorShuffle.fromOp(PAIRS, l -> LANES / 2 + l / 2);

  private static final VectorMask<Long> ODD = VectorMask.fromLong(PAIRS, 0xaaaa_aaaaL);

  private FourRows() {}

  /** {@code to[4 k + r] = from[r * stride + k]}, the offsets left out. */
  static void interleave(
      int depth, float[] from, int fromOffset, int stride, float[] to, int toOffset) {
    int k = 0;
    for (; WIDE && k < depth - LANES + 1; k += LANES) {
      int at = fromOffset + k;
      LongVector even =
          FloatVector.fromArray(ROW, from, at)
              .reinterpretAsInts()
              .convertShape(VectorOperators.ZERO_EXTEND_I2L, PAIRS, 0)
              .reinterpretAsLongs();
      LongVector odd =
          FloatVector.fromArray(ROW, from, at + stride)
              .reinterpretAsInts()
              .convertShape(VectorOperators.ZERO_EXTEND_I2L, PAIRS, 0)
              .reinterpretAsLongs();
      LongVector p0 = even.or(odd.lanewise(VectorOperators.LSHL, 32));
      even =
          FloatVector.fromArray(ROW, from, at + 2 * stride)
              .reinterpretAsInts()
              .convertShape(VectorOperators.ZERO_EXTEND_I2L, PAIRS, 0)
              .reinterpretAsLongs();
      odd =
          FloatVector.fromArray(ROW, from, at + 3 * stride)
              .reinterpretAsInts()
              .convertShape(VectorOperators.ZERO_EXTEND_I2L, PAIRS, 0)
              .reinterpretAsLongs();
      LongVector p1 = even.or(odd.lanewise(VectorOperators.LSHL, 32));
      int out = toOffset + k * 4;
      p0.rearrange(FIRST_HALF)
          .blend(p1.rearrange(FIRST_HALF), ODD)
          .reinterpretAsFloats()
          .intoArray(to, out);
      p0.rearrange(SECOND_HALF)
          .blend(p1.rearrange(SECOND_HALF), ODD)
          .reinterpretAsFloats()
          .intoArray(to, out + 2 * LANES);
    }
    for (; k < depth; k++) {
      int out = toOffset + k * 4;
      to[out] = from[fromOffset + k];
      to[out + 1] = from[fromOffset + stride + k];
      to[out + 2] = from[fromOffset + 2 * stride + k];
      to[out + 3] = from[fromOffset + 3 * stride + k];
    }
  }
}
