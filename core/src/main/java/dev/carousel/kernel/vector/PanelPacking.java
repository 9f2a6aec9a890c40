package dev.carousel.kernel.vector;

import dev.carousel.kernel.PackedMatrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Fills the panels of a {@link PackedMatrix} by vectors: whole rows of a panel are two, and of a
 * transposed matrix {@link EightRows} takes eight columns. Part panels are left to the matrix
 * itself.
 */
final class PanelPacking {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int WIDTH = RegisterTiles.WIDTH;
  private static final int EIGHT = 8;

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
        EightRows.interleave(packed.rows(), source, from, stride, packed.data(), to, WIDTH);
      }
    }
  }
}
