package dev.carousel.kernel;

import java.util.Arrays;

/** The arrays of one row, each with a guard zone of its own size around it. */
final class LstmRow {
  private static final float GUARD = 77f;

  final int hidden;
  final float[] gates;
  final float[] cPrev;
  final float[] c;
  final float[] tanhC;
  final float[] h;
  final float[] dh;
  final float[] dc;
  final float[] dGates;

  LstmRow(int hidden, float range, boolean special) {
    this.hidden = hidden;
    gates = Bits.random(hidden, 4 * hidden + 9, range, special);
    cPrev = Bits.random(hidden + 1, hidden + 9, 2f, special);
    dh = Bits.random(hidden + 2, hidden + 9, 1f, special);
    dc = Bits.random(hidden + 3, hidden + 9, 1f, special);
    c = filled(hidden + 9);
    tanhC = filled(hidden + 9);
    h = filled(hidden + 9);
    dGates = filled(4 * hidden + 9);
  }

  private static float[] filled(int n) {
    float[] a = new float[n];
    Arrays.fill(a, GUARD);
    return a;
  }

  void forward(LstmGates kernel) {
    kernel.forward(hidden, gates, 1, cPrev, 2, c, 3, tanhC, 4, h, 5);
  }

  void backward(LstmGates kernel) {
    kernel.backward(hidden, gates, 1, cPrev, 2, tanhC, 4, dh, 6, dc, 7, dGates, 8);
  }

  /** Every array that forward or backward writes. */
  float[][] written() {
    return new float[][] {gates, c, tanhC, h, dc, dGates};
  }
}
