package dev.carousel.kernel.vector;

import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;
import java.util.List;

/**
 * Matrix products in register tiles of four, six or (512 bits) eight rows by two vectors. The left
 * operand is laid out anew, a block at a time; all rows of a block pass under one panel of the
 * right operand before the next is touched, so that large weights are read once a block.
 */
public final class VectorMatmul implements Matmul {
  private static final int WIDTH = RegisterTiles.WIDTH;

  private static final ThreadLocal<PackedRows> ROWS = ThreadLocal.withInitial(PackedRows::new);

  private static final ThreadLocal<TransposedProduct> TRANSPOSED =
      ThreadLocal.withInitial(TransposedProduct::new);

  @Override
  public int panelWidth() {
    return WIDTH;
  }

  @Override
  public void multiply(
      int rows,
      float[] a,
      int aOffset,
      int aStride,
      PackedMatrix b,
      int firstPanel,
      int lastPanel,
      float[] out,
      int outOffset,
      int outStride) {
    if (rows == 1) {
      multiplyRow(a, aOffset, b, firstPanel, lastPanel, out, outOffset);
      return;
    }
    PackedRows left = ROWS.get();
    for (int k = 0; k < b.rows(); k += PackedRows.DEPTH) {
      int depth = Math.min(PackedRows.DEPTH, b.rows() - k);
      int most = PackedRows.rowsOfBlock(depth);
      for (int r = 0; r < rows; r += most) {
        left.packRows(Math.min(most, rows - r), depth, a, aOffset + r * aStride + k, aStride);
        int corner = outOffset + r * outStride;
        for (int group = 0; group < b.groups(); group++) {
          int panels = group * b.panelsPerGroup();
          for (int p = panels + firstPanel; p < panels + lastPanel; p++) {
            left.multiply(b.data(), b.at(p, k), b.valid(p), out, corner + b.column(p), outStride);
          }
        }
      }
    }
  }

  /** One row by the panels of all groups, four whole ones at a time. */
  private static void multiplyRow(
      float[] a, int aOffset, PackedMatrix b, int first, int last, float[] out, int outOffset) {
    int[] four = ROWS.get().four();
    int waiting = 0;
    for (int group = 0; group < b.groups(); group++) {
      int panels = group * b.panelsPerGroup();
      for (int p = panels + first; p < panels + last; p++) {
        if (b.valid(p) < WIDTH) {
          multiplyRow(a, aOffset, b, p, out, outOffset + b.column(p));
          continue;
        }
        four[waiting++] = p;
        if (waiting == four.length) {
          multiplyFour(a, aOffset, b, four, out, outOffset);
          waiting = 0;
        }
      }
    }
    for (int i = 0; i < waiting; i++) {
      multiplyRow(a, aOffset, b, four[i], out, outOffset + b.column(four[i]));
    }
  }

  private static void multiplyFour(
      float[] a, int aOffset, PackedMatrix b, int[] panels, float[] out, int outOffset) {
    SingleRow.fourPanels(
        b.rows(),
        a,
        aOffset,
        b.data(),
        b.at(panels[0], 0),
        b.at(panels[1], 0),
        b.at(panels[2], 0),
        b.at(panels[3], 0),
        out,
        outOffset + b.column(panels[0]),
        outOffset + b.column(panels[1]),
        outOffset + b.column(panels[2]),
        outOffset + b.column(panels[3]));
  }

  /** One row by one panel, part of whose columns may not exist. */
  private static void multiplyRow(
      float[] a, int aOffset, PackedMatrix b, int p, float[] out, int column) {
    int valid = b.valid(p);
    if (valid == WIDTH) {
      SingleRow.panel(b.rows(), a, aOffset, b.data(), b.at(p, 0), out, column);
      return;
    }
    float[] edge = ROWS.get().edge();
    System.arraycopy(out, column, edge, 0, valid);
    SingleRow.panel(b.rows(), a, aOffset, b.data(), b.at(p, 0), edge, 0);
    System.arraycopy(edge, 0, out, column, valid);
  }

  @Override
  public void multiplyTransposed(int k, Right right, List<Left> lefts) {
    TRANSPOSED.get().run(k, right, lefts);
  }

  @Override
  public void pack(
      PackedMatrix packed, float[] source, int offset, int stride, int firstPanel, int lastPanel) {
    PanelPacking.pack(packed, source, offset, stride, firstPanel, lastPanel);
  }

  @Override
  public void packTransposed(
      PackedMatrix packed, float[] source, int offset, int stride, int firstPanel, int lastPanel) {
    PanelPacking.packTransposed(packed, source, offset, stride, firstPanel, lastPanel);
  }
}
