package dev.carousel.kernel.scalar;

import dev.carousel.kernel.Matmul;
import dev.carousel.kernel.PackedMatrix;
import java.util.List;

/** The definition of the matrix products: one fma chain an output element. */
public final class ScalarMatmul implements Matmul {
  private static final int WIDTH = 8;

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
    for (int group = 0; group < b.groups(); group++) {
      for (int p = firstPanel; p < lastPanel; p++) {
        int panel = group * b.panelsPerGroup() + p;
        for (int r = 0; r < rows; r++) {
          int at = outOffset + r * outStride + b.column(panel);
          multiply(a, aOffset + r * aStride, b, panel, out, at);
        }
      }
    }
  }

  private static void multiply(float[] a, int row, PackedMatrix b, int panel, float[] out, int at) {
    for (int lane = 0; lane < b.valid(panel); lane++) {
      float acc = out[at + lane];
      for (int k = 0; k < b.rows(); k++) {
        acc = Math.fma(a[row + k], b.data()[b.at(panel, k) + lane], acc);
      }
      out[at + lane] = acc;
    }
  }

  @Override
  public void multiplyTransposed(int k, Right right, List<Left> lefts) {
    for (Left left : lefts) {
      multiplyTransposed(k, right, left);
    }
    float[] sums = right.sums();
    if (sums != null) {
      for (int r = 0; r < k; r++) {
        for (int c = 0; c < right.n(); c++) {
          sums[right.sumsOffset() + c] += right.b()[right.offset() + r * right.stride() + c];
        }
      }
    }
  }

  private static void multiplyTransposed(int k, Right right, Left left) {
    for (int i = 0; i < left.m(); i++) {
      for (int c = 0; c < right.n(); c++) {
        int at = left.outOffset() + i * left.outStride() + c;
        float acc = left.out()[at];
        for (int r = 0; r < k; r++) {
          float a = left.a()[left.aOffset() + r * left.aStride() + i];
          acc = Math.fma(a, right.b()[right.offset() + r * right.stride() + c], acc);
        }
        left.out()[at] = acc;
      }
    }
  }
}
