package dev.carousel.kernel.vector;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Lays six rows side by side, k by k: a 6 x K matrix transposed.
 *
 * <p>Values of two rows are joined to a long, so that of a few k there are three vectors of pairs p
 * = 0, 1, 2, whose lanes are wanted in the order (k, p). Lane j of what is stored is of pair j mod
 * 3; as 3 and the number of lanes have no common divisor, one permutation of each vector brings all
 * its lanes to where any of the three results wants them. This takes half the time of storing value
 * by value. The body repeats itself because methods that take or return vectors may box them.
 */
final class SixRows {
  private static final VectorSpecies<Long> PAIRS = LongVector.SPECIES_PREFERRED;
  private static final int LANES = PAIRS.length();
  private static final VectorSpecies<Float> ROW =
      VectorSpecies.of(float.class, VectorShape.forBitSize(PAIRS.vectorBitSize() / 2));

  /** Vectors of half a register of 128 bits have no instructions. */
  private static final boolean WIDE = LANES >= 4;

  private static final VectorShuffle<Long> ORDER_0 = order(0);
  private static final VectorShuffle<Long> ORDER_1 = order(1);
  private static final VectorShuffle<Long> ORDER_2 = order(2);

  private static final VectorMask<Long> FIRST_1 = lanesOfPair(1, 0);
  private static final VectorMask<Long> FIRST_2 = lanesOfPair(2, 0);
  private static final VectorMask<Long> SECOND_1 = lanesOfPair(1, LANES);
  private static final VectorMask<Long> SECOND_2 = lanesOfPair(2, LANES);
  private static final VectorMask<Long> THIRD_1 = lanesOfPair(1, 2 * LANES);
  private static final VectorMask<Long> THIRD_2 = lanesOfPair(2, 2 * LANES);

  private SixRows() {}

  /** For each lane the k whose place, 3 k + pair, is that lane of some result. */
  private static VectorShuffle<Long> order(int pair) {
    IntUnaryOperator k =
        lane ->
            IntStream.range(0, LANES)
                .filter(i -> (3 * i + pair) % LANES == lane)
                .findFirst()
                .orElseThrow();
    return VectorShuffle.fromOp(PAIRS, k);
  }

  /** The lanes of that pair in the result that begins with that place. */
  private static VectorMask<Long> lanesOfPair(int pair, int place) {
    boolean[] lanes = new boolean[LANES];
    for (int j = 0; j < LANES; j++) {
      lanes[j] = (place + j) % 3 == pair;
    }
    return VectorMask.fromArray(PAIRS, lanes, 0);
  }

  /** {@code to[6 k + r] = from[r * stride + k]}, the offsets left out. */
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
      LongVector p0 = even.or(odd.lanewise(VectorOperators.LSHL, 32)).rearrange(ORDER_0);
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
      LongVector p1 = even.or(odd.lanewise(VectorOperators.LSHL, 32)).rearrange(ORDER_1);
      even =
          FloatVector.fromArray(ROW, from, at + 4 * stride)
              .reinterpretAsInts()
              .convertShape(VectorOperators.ZERO_EXTEND_I2L, PAIRS, 0)
              .reinterpretAsLongs();
      odd =
          FloatVector.fromArray(ROW, from, at + 5 * stride)
              .reinterpretAsInts()
              .convertShape(VectorOperators.ZERO_EXTEND_I2L, PAIRS, 0)
              .reinterpretAsLongs();
      LongVector p2 = even.or(odd.lanewise(VectorOperators.LSHL, 32)).rearrange(ORDER_2);
      int out = toOffset + k * 6;
      p0.blend(p1, FIRST_1).blend(p2, FIRST_2).reinterpretAsFloats().intoArray(to, out);
      p0.blend(p1, SECOND_1)
          .blend(p2, SECOND_2)
          .reinterpretAsFloats()
          .intoArray(to, out + 2 * LANES);
      p0.blend(p1, THIRD_1).blend(p2, THIRD_2).reinterpretAsFloats().intoArray(to, out + 4 * LANES);
    }
    for (; k < depth; k++) {
      int out = toOffset + k * 6;
      to[out] = from[fromOffset + k];
      to[out + 1] = from[fromOffset + stride + k];
      to[out + 2] = from[fromOffset + 2 * stride + k];
      to[out + 3] = from[fromOffset + 3 * stride + k];
      to[out + 4] = from[fromOffset + 4 * stride + k];
      to[out + 5] = from[fromOffset + 5 * stride + k];
    }
  }
}
