package dev.carousel.kernel.vector;

import dev.carousel.kernel.Matmul.Left;
import dev.carousel.kernel.Matmul.Right;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code out (M, N) += a^T * b} with a (K, M) and b (K, N) row-major, as weight gradients need it.
 * K goes in chunks, of which b is copied into panels, once for all left operands, and a, a block of
 * columns at a time, into rows.
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

  void run(int k, Right right, List<Left> lefts) {
    for (int from = 0; from < k; from += CHUNK) {
      int chunk = Math.min(CHUNK, k - from);
      packPanels(from, chunk, right);
      for (Left left : lefts) {
        multiply(from, chunk, right.n(), left);
      }
    }
  }

  /** Columns past the last keep what they held: their sums are not stored. */
  private void packPanels(int row, int k, Right right) {
    int n = right.n();
    int count = (n + WIDTH - 1) / WIDTH;
    if (panels.length < (long) count * k * WIDTH) {
      panels = new float[Math.multiplyExact(count, CHUNK * WIDTH)];
    }
    int at = right.offset() + row * right.stride();
    for (int column = 0, to = 0; column < n; column += WIDTH, to += k * WIDTH) {
      float[] sums = right.sums();
      int sumsAt = right.sumsOffset() + column;
      if (n - column < WIDTH) {
        PackedRows.copy(k, n - column, right.b(), at + column, right.stride(), panels, to, WIDTH);
        if (sums != null) {
          addRows(k, n - column, panels, to, sums, sumsAt);
        }
      } else if (sums != null) {
        packAndAdd(k, right.b(), at + column, right.stride(), panels, to, sums, sumsAt);
      } else {
        pack(k, right.b(), at + column, right.stride(), panels, to);
      }
    }
  }

  private static void pack(int k, float[] b, int at, int stride, float[] panels, int panel) {
    for (int r = 0; r < k; r++) {
      int from = at + r * stride;
      int to = panel + r * WIDTH;
      FloatVector.fromArray(SPECIES, b, from).intoArray(panels, to);
      FloatVector.fromArray(SPECIES, b, from + LANES).intoArray(panels, to + LANES);
    }
  }

  /** Bias gradients cost next to nothing here, and by themselves another walk through memory. */
  private static void packAndAdd(
      int k, float[] b, int at, int stride, float[] panels, int panel, float[] sums, int sumsAt) {
    FloatVector low = FloatVector.fromArray(SPECIES, sums, sumsAt);
    FloatVector high = FloatVector.fromArray(SPECIES, sums, sumsAt + LANES);
    for (int r = 0; r < k; r++) {
      int from = at + r * stride;
      int to = panel + r * WIDTH;
      FloatVector l = FloatVector.fromArray(SPECIES, b, from);
      FloatVector h = FloatVector.fromArray(SPECIES, b, from + LANES);
      l.intoArray(panels, to);
      h.intoArray(panels, to + LANES);
      low = low.add(l);
      high = high.add(h);
    }
    low.intoArray(sums, sumsAt);
    high.intoArray(sums, sumsAt + LANES);
  }

  private static void addRows(
      int k, int columns, float[] panels, int panel, float[] sums, int sumsAt) {
    for (int r = 0; r < k; r++) {
      for (int c = 0; c < columns; c++) {
        sums[sumsAt + c] += panels[panel + r * WIDTH + c];
      }
    }
  }

  private void multiply(int from, int k, int n, Left left) {
    int most = PackedRows.rowsOfBlock(k);
    int a = left.aOffset() + from * left.aStride();
    for (int row = 0; row < left.m(); row += most) {
      int block = Math.min(most, left.m() - row);
      rows.packColumns(block, k, left.a(), a + row, left.aStride());
      int out = left.outOffset() + row * left.outStride();
      for (int column = 0, panel = 0; column < n; column += WIDTH, panel += k * WIDTH) {
        int existing = Math.min(WIDTH, n - column);
        rows.multiply(panels, panel, existing, left.out(), out + column, left.outStride());
      }
    }
  }
}
