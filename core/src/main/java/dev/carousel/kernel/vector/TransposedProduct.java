package dev.carousel.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code out (M, N) += a^T * b} with a (K, M) and b (K, N) row-major, as weight gradients need it.
 * K goes in chunks, of which b is copied into panels and a, a block of columns at a time, into
 * rows.
 *
 * <p>One belongs to each thread, for its buffers.
 */
final class TransposedProduct {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int WIDTH = RegisterTiles.WIDTH;
  private static final int CHUNK = 512;

  private final PackedRows rows = new PackedRows(); // of a, transposed
  private float[] panels = new float[0]; // of b

  void run(
      int k,
      int m,
      int n,
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      int bOffset,
      int bStride,
      float[] out,
      int outOffset,
      int outStride) {
    for (int from = 0; from < k; from += CHUNK) {
      int chunk = Math.min(CHUNK, k - from);
      packPanels(chunk, n, b, bOffset + from * bStride, bStride);
      int most = PackedRows.rowsOfBlock(chunk);
      for (int column = 0; column < m; column += most) {
        int block = Math.min(most, m - column);
        rows.packColumns(block, chunk, a, aOffset + from * aStride + column, aStride);
        multiply(chunk, n, out, outOffset + column * outStride, outStride);
      }
    }
  }

  /** Columns past the last keep what they held: their sums are not stored. */
  private void packPanels(int k, int n, float[] b, int at, int stride) {
    int count = (n + WIDTH - 1) / WIDTH;
    if (panels.length < count * k * WIDTH) {
      panels = new float[count * CHUNK * WIDTH];
    }
    int whole = n / WIDTH;
    for (int p = 0; p < whole; p++) {
      for (int r = 0; r < k; r++) {
        int from = at + r * stride + p * WIDTH;
        int to = (p * k + r) * WIDTH;
        FloatVector.fromArray(SPECIES, b, from).intoArray(panels, to);
        FloatVector.fromArray(SPECIES, b, from + LANES).intoArray(panels, to + LANES);
      }
    }
    if (whole < count) {
      int from = at + whole * WIDTH;
      int to = whole * k * WIDTH;
      PackedRows.copy(k, n - whole * WIDTH, b, from, stride, panels, to, WIDTH);
    }
  }

  private void multiply(int k, int n, float[] out, int outOffset, int outStride) {
    for (int column = 0, panel = 0; column < n; column += WIDTH, panel += k * WIDTH) {
      int existing = Math.min(WIDTH, n - column);
      rows.multiply(panels, panel, existing, out, outOffset + column, outStride);
    }
  }
}
