package dev.carousel.kernel.vector;

import dev.carousel.kernel.PackedMatrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Fills the panels of a {@link PackedMatrix} by vectors: whole rows of a panel are two, and of a
 * transposed matrix eight rows by eight columns go at once, as {@link SixRows} does it with six.
 * Part panels are left to the matrix itself.
 */
final class PanelPacking {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int WIDTH = RegisterTiles.WIDTH;

  private static final VectorSpecies<Float> ROW = FloatVector.SPECIES_256;
  private static final VectorSpecies<Long> PAIRS = LongVector.SPECIES_256;
  private static final int EIGHT = ROW.length();
  private static final VectorShuffle<Long> NEIGHBOUR = VectorShuffle.fromOp(PAIRS, l -> l ^ 1);
  private static final VectorShuffle<Long> OTHER_HALF = VectorShuffle.fromOp(PAIRS, l -> l ^ 2);
  private static final VectorMask<Long> ODD = VectorMask.fromLong(PAIRS, 0b1010);
  private static final VectorMask<Long> UPPER = VectorMask.fromLong(PAIRS, 0b1100);
  private static final VectorMask<Float> LATER = VectorMask.fromLong(ROW, 0b1010_1010);

  private PanelPacking() {}

  /** {@link PackedMatrix#pack(float[], int, int, int, int)}. */
  static void pack(PackedMatrix packed, float[] source, int offset, int stride, int p, int last) {
    for (int panel = p; panel < last; panel++) {
      if (packed.valid(panel) < WIDTH) {
        packed.pack(source, offset, stride, panel, panel + 1);
      } else {
        int from = offset + packed.column(panel);
        copy(packed.rows(), source, from, stride, packed.data(), packed.at(panel, 0));
      }
    }
  }

  private static void copy(int rows, float[] from, int at, int stride, float[] to, int out) {
    for (int k = 0; k < rows; k++) {
      int row = at + k * stride;
      FloatVector.fromArray(SPECIES, from, row).intoArray(to, out + k * WIDTH);
      FloatVector.fromArray(SPECIES, from, row + LANES).intoArray(to, out + k * WIDTH + LANES);
    }
  }

  /** {@link PackedMatrix#packTransposed(float[], int, int, int, int)}. */
  static void packTransposed(
      PackedMatrix packed, float[] source, int offset, int stride, int p, int last) {
    for (int panel = p; panel < last; panel++) {
      if (!SixRows.WIDE || packed.valid(panel) < WIDTH) {
        packed.packTransposed(source, offset, stride, panel, panel + 1);
        continue;
      }
      for (int column = 0; column < WIDTH; column += EIGHT) {
        int from = offset + (packed.column(panel) + column) * stride;
        int to = packed.at(panel, 0) + column;
        transpose(packed.rows(), source, from, stride, packed.data(), to, WIDTH);
      }
    }
  }

  /** {@code to[width k + r] = from[r * stride + k]} of eight rows, the offsets left out. */
  private static void transpose(
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
